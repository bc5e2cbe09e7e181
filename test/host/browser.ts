// The Chromium that shows the stand-in's windows.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type BrowserContext, chromium, errors } from 'playwright-core';
import { findChromium } from '../../build/chromium.ts';
import { killGroup, ownerOfProfile } from './kill-group.ts';

const isRoot = process.getuid?.() === 0;

export type BrowserOptions = {
  /** A window on the desktop, for a person; otherwise headless, for a test. */
  isHeaded: boolean;
  /** Opens a debugging port on this machine's loopback address. Only the launcher for tests asks for it. */
  hasPort: boolean;
};

function chromiumArguments({ isHeaded, hasPort }: BrowserOptions): string[] {
  return [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-gpu',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
    ...(hasPort ? ['--remote-debugging-port=0'] : []),
    // An app window has no toolbar, whose own pages take as long to load as Chromium itself, and leaves shortcuts such
    // as Ctrl+N to its page.
    '--app=data:text/html,',
    // What moves without end keeps the processor busy where nobody sees it.
    ...(isHeaded ? ['--test-type'] : ['--force-prefers-reduced-motion']),
  ];
}

/** What a start may take on a busy machine. */
const launchTimeoutMs = 60_000;
/** After this the first one most likely hangs; it mostly takes one or two seconds. */
const hangsAfterMs = 20_000;

/** Starts Chromium on a profile of its own. Playwright drives it through a pipe. */
export async function startChromium(profile: string, options: BrowserOptions): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No browser found for the window: run "node build/chromium.ts".');
  const launch = (timeout: number) => launchOnce(profile, { executablePath, timeout, ...options });
  // Once in some thousand starts Chromium hangs before it has loaded anything.
  return launch(hangsAfterMs).catch(async (error) => {
    if (!(error instanceof errors.TimeoutError)) throw error;
    // Playwright has asked it to close and does not wait for that: it may still hold the profile.
    const owner = ownerOfProfile(profile);
    if (owner !== null) await killGroup(owner);
    return launch(launchTimeoutMs);
  });
}

function launchOnce(
  profile: string,
  { executablePath, timeout, ...options }: BrowserOptions & { executablePath: string; timeout: number },
): Promise<BrowserContext> {
  rmSync(portFile(profile), { force: true });
  return chromium.launchPersistentContext(profile, {
    timeout,
    executablePath,
    headless: !options.isHeaded,
    chromiumSandbox: !isRoot, // Chromium refuses its sandbox to root.
    viewport: null,
    colorScheme: null,
    reducedMotion: null,
    serviceWorkers: 'block',
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // Without the first, Chromium says that it is remote-controlled; without the second, it blocks pop-ups as usual.
    ignoreDefaultArgs: ['--enable-automation', '--disable-popup-blocking'],
    args: chromiumArguments(options),
  });
}

const portFile = (profile: string) => join(profile, 'DevToolsActivePort');

/** The address for `connectOverCDP`; Chromium writes it down shortly after its start. */
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

/** The browser's main process, which outlives a host that is killed until its pipe's end tells it. */
export async function browserProcessId(context: BrowserContext): Promise<number | undefined> {
  const session = await context.browser()?.newBrowserCDPSession();
  const info = await session?.send('SystemInfo.getProcessInfo');
  return info?.processInfo.find(({ type }) => type === 'browser')?.id;
}
