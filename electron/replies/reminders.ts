import { DateTime } from 'luxon';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import type { Changes, Given } from '../ports.ts';

type RemindersParts = Pick<Stores, 'conversations'> &
  Given<'clock' | 'log' | 'timeZone'> & { readonly changes: Pick<Changes, 'replies'> };

/** Ends reminders when their time has come, also where the clock is put forward. */
export class Reminders {
  readonly #parts: RemindersParts;
  #cancel: () => void = () => undefined;

  constructor(parts: RemindersParts) {
    this.#parts = parts;
  }

  /** Tomorrow at nine, by this computer's clock. */
  tomorrowMs(): number {
    const { clock, timeZone } = this.#parts;
    const now = DateTime.fromMillis(clock.nowMs(), { zone: timeZone() });
    return now.plus({ days: 1 }).startOf('day').set({ hour: limits.remindAtHour }).toMillis();
  }

  /** Ends the reminders that are due, and sets the timer for the next one. */
  arm(): void {
    this.#cancel();
    const inMs = this.#remind();
    if (inMs === null) return;
    this.#cancel = this.#parts.clock.after(Math.min(inMs, limits.clockCheckMs), () => this.arm());
  }

  /** Returns how long until the next reminder; null without one. If the data cannot be used it is tried again. */
  #remind(): number | null {
    const { conversations, clock, changes, log } = this.#parts;
    const nowMs = clock.nowMs();
    try {
      if (conversations.remind(nowMs)) changes.replies();
      const nextMs = conversations.nextReminderMs();
      return nextMs === null ? null : nextMs - nowMs;
    } catch (error) {
      log.error('reminders', error);
      return limits.clockCheckMs;
    }
  }

  stop(): void {
    this.#cancel();
  }
}
