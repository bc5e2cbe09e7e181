import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBinary } from '../../build/electron-binary.ts';
import { en } from '../../domain/text/en.ts';
import { debuggingAddress } from '../host/browser.ts';
import { until } from '../support/until.ts';
import { isWholeRun } from '../support/whole-run.ts';

const root = path.join(import.meta.dirname, '../..');
/** The sources of the app. A copy of them can be changed without disturbing the tests beside this one. */
const sources = ['build', 'db', 'domain', 'electron', 'practice', 'renderer', 'test/host', 'package.json'];
const configs = ['electron.vite.config.ts', 'tsconfig.json'];
const startTimeoutMs = 240_000;
const seenWithinMs = 3_000;

// With Electron's binary there, the window is Electron's own and opens no port.
describe.runIf(isWholeRun && !electronBinary())('npm run dev', () => {
  let folder: string;
  let program: ChildProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'dev-'));
    for (const one of [...sources, ...configs])
      await cp(path.join(root, one), path.join(folder, one), { recursive: true });
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
    const userData = path.join(folder, 'user-data');
    const { dev = '' } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')).scripts;
    program = spawn(process.execPath, [...dev.split(' ').slice(1), `--user-data-dir=${userData}`], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: undefined, HOST_HEADED: '0', HOST_PORT: '1' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const address = await debuggingAddress(path.join(userData, 'stand-in/profile'), startTimeoutMs);
    browser = await chromium.connectOverCDP(address, {
      noDefaults: true,
      isLocal: true,
      timeout: startTimeoutMs,
    });
    const context = browser.contexts()[0];
    page = context?.pages()[0] ?? (await context?.waitForEvent('page')) ?? expect.fail('there is no window');
  }, startTimeoutMs);

  afterAll(async () => {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    // The app outlives the process that started it until the message on its way is over; its window closes last.
    const closed = new Promise((resolve) => browser.once('disconnected', resolve));
    program.kill('SIGTERM');
    await Promise.all([ended, closed]);
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  it('opens the window from its sources, with the practice page built', { timeout: startTimeoutMs }, async () => {
    await page.getByText('+44 7700 900118').first().waitFor({ timeout: startTimeoutMs });
    expect(page.url()).toMatch(/^http:\/\/localhost:\d+\//);
  });

  it('shows a change of a source without a reload', async () => {
    await page.evaluate(() => {
      document.title = 'not loaded anew';
    });
    const file = path.join(folder, 'renderer/shell/sidebar.tsx');
    const before = await readFile(file, 'utf8');
    const changed = page.locator('.sidebar-new', { hasText: en.shell.outbox });
    // The file watcher may start after the window is there, so the file is saved again until the change is seen.
    await until(async () => {
      await writeFile(file, before.replace("text('shell.newCampaign')", "text('shell.outbox')"));
      return changed.waitFor({ timeout: seenWithinMs }).then(
        () => true,
        () => false,
      );
    });
    expect(await page.title()).toBe('not loaded anew');
  });
});
