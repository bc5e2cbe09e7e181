import { DateTime } from 'luxon';
import type { Schedule, SendingWindow } from './campaign.ts';
import { limits } from './limits.ts';
import { type SendingDay, warmUpRoomOn } from './warm-up.ts';

/** What decides when a campaign's next message may go. Times are epoch milliseconds. */
export type Pace = {
  readonly schedule: Schedule;
  /** The latest of: start of the campaign, its start time, the operator's last "go on". */
  readonly readyAtMs: number;
  /** When the whole account last had a turn, a look-up or a hand-over; null when it had none. */
  readonly lastTurnMs: number | null;
  /** The gap drawn for the next message. */
  readonly gapMs: number;
  /** Messages of this campaign handed over on the calendar day of `nowMs` in the schedule's time zone. */
  readonly handedOverToday: number;
  /** The account's first days of sending in the schedule's time zone, today included; only a warm-up looks at them. */
  readonly sendingDays: readonly SendingDay[];
  readonly nowMs: number;
};

export type Moment = { readonly atMs: number; readonly why: 'start' | 'gap' | 'window' | 'cap' | 'warm_up' };

/** The first moment at which the next message may go, and what it waits for. A moment in the past means: at once. */
export function nextMoment(pace: Pace): Moment {
  const { schedule } = pace;
  const afterGap = pace.lastTurnMs === null ? pace.readyAtMs : pace.lastTurnMs + pace.gapMs;
  let moment: Moment =
    afterGap > pace.readyAtMs ? { atMs: afterGap, why: 'gap' } : { atMs: pace.readyAtMs, why: 'start' };
  const spent = spentToday(pace);
  if (spent !== null) {
    const tomorrow = startOfNextDay(pace.nowMs, schedule.timeZone);
    if (tomorrow > moment.atMs) moment = { atMs: tomorrow, why: spent };
  }
  if (schedule.window === null) return moment;
  // A moment that has passed while the window was open counts from now on: the window must be open when it is used.
  const from = Math.max(moment.atMs, pace.nowMs);
  const opens = nextOpening(from, schedule.window, schedule.timeZone);
  return opens > from ? { atMs: opens, why: 'window' } : moment;
}

/** Which of the day's limits is reached, so that nothing more goes today. */
function spentToday({ schedule, handedOverToday, sendingDays, nowMs }: Pace): 'cap' | 'warm_up' | null {
  if (schedule.dailyCap !== null && handedOverToday >= schedule.dailyCap) return 'cap';
  return warmUpRoom(schedule, nowMs, sendingDays) === 0 ? 'warm_up' : null;
}

/** What the warm-up leaves of the day of `atMs`; infinite where the campaign has none. */
export function warmUpRoom(schedule: Schedule, atMs: number, days: readonly SendingDay[]): number {
  return schedule.warmUp === true ? warmUpRoomOn(startOfDay(atMs, schedule.timeZone), days) : Number.POSITIVE_INFINITY;
}

/** When the message should have gone, however long ago that is: what "overdue" is measured against. */
export function dueSince(pace: Omit<Pace, 'nowMs' | 'handedOverToday'>, lastOfCampaignMs: number | null): number {
  const { schedule, sendingDays } = pace;
  let at = Math.max(pace.readyAtMs, lastOfCampaignMs === null ? 0 : lastOfCampaignMs + pace.gapMs);
  for (;;) {
    if (schedule.window !== null) at = nextOpening(at, schedule.window, schedule.timeZone);
    // A day whose warm-up was used up, perhaps by another campaign, is not a day on which it should have gone.
    if (warmUpRoom(schedule, at, sendingDays) > 0) return at;
    at = startOfNextDay(at, schedule.timeZone);
  }
}

/** A gap between the schedule's bounds. `random` is in [0, 1). */
export function drawGapMs(schedule: Schedule, random: number): number {
  return Math.round(schedule.gapMinMs + random * (schedule.gapMaxMs - schedule.gapMinMs));
}

/** The first moment at or after `atMs` when the window is open. */
export function nextOpening(atMs: number, window: SendingWindow, timeZone: string): number {
  const at = DateTime.fromMillis(atMs, { zone: timeZone });
  for (let day = 0; day <= 7; day += 1) {
    const date = at.startOf('day').plus({ days: day });
    if (!window.days.includes(date.weekday)) continue;
    const opens = minuteOfDay(date, window.fromMinute);
    const closes = minuteOfDay(date, window.toMinute);
    if (atMs < opens) return opens;
    if (atMs < closes) return atMs;
  }
  // A window has at least one day a week, so a week ahead always finds one.
  return atMs;
}

/** The wall-clock minute of a day, so that a window keeps its hours on the days when the clocks change. */
export function minuteOfDay(date: DateTime, minute: number): number {
  return minute === 1440
    ? date.plus({ days: 1 }).toMillis()
    : date.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}

/** Midnight after the given moment in the time zone. */
export function startOfNextDay(atMs: number, timeZone: string): number {
  return DateTime.fromMillis(atMs, { zone: timeZone }).startOf('day').plus({ days: 1 }).toMillis();
}

/** Midnight before the given moment in the time zone. */
export function startOfDay(atMs: number, timeZone: string): number {
  return DateTime.fromMillis(atMs, { zone: timeZone }).startOf('day').toMillis();
}

/** Whether a message that should have gone at `dueMs` is so late that the operator is asked first. */
export function isOverdue(dueMs: number, nowMs: number, graceMs: number = limits.graceMs): boolean {
  return nowMs - dueMs > graceMs;
}
