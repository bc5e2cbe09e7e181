import type { Clock } from '../../ports.ts';
import { withTimeout } from '../../timeout.ts';
import type { Browser } from '../client.ts';

/** Ends the browser: asked first, so that it writes its files, and killed when it does not end in time. */
export async function closeBrowser(browser: Browser, clock: Clock, timeoutMs: number): Promise<void> {
  const child = browser.process();
  const hasEnded = (): boolean => child === null || child.exitCode !== null || child.signalCode !== null;
  const ended = new Promise<void>((resolve) => {
    if (hasEnded()) resolve();
    else child?.once('exit', () => resolve());
  });
  // What matters is that the process is gone, whatever became of the call that asked it to go.
  browser.close().catch(() => undefined);
  await withTimeout(clock, timeoutMs, ended).catch(() => undefined);
  if (hasEnded()) return;
  child?.kill('SIGKILL');
  await withTimeout(clock, timeoutMs, ended).catch(() => undefined);
}
