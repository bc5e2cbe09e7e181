import type { MessagePages } from '../../db/messages/message-pages.ts';
import { errorCode } from '../../db/open.ts';
import { limits } from '../../domain/limits.ts';
import type { Given } from '../ports.ts';

type WarmUpParts = Given<'clock' | 'log'> & {
  readonly pages: Pick<MessagePages, 'warmUp'>;
  readonly isOpen: () => boolean;
};

/** Runs a search while nobody waits for one, after the window had time to open. */
export function warmUpSearch({ pages, isOpen, clock, log }: WarmUpParts): void {
  clock.after(limits.searchWarmUpAfterMs, () => {
    if (!isOpen()) return;
    try {
      pages.warmUp();
    } catch (error) {
      // A real search reports the error.
      log.warn('search warm-up', { code: errorCode(error) });
    }
  });
}
