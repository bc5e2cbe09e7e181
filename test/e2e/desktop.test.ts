import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../domain/contract.ts';
import { lastLogLines } from '../../electron/desktop/log.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';

const slowGapMs = 600_000;
/** Two people without a scenario of their own. Nobody is in the list twice. */
const csvOf = (first: number) => `Name,Phone\nFarida,+${first}\nSam,+${first + 1}\n`;

let app: BuiltApp;
let desk: Desk;
let nextPhone = 447_700_900_201;
let nextText = 0;
beforeAll(async () => {
  app = await BuiltApp.install();
  desk = new Desk(app);
  await app.start();
  await app.untilLinked();
});
afterAll(() => app?.uninstall());

/** Chooses an item of the application menu. */
const chooseMenu = (id: string) =>
  app.running.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
/** Chooses an item of the tray. */
const chooseTray = (id: string) =>
  app.running.evaluate((_electron, item) => globalThis.hostRecorder.trays[0]?.menu?.getMenuItemById(item)?.click(), id);
const trayLine = () =>
  app.running.evaluate(() => globalThis.hostRecorder.trays[0]?.menu?.getMenuItemById('state')?.label, null);
const heading = (name: string) => app.page.getByRole('heading', { level: 1, name });
const dispatcher = async () => (await app.overview()).dispatcher;
const questions = async () => (await app.running.calls('dialog.showMessageBox')) as [{ message: string }][];

async function startCampaign(gapMs: number): Promise<number> {
  await app.call('settings:set', { gapMinMs: gapMs, gapMaxMs: gapMs });
  const { id } = await app.call('campaign:create', { name: `Desktop ${++nextText}` });
  await desk.importList(id, csvOf(nextPhone));
  nextPhone += 2;
  await app.call('campaign:update', { id, text: `Desktop ${nextText}` });
  await app.call('campaign:start', { id });
  return id;
}
const untilState = (id: number, state: string) =>
  until(async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === state);

describe('a page that gives a command which only a person may give', () => {
  const resume = () =>
    app.page.evaluate(() => (window as unknown as { sendonce: Api }).sendonce.commands['dispatcher:resume'](undefined));

  it('is asked about where nobody pressed anything, and a "no" does nothing', async () => {
    expect(await resume()).toMatchObject({ ok: false, failure: { code: 'not_pressed' } });
    expect((await questions()).at(-1)?.[0].message).toBe('Resume sending?');
  });

  it('presses nothing by events of its own making', async () => {
    const before = (await questions()).length;
    await app.page.evaluate(() =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true })),
    );
    expect(await resume()).toMatchObject({ ok: false });
    expect(await questions()).toHaveLength(before + 1);
  });

  it('does as it says when somebody pressed a key', async () => {
    const before = (await questions()).length;
    await app.page.keyboard.press('Shift');
    expect(await resume()).toMatchObject({ ok: true });
    expect(await questions()).toHaveLength(before);
  });
});

describe('the application menu', () => {
  it('has nothing to pause before anything waits, and the tray says so', async () => {
    await until(async () => (await trayLine()) === 'Nothing to send');
    await chooseMenu('pauseAll');
    await chooseTray('pauseAll');
    expect((await dispatcher()).kind).toBe('idle');
  });

  it('opens each screen, the list of shortcuts and a new campaign', async () => {
    await chooseMenu('reports');
    await heading('Reports').waitFor();
    await chooseMenu('preferences');
    await heading('Settings').waitFor();
    await chooseMenu('shortcuts');
    const list = app.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.waitFor();
    await app.page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await chooseMenu('newCampaign');
    await app.page.getByText('Who gets the message?').waitFor();
  });

  it('copies the logs for support without numbers', async () => {
    await chooseMenu('copyLogs');
    const [[copied] = []] = await until(async () => {
      const calls = await app.running.calls('clipboard.writeText');
      return calls.length > 0 && calls;
    });
    expect(copied).toMatch(/^SendOnce \d/);
    expect(String(copied).split('\n').slice(1).join('\n')).not.toMatch(/\d{7}/);
  });
});

describe('while messages are under way', () => {
  let id: number;
  beforeAll(async () => {
    id = await startCampaign(slowGapMs);
    await until(async () => (await dispatcher()).kind === 'waiting');
  });

  it('menu and tray offer what can be done now', async () => {
    const enabled = () =>
      app.running.evaluate(({ Menu }) => {
        const menu = Menu.getApplicationMenu();
        return ['pauseAll', 'resumeAll'].map((item) => menu?.getMenuItemById(item)?.enabled);
      }, null);
    await expect.poll(enabled).toEqual([true, false]);
    await chooseMenu('pauseAll');
    await until(async () => (await dispatcher()).kind === 'paused');
    await expect.poll(enabled).toEqual([false, true]);
    await chooseMenu('resumeAll');
    await until(async () => (await dispatcher()).kind === 'waiting');
  });

  it('the tray says how far it is, pauses and goes on', async () => {
    await until(async () => (await trayLine()) === 'Sending: 1 of 2 processed');
    await chooseTray('pauseAll');
    await expect.poll(dispatcher).toMatchObject({ kind: 'paused', reason: 'operator' });
    await until(async () => (await trayLine()) === 'Paused: Sending was paused by hand');
    await chooseTray('resumeAll');
    await until(async () => (await dispatcher()).kind === 'waiting');
  });

  it('the taskbar shows how far it is', async () => {
    const shown = () => app.running.calls('window.setProgressBar');
    await expect.poll(shown).toContainEqual([0.5, { mode: 'normal' }]);
  });

  it('quitting from the menu and closing the window are asked about, and a "no" changes nothing', async () => {
    const before = (await questions()).length;
    await chooseMenu('quit');
    await until(async () => (await questions()).length === before + 1);
    const ofWindow = (act: 'close' | 'show' | 'isVisible') =>
      app.running.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](), act);
    await ofWindow('close');
    // Where a tray certainly brings it back, closing the window only hides it.
    if (process.platform === 'linux') await until(async () => (await questions()).length === before + 2);
    else {
      await until(async () => (await ofWindow('isVisible')) === false);
      await ofWindow('show');
    }
    expect((await questions()).at(-1)?.[0].message).toBe('Quit while messages are waiting?');
    expect((await dispatcher()).kind).toBe('waiting');
  });

  it('the taskbar shows nothing any more of what is cancelled in a pause', async () => {
    await chooseTray('pauseAll');
    await until(async () => (await dispatcher()).kind === 'paused');
    await app.call('campaign:cancel', { id });
    const shown = () => app.running.calls('window.setProgressBar');
    await expect.poll(async () => (await shown()).at(-1)).toEqual([-1, { mode: 'paused' }]);
    await chooseTray('resumeAll');
  });
});

describe('the operator who looks elsewhere', () => {
  it('is told that a campaign is finished, and not while looking', async () => {
    const shown = () => app.running.calls('notification.show') as Promise<[{ title: string; body: string }][]>;
    const focus = (isFocused: boolean) =>
      app.running.evaluate(({ BrowserWindow }, wanted) => {
        const [window] = BrowserWindow.getAllWindows();
        if (wanted) window?.focus();
        else window?.blur();
      }, isFocused);
    await focus(true);
    await untilState(await startCampaign(200), 'finished');
    // The window and the desktop are told at the same moment.
    await chooseMenu('campaigns');
    await app.page
      .getByRole('row')
      .filter({ hasText: `Desktop ${nextText}` })
      .filter({ hasText: 'Finished' })
      .waitFor();
    await focus(false);
    const id = await startCampaign(200);
    await untilState(id, 'finished');
    const [notice, ...more] = await until(async () => {
      const notices = await shown();
      return notices.length > 0 && notices;
    });
    expect(notice?.[0]).toEqual({
      title: `Desktop ${nextText} has finished`,
      body: '2 sent, 0 not confirmed, 0 not sent.',
    });
    expect(more).toEqual([]);
  });

  it('is taken to what the notification speaks of by a click on it', async () => {
    await chooseMenu('settings');
    await heading('Settings').waitFor();
    await app.running.evaluate(() => globalThis.hostRecorder.notifications.at(-1)?.emit('click'), null);
    await app.page.getByRole('grid', { name: 'Sent', exact: true }).waitFor();
    await app.page.getByRole('heading', { level: 1 }).getByText(`Desktop ${nextText}`, { exact: true }).waitFor();
    const isInFront = await app.running.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused(),
      null,
    );
    expect(isInFront).toBe(true);
  });
});

describe('a system that shows no notification', () => {
  it('as a Mac for an app that is not signed, is in the log, without the system’s words', async () => {
    const words = 'Quillanthe Markwell is finished';
    await app.running.evaluate((_electron, why) => {
      globalThis.hostRecorder.notifications.at(-1)?.emit('failed', {}, why);
    }, words);
    const { logs } = foldersUnder(app.userData, true);
    await until(() => lastLogLines(logs, 20).some((line) => line.includes('notification failed')));
    expect(lastLogLines(logs, 20).join('\n')).not.toContain(words);
  });
});

describe('the window', () => {
  it('comes back by itself when its page crashed', async () => {
    await app.page.evaluate(() => Object.assign(window, { isOld: true }));
    await app.running.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    }, null);
    await until(() => app.page.evaluate(() => !('isOld' in window)).catch(() => false));
    await app.page.getByRole('navigation').waitFor();
  });

  it('is given nothing from outside its own folder', async () => {
    const statuses = await app.page.evaluate(
      async (paths) => {
        const answers = await Promise.all(paths.map((path) => fetch(path)));
        return answers.map(({ status }) => status);
      },
      ['/index.html', '/..%2fmain%2fmain.js', '/%2e%2e%2f%2e%2e%2fpackage.json', '/nothing.js'],
    );
    expect(statuses).toEqual([200, 403, 403, 404]);
  });

  it('goes nowhere, opens no other, and shows the system’s browser nothing but WhatsApp', async () => {
    const here = app.page.url();
    await app.page.evaluate(() => {
      window.open('https://elsewhere.invalid/');
      window.open('https://wa.me/447700900142');
      window.open('http://wa.me/447700900142');
      location.href = 'https://elsewhere.invalid/';
    });
    await until(async () => (await app.running.calls('shell.openExternal')).length > 0);
    expect(await app.running.calls('shell.openExternal')).toEqual([['https://wa.me/447700900142']]);
    await app.page.getByRole('navigation').waitFor();
    await until(() => app.page.context().pages().length === 1);
    expect(app.page.url()).toBe(here);
  });

  it('opens where it was when the app was quit', async () => {
    const bounds = { x: 40, y: 60, width: 1100, height: 720 };
    await app.running.evaluate(
      ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place),
      bounds,
    );
    await app.quit();
    await app.start();
    const now = await app.running.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds(), null);
    expect(now).toEqual(bounds);
  });
});

describe('a restored backup', () => {
  it('brings back what was, keeps what is, and holds sending until the operator agrees', async () => {
    await app.untilLinked();
    const backup = await app.call('backup:make', undefined);
    expect(backup).toMatchObject({ why: 'by_hand' });
    const id = await startCampaign(200);
    await untilState(id, 'finished');
    await chooseMenu('preferences');
    await app.page
      .getByRole('listitem')
      .getByRole('button', { name: /^Restore the backup of/ })
      .first()
      .click();
    await app.page.getByRole('button', { name: 'Restore and restart' }).click();
    await until(() => app.running.process.exitCode !== null);
    await app.start();
    const { alarms, campaigns, dispatcher: state } = await app.overview();
    expect(campaigns.map((one) => one.name)).not.toContain(`Desktop ${nextText}`);
    expect(alarms.map(({ kind }) => kind)).toContain('restored');
    expect(state.kind).toBe('alarm');
    const kept = await app.call('backup:list', undefined);
    expect(kept.map(({ why }) => why)).toContain('before_restore');
    expect(kept.map(({ name }) => name)).toContain(backup.name);
  });
});
