// The Chromium that shows the stand-in's windows.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { findChromium } from '../../build/chromium.ts';
import { type Cdp, CdpConnection } from './cdp.ts';
import { chromiumArguments } from './chromium-arguments.ts';
import { killGroup } from './kill-group.ts';

export type BrowserOptions = {
  /** A window on the desktop, for a person; otherwise headless, for a test. */
  isHeaded: boolean;
  /** Opens a debugging port on this machine's loopback address. Only the launcher for tests asks for it. */
  hasPort: boolean;
};

/** The most time that a start may take on a busy machine. */
const launchTimeoutMs = 60_000;
/** A start usually takes one or two seconds; one that takes longer than this most likely hangs. */
const hangsAfterMs = 20_000;

/** A page of the browser, with a session of its own. */
export type BrowserPage = {
  readonly cdp: Cdp;
  close(): void;
  /** Resolves when the page is gone, whoever closed it. */
  readonly closed: Promise<void>;
};

/** Starts Chromium with a profile of its own. */
export async function startChromium(profile: string, options: BrowserOptions): Promise<HostBrowser> {
  const browser = new HostBrowser(profile, options);
  if (await browser.isUp(hangsAfterMs)) return browser;
  // About once in a thousand starts Chromium hangs before it has loaded anything.
  await browser.kill();
  const again = new HostBrowser(profile, options);
  if (await again.isUp(launchTimeoutMs)) return again;
  await again.kill();
  throw new Error('Chromium showed no window in time');
}

export class HostBrowser {
  readonly #connection: CdpConnection;
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #isUp: Promise<boolean>;
  /** The page that Chromium opens by itself. */
  #first: string | undefined;
  readonly #goneTargets = new Map<string, () => void>();

  constructor(profile: string, options: BrowserOptions) {
    // Tests that need the whole browser mean the one in which WhatsApp runs.
    const executablePath = process.env.WINDOW_CHROMIUM_PATH ?? findChromium();
    if (!executablePath) throw new Error('No browser found for the window: run "node build/chromium.ts".');
    rmSync(portFile(profile), { force: true });
    this.#process = spawn(executablePath, chromiumArguments(profile, options), {
      // The last two are the protocol's pipes.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      // The process leads a group, by which all of its processes can be ended.
      detached: process.platform !== 'win32',
    });
    const [, , , writer, reader] = this.#process.stdio;
    this.#connection = new CdpConnection(reader as Readable, writer as Writable);
    this.#ended = new Promise((done) => {
      this.#process.once('exit', () => done());
      this.#process.once('error', () => done());
    });
    this.#isUp = this.#untilFirstPage();
    process.once('exit', () => this.#process.kill('SIGKILL'));
  }

  /** The browser's main process. When a host is killed, it runs on until it notices the end of its pipe. */
  get processId(): number | undefined {
    return this.#process.pid;
  }

  /** Resolves when the browser has ended. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Whether the first page has come within this time. Rejects when the browser has ended before. */
  isUp(timeoutMs: number): Promise<boolean> {
    const patience = new AbortController();
    const late = delay(timeoutMs, false, { signal: patience.signal });
    late.catch(() => undefined);
    return Promise.race([this.#isUp, late]).finally(() => patience.abort());
  }

  async #untilFirstPage(): Promise<boolean> {
    const { browser } = this.#connection;
    const first = Promise.withResolvers<string>();
    browser.on('Target.targetCreated', ({ targetInfo: { targetId, type, openerId } }) => {
      if (type === 'page') first.resolve(targetId);
      // A window opens only when the app opens it.
      if (openerId) void this.#closePopup(targetId).catch(() => undefined);
    });
    browser.on('Target.targetDestroyed', ({ targetId }) => this.#goneTargets.get(targetId)?.());
    await browser.send('Target.setDiscoverTargets', { discover: true });
    const failed = this.#ended.then(() => Promise.reject(new Error('Chromium ended before it showed a window')));
    this.#first = await Promise.race([first.promise, failed]);
    return true;
  }

  /** The first time the page that Chromium has opened by itself, later a new one. */
  async openPage(): Promise<BrowserPage> {
    const { browser } = this.#connection;
    const targetId = this.#first ?? (await browser.send('Target.createTarget', { url: 'about:blank' })).targetId;
    this.#first = undefined;
    const closed = new Promise<void>((done) => this.#goneTargets.set(targetId, done));
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    return {
      cdp: this.#connection.session(sessionId),
      close: () => void browser.send('Target.closeTarget', { targetId }).catch(() => undefined),
      closed: Promise.race([closed, this.#ended]),
    };
  }

  /**
   * A launcher may have made the popup wait for its debugger, and its opener waits with it: the popup runs on before it
   * is closed.
   */
  async #closePopup(targetId: string): Promise<void> {
    const { browser } = this.#connection;
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    await this.#connection.session(sessionId).send('Runtime.runIfWaitingForDebugger');
    await browser.send('Target.closeTarget', { targetId });
  }

  async close(): Promise<void> {
    await this.#connection.browser.send('Browser.close').catch(() => undefined);
    await this.#ended;
  }

  /** Ends the browser with all of its processes, and resolves when they are gone. */
  async kill(): Promise<void> {
    if (this.processId) await killGroup(this.processId);
  }
}

const portFile = (profile: string) => join(profile, 'DevToolsActivePort');

/** The address for `connectOverCDP`; Chromium writes it to a file shortly after its start. */
export async function debuggingAddress(profile: string, timeoutMs = launchTimeoutMs): Promise<string> {
  const pollMs = 10;
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += pollMs) {
    try {
      const [port, path] = readFileSync(portFile(profile), 'utf8').split('\n');
      if (port && path) return `ws://127.0.0.1:${port}${path}`;
    } catch {
      // Not written yet.
    }
    await delay(pollMs);
  }
  throw new Error('Chromium opened no debugging port');
}
