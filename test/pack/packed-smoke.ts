// node test/pack/packed-smoke.ts <packed program> [arguments for it]
// Starts what was packed, in practice mode, and proves that its parts work, its language is the system's, its window is
// shown and it quits cleanly. The fuses shut Node's inspector, so the window is reached over Chromium's own port.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { probe } from './probe.ts';

const startTimeoutMs = 60_000;
const quitTimeoutMs = 90_000;
const pollMs = 500;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function connect(port: number, child: ChildProcess): Promise<Browser> {
  for (let waitedMs = 0; waitedMs < startTimeoutMs && child.exitCode === null; waitedMs += pollMs) {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined);
    if (browser) return browser;
    await delay(pollMs);
  }
  throw new Error(`no window; exit code ${child.exitCode}`);
}

async function windowOf(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (!context) throw new Error('the app has no browser context');
  return context.pages()[0] ?? context.waitForEvent('page');
}

async function look(page: Page): Promise<void> {
  await probe(page, (line) => process.stdout.write(`${line}\n`));
  const { language, visibility } = await page.evaluate(() => ({
    language: document.documentElement.lang,
    visibility: document.visibilityState,
  }));
  // On a Mac the language comes from the system's settings, whatever the command line says.
  if (process.platform !== 'darwin' && language !== 'pt-BR') throw new Error(`its language is ${language}`);
  if (visibility !== 'visible') throw new Error('the window is not shown');
}

async function smoke(program: string, args: readonly string[]): Promise<void> {
  const userData = mkdtempSync(join(tmpdir(), 'packed-'));
  const port = await freePort();
  const own = ['--practice', `--user-data-dir=${userData}`, `--remote-debugging-port=${port}`, '--lang=pt-BR'];
  const child = spawn(program, [...own, ...args], { stdio: 'inherit' });
  const ended = new Promise<number | string | null>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, signal) => done(code ?? signal));
  });
  try {
    const page = await windowOf(await connect(port, child));
    await look(page);
    await page.close();
    // On a Mac an app usually stays without its window; this one quits with it.
    const code = await Promise.race([ended, delay(quitTimeoutMs, 'it did not end', { ref: false })]);
    if (code !== 0) throw new Error(`it ended with ${code}`);
    process.stdout.write('quit: clean\n');
  } catch (error) {
    const log = join(userData, 'data-practice/logs/main.log');
    if (existsSync(log)) process.stderr.write(readFileSync(log, 'utf8').slice(-4_000));
    child.kill();
    throw error;
  } finally {
    await ended;
    rmSync(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  }
}

const [program, ...args] = process.argv.slice(2);
if (!program) throw new Error('name the packed program');
await smoke(program, args);
