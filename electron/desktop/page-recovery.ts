import type { WebContents } from 'electron';
import { limits } from '../../domain/limits.ts';
import type { Clock, Log } from '../ports.ts';

type RecoveringPage = Pick<WebContents, 'on' | 'isDestroyed' | 'reload' | 'forcefullyCrashRenderer'>;

/** Lets the window's page come back by itself, whatever befalls it: sending goes on in the main process all the while. */
export function recoverPage(page: RecoveringPage, clock: Clock, log: Log): void {
  reloadWhenGone(page, clock, log);
  endWhenHung(page, clock, log);
  page.on('preload-error', (_event, _path, error) => log.error('preload', error));
}

/** A page that crashed is loaded again, later each time. */
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

/** A page that does not come to itself is ended, as a crash would: on it nobody could pause anything. */
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
