import { existsSync, mkdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renamePatiently } from '../../../electron/files/patient-rename.ts';
import { temporaryFolder } from '../formats/fixtures.ts';

const saying = (code: string) => Object.assign(new Error(code), { code });

it('a fresh folder that a virus scanner holds is renamed once it has let go', async () => {
  const [from, to] = ['from', 'to'].map((name) => join(temporaryFolder(), name)) as [string, string];
  mkdirSync(from);
  const held = ['EPERM', 'EBUSY'];
  await renamePatiently(from, to, async (...paths) => {
    const code = held.shift();
    if (code) throw saying(code);
    await rename(...paths);
  });
  expect([existsSync(from), existsSync(to)]).toEqual([false, true]);
});

it('what no waiting mends is said at once', async () => {
  let tries = 0;
  const failing = renamePatiently('from', 'to', async () => {
    tries += 1;
    throw saying('ENOSPC');
  });
  await expect(failing).rejects.toThrow('ENOSPC');
  expect(tries).toBe(1);
});
