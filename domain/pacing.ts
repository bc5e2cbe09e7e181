import { DateTime } from 'luxon';
import type { Schedule, SendingWindow } from './campaign.ts';
import { limits } from './limits.ts';
import { type SendingDay, warmUpRoomOn } from './warm-up.ts';

/** What decides when a campaign's next message may go. Times are epoch milliseconds. */
export type Pace = {
  readonly schedule: Schedule;
  /** The latest of: start of the campaign, its start time, the operator's last "go on". */
  readonly readyAtMs: number;
  /** When the last message of the whole account was handed over; null when none was. */
  readonly lastHandOverMs: number | null;
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
  const afterGap = pace.lastHandOverMs === null ? pace.readyAtMs : pace.lastHandOverMs + pace.gapMs;
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
function warmUpRoom(schedule: Schedule, atMs: number, days: readonly SendingDay[]): number {
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

/** What has gone out before a forecast begins. Both are counted in the schedule's time zone. */
export type GoneOut = {
  /** Messages of this campaign handed over on the day of the forecast's beginning. */
  readonly handedOverToday: number;
  readonly sendingDays: readonly SendingDay[];
};
export const nothingGoneOut: GoneOut = { handedOverToday: 0, sendingDays: [] };

/** About when the last of `remaining` messages will be out, at the middle of the gap; null when that is beyond ten years. */
export function expectedFinish(
  schedule: Schedule,
  fromMs: number,
  remaining: number,
  { handedOverToday, sendingDays }: GoneOut = nothingGoneOut,
): number | null {
  if (remaining <= 0) return fromMs;
  const gapMs = (schedule.gapMinMs + schedule.gapMaxMs) / 2;
  let left = remaining;
  let at = fromMs;
  let days = sendingDays;
  let goneOnDay = handedOverToday;
  for (let day = 0; day < longestForecastDays; day += 1) {
    const opens = schedule.window === null ? at : nextOpening(at, schedule.window, schedule.timeZone);
    if (!isSameDay(opens, at, schedule.timeZone)) goneOnDay = 0;
    const dayCap = (schedule.dailyCap ?? Number.POSITIVE_INFINITY) - goneOnDay;
    const room = Math.min(dayCap, warmUpRoom(schedule, opens, days));
    const closes = closing(opens, schedule);
    const fits = Math.max(0, Math.min(room, Math.floor((closes - opens) / gapMs) + 1));
    if (fits >= left) return Math.round(opens + (left - 1) * gapMs);
    left -= fits;
    days = withDay(days, startOfDay(opens, schedule.timeZone), fits);
    // What is left of a gap is waited for on the next day too.
    at = Math.max(startOfNextDay(opens, schedule.timeZone), opens + fits * gapMs);
    goneOnDay = 0;
  }
  return null;
}

const longestForecastDays = 3_660;

/** The days after one more on which something went out. Beyond the warm-up they matter no longer and are not kept. */
function withDay(days: readonly SendingDay[], startMs: number, count: number): readonly SendingDay[] {
  if (count === 0 || days.length >= limits.warmUpMessages.length) return days;
  return days.some((day) => day.startMs === startMs) ? days : [...days, { startMs, count }];
}

function closing(opensMs: number, schedule: Schedule): number {
  if (schedule.window === null && schedule.dailyCap === null && schedule.warmUp !== true)
    return Number.POSITIVE_INFINITY;
  if (schedule.window === null) return startOfNextDay(opensMs, schedule.timeZone) - 1;
  return (
    minuteOfDay(DateTime.fromMillis(opensMs, { zone: schedule.timeZone }).startOf('day'), schedule.window.toMinute) - 1
  );
}

/** The wall-clock minute of a day, so that a window keeps its hours on the days when the clocks change. */
function minuteOfDay(date: DateTime, minute: number): number {
  return minute === 1440
    ? date.plus({ days: 1 }).toMillis()
    : date.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}

/** Midnight after the given moment in the time zone. */
export function startOfNextDay(atMs: number, timeZone: string): number {
  return DateTime.fromMillis(atMs, { zone: timeZone }).startOf('day').plus({ days: 1 }).toMillis();
}

export function startOfDay(atMs: number, timeZone: string): number {
  return DateTime.fromMillis(atMs, { zone: timeZone }).startOf('day').toMillis();
}

function isSameDay(oneMs: number, otherMs: number, timeZone: string): boolean {
  return startOfDay(oneMs, timeZone) === startOfDay(otherMs, timeZone);
}

/** Whether a message that should have gone at `dueMs` is so late that the operator is asked first. */
export function isOverdue(dueMs: number, nowMs: number, graceMs: number = limits.graceMs): boolean {
  return nowMs - dueMs > graceMs;
}
