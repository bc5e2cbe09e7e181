import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Launched, launch } from '../../host/launch.ts';

type Fixture = {
  echo(value: unknown): Promise<[unknown, boolean]>;
  fail(): Promise<void>;
  ping(count: number): void;
  onPong(listener: (count: number) => void): () => void;
};
declare global {
  interface Window {
    fixture: Fixture;
  }
}

const root = join(import.meta.dirname, 'fixture');
const userData = mkdtempSync(join(tmpdir(), 'sendonce-host-'));
const notes = () => readFileSync(join(userData, 'notes.txt'), 'utf8').trim().split('\n');
const start = (...args: string[]) => launch({ root, userData, args });
afterAll(() => rmSync(userData, { recursive: true, force: true, maxRetries: 5 }));

describe('a running app', () => {
  let app: Launched;
  beforeAll(async () => {
    app = await start('--practice=folder', '--last');
  });
  afterAll(() => app?.close());

  it('gets its arguments as Electron gives them', () => {
    expect(notes()[0]).toBe('ready folder --last');
  });

  it('is held to its Content Security Policy: no inline style and no inline script', async () => {
    const seen = await app.page.evaluate(() => {
      const look = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body);
      const inlineScriptRan = 'inlineScriptRan' in window;
      return { size: look('h1').fontSize, h1: look('h1').color, p: look('p').color, inlineScriptRan };
    });
    const black = 'rgb(0, 0, 0)';
    expect(seen).toEqual({ size: '40px', h1: black, p: black, inlineScriptRan: false });
    await expect(app.page.locator('body[data-started=yes]').count()).resolves.toBe(1);
    await expect(app.page.addScriptTag({ content: '1' })).rejects.toThrow(/Content Security Policy/);
  });

  it('hands values over IPC as structured clones, with the main frame as their sender', async () => {
    const [value, isMainFrame] = await app.page.evaluate(async () => {
      const sent = { bytes: new Uint8Array([1, 255]), map: new Map([[1, new Date(5)]]), big: 7n, nothing: undefined };
      const [back, isMain] = (await window.fixture.echo(sent)) as [typeof sent, boolean];
      const { bytes, map, big } = back;
      return [[bytes.join(), map.get(1)?.getTime(), String(big), 'nothing' in back], isMain] as const;
    });
    expect(value).toEqual(['1,255', 5, '7', true]);
    expect(isMainFrame).toBe(true);
  });

  it('says in Electron’s words what failed in a handler or cannot be cloned', async () => {
    const said = await app.page.evaluate(async () => {
      const words = (error: Error) => error.message;
      return [await window.fixture.fail().catch(words), await window.fixture.echo(() => 1).catch(words)];
    });
    expect(said).toEqual(["Error invoking remote method 'fail': TypeError: as told", 'An object could not be cloned.']);
  });

  it('pushes events, and stops when the page does not listen any more', async () => {
    const counts = await app.page.evaluate(async () => {
      const heard: number[] = [];
      const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
      const stop = window.fixture.onPong((count) => heard.push(count));
      window.fixture.ping(1);
      while (heard.length === 0) await wait(5);
      stop();
      window.fixture.ping(5);
      await window.fixture.echo(0);
      return heard;
    });
    expect(counts).toEqual([2]);
  });

  it('keeps the preload’s world apart from the page, and gives a frame nothing', async () => {
    const seen = await app.page.evaluate(() => ({
      require: 'require' in window,
      post: '__hostPost' in window,
      deliver: '__hostDeliver' in window,
      isFrozen: Object.isFrozen(window.fixture),
    }));
    expect(seen).toEqual({ require: false, post: false, deliver: false, isFrozen: true });
  });

  it('asks before the page goes elsewhere, and opens no window for it', async () => {
    const before = app.page.url();
    await app.page.getByRole('link', { name: 'Elsewhere' }).click();
    await app.page.getByRole('link', { name: 'Another window' }).click();
    await expect.poll(() => app.calls('shell.openExternal')).toEqual([['https://elsewhere.invalid/new']]);
    expect(notes()).toContain('will-navigate https://elsewhere.invalid/here');
    expect(app.page.url()).toBe(before);
    await expect.poll(() => app.page.context().pages().length).toBe(1);
  });

  it('denies what its permission handler denies', async () => {
    const state = await app.page.evaluate(
      async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
    );
    expect(state).toBe('denied');
  });

  it('chooses a menu item by its shortcut and by a test’s click', async () => {
    const chosen = () => notes().filter((line) => line === 'chose New').length;
    await app.page.keyboard.press('ControlOrMeta+n');
    await expect.poll(chosen).toBe(1);
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('new')?.click(), null);
    expect(chosen()).toBe(2);
  });

  it('shows dark and light as the app’s theme says', async () => {
    const isDark = () => app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const set = (theme: 'dark' | 'light') =>
      app.evaluate(({ nativeTheme }, themeSource) => void Object.assign(nativeTheme, { themeSource }), theme);
    await set('dark');
    await expect.poll(isDark).toBe(true);
    await set('light');
    await expect.poll(isDark).toBe(false);
  });

  it('saves into an exports folder, cancels opening, and prints', async () => {
    const [saved, opened, printed] = await app.evaluate(async ({ dialog, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const pdf = await window?.webContents.printToPDF({ pageSize: 'A4' });
      const save = await dialog.showSaveDialog({ defaultPath: 'anywhere/report.xlsx' });
      return [save.filePath, (await dialog.showOpenDialog({})).canceled, String(pdf?.subarray(0, 5))] as const;
    }, null);
    expect(saved).toBe(join(userData, 'exports', 'report.xlsx'));
    expect([opened, printed]).toEqual([true, '%PDF-']);
  });

  it('refuses a second start over the same data, and learns of it', async () => {
    await expect(start('--second')).rejects.toThrow('exit code 7');
    await expect.poll(notes).toContain('second --second second');
  });
});

describe('the end of an app', () => {
  it('is not the end of a window that refuses to close, and leaves the data folder free at once after a kill', async () => {
    const app = await start('--stays-open');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), null);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)).toBe(1);
    const before = notes().length;
    await app.kill();
    expect(app.process.signalCode).toBe('SIGKILL');
    const again = await start();
    expect(notes().slice(before)[0]).toMatch(/^ready/);
    const running = notes().length;
    // It waits until the app has finished its work.
    await again.close();
    expect(notes().slice(running)).toEqual(['before-quit', 'before-quit', 'close', 'will-quit']);
  });

  it('tells why an app ended before it showed a window', async () => {
    await expect(start('--throw')).rejects.toThrow(/exit code 1[\s\S]*it threw/);
  });
});
