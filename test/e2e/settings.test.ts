import { readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { button, goTo } from './window.ts';

let app: BuiltApp;
beforeAll(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
  await goTo(app.page, 'Settings');
});
afterAll(() => app?.uninstall());

describe('backups', () => {
  const kept = async () => (await readdir(foldersUnder(app.userData, true).backups)).sort();

  it('are made at once, and deleted only after asking', async () => {
    // The app makes the backup of the first start in the background.
    const before = await until(async () => {
      const names = await kept();
      return names.length > 0 && names;
    });
    await button(app.page, 'Make a backup now').click();
    await app.page.getByText('Backup created.').first().waitFor();
    const after = await kept();
    const [made] = after.filter((name) => !before.includes(name));
    expect(after).toHaveLength(before.length + 1);

    const mine = app.page.getByRole('listitem').filter({ hasText: 'Manual' });
    const remove = mine.getByRole('button', { name: /^Delete the backup of/ });
    await remove.click();
    const dialog = app.page.getByRole('alertdialog');
    await button(dialog, 'Keep backup').click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await kept()).toContain(made);

    await remove.click();
    await button(dialog, 'Delete backup').click();
    await mine.waitFor({ state: 'hidden' });
    // The list on the screen may be ahead of the folder.
    await expect.poll(kept).toEqual(before);
  });
});

describe('the browser that runs WhatsApp', () => {
  const choice = () => app.page.getByRole('combobox', { name: 'Browser that runs WhatsApp' });
  /** What the operator chooses in the system's dialog. */
  const pickProgram = async (file: string) => {
    await app.running.evaluate(({ dialog }, picked) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [picked] });
    }, file);
    await button(app.page, 'Choose another program…').click();
  };

  it('cannot be a program that is no browser', async () => {
    const file = path.join(app.userData, 'letter.txt');
    await writeFile(file, 'Dear all');
    await pickProgram(file);
    await app.page.getByText('This program cannot run WhatsApp.').first().waitFor();
    expect(await choice().textContent()).toContain('Automatic');
  });

  it('is the one that was pointed at, from the next opening of WhatsApp on', async () => {
    const file = path.join(app.userData, 'chromium');
    await symlink(process.env.CHROMIUM_PATH ?? '', file);
    // The tests' own choice of a browser would outrank the operator's.
    await app.running.evaluate(() => delete process.env.CHROMIUM_PATH, null);
    await pickProgram(file);
    await app.page.getByText('Your choice takes effect the next time WhatsApp opens.').waitFor();
    await expect.poll(() => choice().textContent()).toContain(file);
    await app.call('link:unlink', undefined);
    await until(async () => (await app.call('browser:list', undefined)).used?.path === file);
    await app.untilLinked();
    await goTo(app.page, 'Settings');
    await app.page.getByText('In use now: Chromium').waitFor();
    await expect.poll(() => button(app.page, 'Restart SendOnce').count()).toBe(0);
  });

  it('is chosen by the app itself again when the operator says so', async () => {
    await choice().click();
    await app.page.getByRole('option', { name: /^Automatic/ }).click();
    await until(async () => (await app.overview()).settings.browserPath === null);
    await expect.poll(() => choice().textContent()).toContain('Automatic');
  });
});
