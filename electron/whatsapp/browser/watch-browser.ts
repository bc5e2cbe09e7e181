import type { LinkProblem } from '../../../domain/state/state.ts';
import type { Clock, Given } from '../../ports.ts';
import { withTimeout } from '../../timeout.ts';
import type { Browser, Page } from '../client.ts';
import { takeCalls } from '../page/page-calls.ts';
import { type GuardedPage, isAtWhatsApp, keepAtWhatsApp, onlyAtWhatsApp } from '../page/page-guard.ts';
import { readInPieces } from './browser-pipe.ts';

type WatchParts = Given<'clock' | 'log'> & {
  readonly onDocument: () => void;
  /** Called when the browser or its page has ended, or does what no page of WhatsApp does. */
  readonly lose: (error: unknown, problem?: LinkProblem) => void;
};

/** Watches a Chromium whose page is still blank. Returns that page, from then on only callable at WhatsApp. */
export async function watchBrowser(browser: Browser, page: Page, parts: WatchParts): Promise<GuardedPage> {
  const { onDocument, lose, clock, log } = parts;
  readInPieces(browser);
  browser.on('disconnected', () => lose(new Error('the browser closed')));
  page.on('error', (error) => lose(error, 'browser_crashed'));
  page.on('close', () => lose(new Error('the page closed')));
  // WhatsApp asks before its page is left while a message has no tick. Unanswered, the question would hold the page.
  // Any other question would hold it as well, and is not ours to agree to.
  page.on('dialog', (dialog) => {
    const answered = dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss();
    answered.catch(() => undefined);
  });
  // Puppeteer's own event also comes when only the address changes within a document.
  const protocol = await page.createCDPSession();
  protocol.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return;
    onDocument();
    if (!isAtWhatsApp(frame)) lose('the page left WhatsApp', 'page_changed');
  });
  await protocol.send('Page.enable');
  await keepAtWhatsApp(protocol, log);
  await takeCalls(page, protocol, clock, () => lose('the page calls without end'));
  return onlyAtWhatsApp(page);
}

/** Ends the browser: asks it first, so that it writes its files, and kills it when it does not end in time. */
export async function closeBrowser(browser: Browser, clock: Clock, timeoutMs: number): Promise<void> {
  const child = browser.process();
  const hasEnded = (): boolean => child === null || child.exitCode !== null || child.signalCode !== null;
  const ended = new Promise<void>((resolve) => {
    if (hasEnded()) resolve();
    else child?.once('exit', () => resolve());
  });
  // What matters is that the process is gone, whatever the result of the call that asked it to end.
  browser.close().catch(() => undefined);
  await withTimeout(clock, timeoutMs, ended).catch(() => undefined);
  if (hasEnded()) return;
  child?.kill('SIGKILL');
  await withTimeout(clock, timeoutMs, ended).catch(() => undefined);
}
