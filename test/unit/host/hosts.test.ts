import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { launch } from '../../host/launch.ts';

const root = join(import.meta.dirname, 'fixture');
const distribution = mkdtempSync(join(tmpdir(), 'electron-dist-'));
afterAll(() => rmSync(distribution, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

it('tests run on the stand-in also where Electron was fetched, and on Electron when the environment says so', async () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', distribution);
  vi.stubEnv('TEST_HOST', 'electron');
  await expect(launch({ root })).rejects.toThrow('npx install-electron');
  writeFileSync(join(distribution, 'electron'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  vi.stubEnv('TEST_HOST', undefined);
  const app = await launch({ root });
  expect(app.host).toBe('stand-in');
  await app.close();
});

/** Calls each part of the desktop. It runs in the main process, so it must not use names from outside. */
async function askAll(electron: typeof Electron, recorderFile: string | null) {
  const { app, clipboard, dialog, Menu, Notification, nativeImage, powerSaveBlocker, shell, Tray } = electron;
  if (recorderFile) process.getBuiltinModule('node:module').createRequire(recorderFile)(recorderFile);
  globalThis.hostRecorder.calls.length = 0;
  new Notification({ title: 'Finished', body: '2 sent' }).show();
  await clipboard.writeText('text');
  app.setBadgeCount(2);
  powerSaveBlocker.start('prevent-app-suspension');
  powerSaveBlocker.stop(7);
  await shell.openExternal('https://wa.me/447700900301');
  await shell.openPath('/folder');
  shell.showItemInFolder('/file');
  dialog.showErrorBox('title', 'content');
  const box = await dialog.showMessageBox({ message: 'sure?', buttons: ['no', 'yes'], defaultId: 1 });
  const opened = await dialog.showOpenDialog({ title: 'program' });
  const saved = await dialog.showSaveDialog({ defaultPath: 'anywhere/report.csv' });
  const tray = new Tray(nativeImage.createEmpty());
  tray.setContextMenu(Menu.buildFromTemplate([{ id: 'state', label: 'Nothing to send' }]));
  const label = globalThis.hostRecorder.trays.at(-1)?.menu?.getMenuItemById('state')?.label;
  const count = globalThis.hostRecorder.trays.length;
  tray.destroy();
  return {
    calls: structuredClone(globalThis.hostRecorder.calls),
    answers: [box.response, opened.canceled, saved.filePath?.split(/[\\/]/).slice(-2)],
    notification: globalThis.hostRecorder.notifications.at(-1)?.title,
    tray: [label, count, globalThis.hostRecorder.trays.length],
  };
}

it('what the app asks of the desktop is recorded and answered for tests alike on both hosts', async () => {
  const app = await launch({ root });
  const onStandIn = await app.evaluate(askAll, null);
  const recorderFile = join(import.meta.dirname, '../../host/record-electron.cjs');
  const asOnElectron = await app.evaluate(askAll, recorderFile);
  await app.close();
  expect(onStandIn.calls).toHaveLength(12);
  expect(asOnElectron).toEqual(onStandIn);
});
