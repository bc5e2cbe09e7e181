import type { WebContents } from 'electron';
import { limits } from '../../domain/limits.ts';
import type { Clock, Log } from '../ports.ts';

type RecoveringPage = Pick<WebContents, 'on' | 'isDestroyed' | 'reload' | 'forcefullyCrashRenderer'>;

/** Brings the window's page back after a crash or a hang; sending goes on in the main process meanwhile. */
export function recoverPage(page: RecoveringPage, clock: Clock, log: Log): void {
  reloadWhenGone(page, clock, log);
  endWhenHung(page, clock, log);
  page.on('preload-error', (_event, _path, error) => log.error('preload', error));
}

/** Loads a crashed page again, after a longer time each time. */
function reloadWhenGone(page: RecoveringPage, clock: Clock, log: Log): void {
  let crashes = 0;
  page.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || page.isDestroyed()) return;
    const delayMs = limits.pageReloadDelayMs[Math.min(crashes, limits.pageReloadDelayMs.length - 1)] ?? 0;
    crashes += 1;
    log.warn('window page gone', { reason, delayMs });
    clock.after(delayMs, () => {
      if (!page.isDestroyed()) page.reload();
    });
  });
}

/** Ends a page that stays unresponsive, as a crash would: nobody could pause anything on it. */
function endWhenHung(page: RecoveringPage, clock: Clock, log: Log): void {
  let cancel: () => void = () => undefined;
  page.on('unresponsive', () => {
    log.warn('window page hangs');
    cancel();
    cancel = clock.after(limits.pageHungMs, () => {
      if (!page.isDestroyed()) page.forcefullyCrashRenderer();
    });
  });
  page.on('responsive', () => cancel());
}
