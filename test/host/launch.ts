// One launcher for two hosts: the stand-in, or with TEST_HOST=electron the real Electron (npx install-electron).
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type * as Electron from 'electron';
import { chromium, type Page } from 'playwright-core';
import { electronBinary } from '../../build/electron-binary.ts';
import { limits } from '../../domain/limits.ts';
import { killGroup } from './kill-group.ts';
import { launchElectron } from './launch-electron.ts';
import type { RecordedCall } from './record.ts';
import type { FromHost, ToHost } from './remote.ts';
import { strayExitCode } from './stray-errors.ts';

export type LaunchOptions = {
  /** Command-line arguments, as the operator would give them, e.g. `--practice`. */
  args?: string[];
  /** The app's data folder, created if missing. Without this option a new one is made, and `close` removes it. */
  userData?: string;
  /** Variables added to this process's environment; `undefined` removes one. */
  env?: Record<string, string | undefined>;
  /** The folder with the app's package.json. The default is this repository, whatever the working directory is. */
  root?: string;
};

export type Launched = {
  /** The app's first window. */
  page: Page;
  /** The app's main process. */
  process: ChildProcess;
  userData: string;
  host: 'electron' | 'stand-in';
  /** Runs a function in the main process. The function must not refer to anything outside itself. */
  evaluate<Result, Argument>(
    run: (electron: typeof Electron, argument: Argument) => Result,
    argument: Argument,
  ): Promise<Awaited<Result>>;
  /** The app's calls of the desktop so far: the arguments of each, e.g. of `shell.openPath`. */
  calls(name: string): Promise<unknown[][]>;
  /** Quits as the operator would. Throws when the app had a stray error, or did not end and had to be killed. */
  close(): Promise<void>;
  /** Kills the main process as a crash would. When it returns, the same data folder can be opened again. */
  kill(): Promise<void>;
};

/** The part of `Launched` that depends on the host. */
export type Host = Pick<Launched, 'page' | 'process' | 'host' | 'evaluate'> & {
  quit(): void;
  /** The window's Chromium, where that is a separate process. */
  browserProcessId?: number | undefined;
};
export type HostStart = { root: string; args: string[]; env: Record<string, string> };

/** The longest that a window may take for anything on a busy machine. Only a failing test waits this long. */
const windowTimeoutMs = 120_000;
/** The app waits for a message on its way before it quits, and must not be cut off meanwhile. */
export const quitTimeoutMs = limits.quitDrainMs + 20_000;

/** Starts the built app. Rejects when it ends before it shows a window, with its last output. */
export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const userData = resolve(options.userData ?? mkdtempSync(join(tmpdir(), 'sendonce-')));
  const removeUserData = () => {
    // The WhatsApp browser of a killed app may still write there for a moment.
    if (!options.userData) rmSync(userData, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  const start = {
    root: resolve(options.root ?? join(import.meta.dirname, '../..')),
    args: [`--user-data-dir=${userData}`, ...(options.args ?? [])],
    env: environment(options.env),
  };
  const binary = chosenElectron();
  const host = await (binary ? launchElectron(binary, start) : launchStandIn(start)).catch((error) => {
    removeUserData();
    throw error;
  });
  host.page.setDefaultTimeout(windowTimeoutMs);
  return {
    ...pick(host),
    userData,
    calls: async (name) => {
      const all = await host.evaluate(() => globalThis.hostRecorder.calls as RecordedCall[], undefined);
      return all.filter((call) => call.name === name).map((call) => call.args);
    },
    close: async () => {
      const isLate = await quit(host);
      removeUserData();
      if (isLate) throw new Error(`the app did not quit within ${quitTimeoutMs} ms`);
      if (host.process.exitCode === strayExitCode) throw new Error('the app had an error that nobody caught');
    },
    kill: async () => {
      host.process.kill('SIGKILL');
      await gone(host.process);
      if (host.browserProcessId) await killGroup(host.browserProcessId);
    },
  };
}

/**
 * The environment alone decides: else the first start of the app, which fetches Electron, would move all later tests to
 * another host.
 */
function chosenElectron(): string | undefined {
  const host = process.env.TEST_HOST ?? 'stand-in';
  if (host === 'stand-in') return undefined;
  if (host !== 'electron') throw new Error(`TEST_HOST is electron or stand-in, not ${host}`);
  const binary = electronBinary();
  if (!binary) throw new Error('TEST_HOST=electron, and its binary is not there: run "npx install-electron".');
  return binary;
}

const pick = ({ page, process, host, evaluate }: Host) => ({ page, process, host, evaluate });

/** This process's environment without the variables of a test runner. */
function environment(added: LaunchOptions['env'] = {}): Record<string, string> {
  const cleared = { NODE_OPTIONS: undefined, NODE_ENV: undefined, ELECTRON_RUN_AS_NODE: undefined };
  const all = Object.entries({ ...process.env, ...cleared, ...added });
  return Object.fromEntries(all.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

const hasExited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
async function gone(child: ChildProcess): Promise<void> {
  if (!hasExited(child)) await new Promise((done) => child.once('exit', done));
}

/** True when the app had to be killed. */
async function quit(host: Host): Promise<boolean> {
  if (hasExited(host.process)) return false;
  host.quit();
  const timeout = AbortSignal.timeout(quitTimeoutMs);
  const late = new Promise<boolean>((done) => timeout.addEventListener('abort', () => done(true)));
  const isLate = await Promise.race([gone(host.process).then(() => false), late]);
  if (isLate) {
    host.process.kill('SIGKILL');
    await gone(host.process);
    if (host.browserProcessId) await killGroup(host.browserProcessId);
  }
  return isLate;
}

const keptCharacters = 2_000;
const endHeardMs = 20_000;

async function launchStandIn({ root, args, env }: HostStart): Promise<Host> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run.ts'), root, ...args], {
    cwd: root,
    env: { ...env, HOST_PORT: '1' },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    lastWords = (lastWords + chunk).slice(-keptCharacters);
  });
  const ended = new Promise<never>((_, fail) => {
    child.once('exit', (code, signal) =>
      fail(new Error(`the app ended (${signal ?? `exit code ${code}`}) ${lastWords.trim()}`.trim())),
    );
  });
  ended.catch(() => undefined); // The end of the app is a failure only during a request.
  const window = Promise.withResolvers<Extract<FromHost, { address: string }>>();
  const evaluations = new Map<number, PromiseWithResolvers<unknown>>();
  child.on('message', (message: FromHost) => {
    if ('address' in message) return window.resolve(message);
    const waiting = evaluations.get(message.evaluated);
    evaluations.delete(message.evaluated);
    if (message.error === undefined) waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.error));
  });
  const tell = (message: ToHost) => void (child.connected && child.send(message));
  let last = 0;
  const evaluate = async (source: string, argument: unknown) => {
    const answer = Promise.withResolvers<unknown>();
    evaluations.set(++last, answer);
    tell({ evaluate: last, source, argument });
    return Promise.race([answer.promise, ended]);
  };
  try {
    const { address, browserProcessId } = await Promise.race([window.promise, ended]);
    // When the app ends, its page closes first. The app's end explains more, and is reported a moment later.
    const connected = connect(address).catch(async (error) => {
      await Promise.race([ended, delay(endHeardMs)]);
      throw error;
    });
    const page = await Promise.race([connected, ended]);
    return {
      page,
      process: child,
      host: 'stand-in',
      browserProcessId,
      evaluate: (run, argument) => evaluate(String(run), argument) as never,
      quit: () => tell({ quit: true }),
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** The page that is shown while data is checked, until the app's page replaces it. */
const isApp = ({ protocol, searchParams }: URL) => /^https?:/.test(protocol) && !searchParams.has('checking');

/** The window's page, once the app has loaded its own into it. */
async function connect(address: string): Promise<Page> {
  const browser = await chromium.connectOverCDP(address, {
    noDefaults: true,
    isLocal: true,
    timeout: windowTimeoutMs,
  });
  const context = browser.contexts()[0];
  if (!context) throw new Error('the window has no browser context');
  const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: windowTimeoutMs }));
  const loaded = () => page.waitForURL(isApp, { timeout: windowTimeoutMs });
  // The first page may be replaced before it is loaded.
  await loaded().catch(loaded);
  return page;
}
