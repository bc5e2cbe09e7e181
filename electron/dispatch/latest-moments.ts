import { isBusy } from '../../db/open.ts';
import type { Stores } from '../../db/stores.ts';
import type { Given } from '../ports.ts';
import type { ClockDoubt } from './clock-doubt.ts';

export type LatestMomentsParts = Pick<Stores, 'queue' | 'messages' | 'campaigns'> &
  Given<'db' | 'changes' | 'clock' | 'log'> & { readonly clockDoubt: ClockDoubt };

/** The moments after which a message is not sent, and how far the clock is trusted about them. */
export class LatestMoments {
  readonly #parts: LatestMomentsParts;

  constructor(parts: LatestMomentsParts) {
    this.#parts = parts;
  }

  /** Whether any unsent message has a latest moment. */
  areAhead(): boolean {
    return this.#parts.queue.hasLatest();
  }

  /**
   * Marks messages as missed whose latest moment is over, also while sending waits or is held. If another program keeps
   * this from being written, the next time does it: no claim is too late by that. A doubted clock marks nothing.
   * Returns whether there were any.
   */
  failOver(): boolean {
    const { changes, clock, clockDoubt, db, log, queue } = this.#parts;
    if (!queue.hasMissed(clock.nowMs()) || clockDoubt.current !== null) return false;
    try {
      const { missed, finished } = db.immediateSoon(() => this.#write());
      for (const id of finished) changes.campaign(id);
      changes.messages(missed);
      if (missed.length > 0) changes.notices();
      return missed.length > 0;
    } catch (error) {
      if (!isBusy(error)) throw error;
      log.error('missed', error);
      return false;
    }
  }

  #write() {
    const { campaigns, clock, messages } = this.#parts;
    const nowMs = clock.nowMs();
    return { missed: messages.failMissed(nowMs), finished: campaigns.finishDone(nowMs) };
  }

  /**
   * Until when nothing is claimed because the clock is doubted, if that concerns anybody. A clock put forward may send
   * too early to all with a time of their own; after a start, it matters only where somebody would be too late.
   */
  doubtedUntilMs(): number | null {
    const { clock, clockDoubt, queue } = this.#parts;
    const doubt = clockDoubt.current;
    if (doubt === null) return null;
    const isAboutAnybody = doubt.cause === 'put_forward' ? queue.hasLatest() : queue.hasMissed(clock.nowMs());
    return isAboutAnybody ? doubt.untilMs : null;
  }
}
