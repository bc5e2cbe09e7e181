import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { FuzzedBridge } from '../support/fuzz-bridge.ts';
import { FuzzedWindow } from '../support/fuzz-ipc.ts';

vi.mock('electron', () => {
  // The stand-in for Electron learns from this where the app is.
  process.argv.splice(1, 1, resolve('.'));
  return import('../host/electron.ts');
});

const words = 2_000;
it(`${words} things that no page of WhatsApp would say bring nothing down and let nothing out`, async () => {
  const bridge = new FuzzedBridge();
  for (let number = 0; number < words; number += 1) await bridge.try(number);
  bridge.close();
});

const requests = 500;
it(`${requests} things that no window would ask are answered with a value or a code, and send nothing`, async () => {
  const window = new FuzzedWindow();
  const seen = new Set<string>();
  for (let number = 0; number < requests; number += 1) seen.add(await window.try(number));
  await window.close();
  // Checks that not all of them are refused at once.
  expect([...seen]).toEqual(expect.arrayContaining(['value', 'invalid_request', 'not_found', 'not_pressed']));
});
