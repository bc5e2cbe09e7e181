import { DateTime } from 'luxon';
import type { Conversations } from '../../db/people/conversations.ts';
import { limits } from '../../domain/limits.ts';
import type { Changes, Clock, Log } from '../ports.ts';

type RemindersParts = {
  readonly conversations: Conversations;
  readonly timeZone: () => string;
  readonly clock: Clock;
  readonly changes: Pick<Changes, 'replies'>;
  readonly log: Log;
};

/** Who was put off until tomorrow comes back by itself, also where the clock is put forward. */
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

  /** Lets those come back whose time has come, and looks when the next one does. */
  arm(): void {
    this.#cancel();
    const { conversations, clock } = this.#parts;
    const isDone = this.#remind();
    const nextMs = conversations.nextReminderMs();
    if (nextMs === null) return;
    const inMs = isDone ? nextMs - clock.nowMs() : limits.clockCheckMs;
    this.#cancel = clock.after(Math.min(inMs, limits.clockCheckMs), () => this.arm());
  }

  /** False where another program writes, or the disk takes nothing: then it is tried again. */
  #remind(): boolean {
    const { conversations, clock, changes, log } = this.#parts;
    try {
      if (conversations.remind(clock.nowMs())) changes.replies();
      return true;
    } catch (error) {
      log.error('reminders', error);
      return false;
    }
  }

  stop(): void {
    this.#cancel();
  }
}
