import { DateTime } from 'luxon';
import type { Conversations } from '../../db/people/conversations.ts';
import { limits } from '../../domain/limits.ts';
import type { Changes, Clock } from '../ports.ts';

type RemindersParts = {
  readonly conversations: Conversations;
  readonly timeZone: () => string;
  readonly clock: Clock;
  readonly changes: Pick<Changes, 'replies'>;
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
    const { conversations, clock, changes } = this.#parts;
    if (conversations.remind(clock.nowMs())) changes.replies();
    const nextMs = conversations.nextReminderMs();
    if (nextMs === null) return;
    this.#cancel = clock.after(Math.min(nextMs - clock.nowMs(), limits.clockCheckMs), () => this.arm());
  }

  stop(): void {
    this.#cancel();
  }
}
