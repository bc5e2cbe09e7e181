import { DateTime } from 'luxon';
import type { Schedule } from '../campaign.ts';
import { minuteOfDay } from './hours.ts';
import { dayOf, startOfNextDay, warmUpRoom } from './pacing.ts';
import type { Turn } from './sent-from.ts';
import { middleGapMs } from './shared-pace.ts';
import { type SendingDay, withMore } from './warm-up.ts';
import { zoneOf } from './zones.ts';

/**
 * How many messages of a campaign an account may send on each day: as many as fit into the hours, within the daily cap
 * and the account's warm-up. Days on which nothing may be sent are skipped.
 */
export class DayRooms {
  readonly #schedule: Schedule;
  #sendingDays: readonly SendingDay[];
  #nextFromMs: number;
  #room = 0;
  #turn: Turn = { day: -1, before: 0 };

  constructor(schedule: Schedule, nowMs: number, sendingDays: readonly SendingDay[]) {
    this.#schedule = schedule;
    this.#sendingDays = sendingDays;
    this.#nextFromMs = Math.max(nowMs, schedule.startAtMs ?? 0);
    this.#openDay();
  }

  /** The place of the next message: its day, and how many of that day come before it. */
  get turn(): Turn {
    return this.#turn;
  }

  /** Uses up this place. */
  take(): void {
    const { day, before } = this.#turn;
    this.#turn = { day, before: before + 1 };
    if (before + 1 >= this.#room) this.#openDay();
  }

  #openDay(): void {
    do {
      const fromMs = this.#nextFromMs;
      const { fromMs: startMs, untilMs } = dayOf(fromMs, this.#schedule.timeZone);
      this.#room = this.#roomFrom(fromMs, untilMs);
      this.#nextFromMs = startOfNextDay(fromMs, this.#schedule.timeZone);
      if (this.#room > 0) this.#sendingDays = withMore(this.#sendingDays, startMs, this.#room);
    } while (this.#room === 0);
    this.#turn = { day: this.#turn.day + 1, before: 0 };
  }

  #roomFrom(fromMs: number, untilMs: number): number {
    const { window, timeZone, dailyCap } = this.#schedule;
    const day = DateTime.fromMillis(fromMs, { zone: zoneOf(timeZone) }).startOf('day');
    if (window?.days.includes(day.weekday) === false) return 0;
    const opensMs = window === null ? fromMs : Math.max(fromMs, minuteOfDay(day, window.fromMinute));
    const closesMs = window === null ? untilMs : minuteOfDay(day, window.toMinute);
    const fits = Math.max(0, Math.ceil((closesMs - opensMs) / middleGapMs(this.#schedule)));
    return Math.min(fits, dailyCap ?? fits, warmUpRoom(this.#schedule, fromMs, this.#sendingDays));
  }
}
