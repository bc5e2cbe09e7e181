import { DateTime } from 'luxon';
import type { Schedule } from './campaign.ts';
import { limits } from './limits.ts';
import { minuteOfDay, nextOpening, startOfDay, startOfNextDay, warmUpRoom } from './pacing.ts';
import type { SendingDay } from './warm-up.ts';

/** What has gone out before a forecast begins. Both are counted in the schedule's time zone. */
type GoneOut = {
  /** Messages of this campaign handed over on the day of the forecast's beginning. */
  readonly handedOverToday: number;
  readonly sendingDays: readonly SendingDay[];
};
export const nothingGoneOut: GoneOut = { handedOverToday: 0, sendingDays: [] };

/** One calendar day on which messages go out. The moments are those of its first and its last message. */
export type ForecastDay = { readonly count: number; readonly firstMs: number; readonly lastMs: number };

export type Forecast = {
  /** The days on which something goes out, in their order. */
  readonly days: readonly ForecastDay[];
  /** When the last message will be out; null when that is beyond three years. */
  readonly finishMs: number | null;
};

/** What an operator should think about before starting. Each is possible, and hardly ever meant. */
type ForecastWarning = 'start_past' | 'few_a_day' | 'weeks' | 'never' | 'night';

/**
 * When `messages` will go out, day by day, at the middle of the gap: the hours, days, daily cap and warm-up are kept to.
 * The time that the operator takes to approve a pilot is not ours to know and not in it.
 */
export function forecast(
  schedule: Schedule,
  fromMs: number,
  messages: number,
  { handedOverToday, sendingDays }: GoneOut = nothingGoneOut,
): Forecast {
  const gapMs = middleGapMs(schedule);
  const days: ForecastDay[] = [];
  let left = messages;
  let at = fromMs;
  let warmUpDays = sendingDays;
  let goneOnDay = handedOverToday;
  for (let day = 0; left > 0 && day < longestForecastDays; day += 1) {
    const opens = schedule.window === null ? at : nextOpening(at, schedule.window, schedule.timeZone);
    if (startOfDay(opens, schedule.timeZone) !== startOfDay(at, schedule.timeZone)) goneOnDay = 0;
    const capRoom = (schedule.dailyCap ?? Number.POSITIVE_INFINITY) - goneOnDay;
    const room = Math.min(capRoom, warmUpRoom(schedule, opens, warmUpDays), left);
    const count = Math.max(0, Math.min(room, Math.floor((lastMomentOfDay(opens, schedule) - opens) / gapMs) + 1));
    if (count > 0) {
      days.push({ count, firstMs: Math.round(opens), lastMs: Math.round(opens + (count - 1) * gapMs) });
      warmUpDays = withDay(warmUpDays, startOfDay(opens, schedule.timeZone), count);
    }
    left -= count;
    // What is left of a gap is waited for on the next day too.
    at = Math.max(startOfNextDay(opens, schedule.timeZone), opens + count * gapMs);
    goneOnDay = 0;
  }
  return { days, finishMs: left > 0 ? null : (days.at(-1)?.lastMs ?? fromMs) };
}

/** About when the last of `remaining` messages will be out; null when that is beyond three years. */
export function expectedFinish(
  schedule: Schedule,
  fromMs: number,
  remaining: number,
  goneOut: GoneOut = nothingGoneOut,
): number | null {
  return forecast(schedule, fromMs, remaining, goneOut).finishMs;
}

/** When the message with this number, counted from 1, will be out; null when the forecast has no such message. */
export function momentOf({ days }: Forecast, schedule: Schedule, place: number): number | null {
  let before = 0;
  for (const { count, firstMs } of days) {
    if (place <= before + count) return Math.round(firstMs + (place - before - 1) * middleGapMs(schedule));
    before += count;
  }
  return null;
}

/** What in a schedule is hardly meant, the most pressing first. */
export function forecastWarnings(schedule: Schedule, { days, finishMs }: Forecast, nowMs: number): ForecastWarning[] {
  const warnings: ForecastWarning[] = [];
  const [first] = days;
  if (schedule.startAtMs !== null && schedule.startAtMs <= nowMs) warnings.push('start_past');
  if (!first) return warnings;
  if (finishMs === null) warnings.push('never');
  else if (finishMs - first.firstMs > longCampaignMs) warnings.push('weeks');
  if (days.length > 1 && roomOfWindow(schedule) < fewMessages) warnings.push('few_a_day');
  if (days.some((day) => touchesNight(day, schedule.timeZone))) warnings.push('night');
  return warnings;
}

const hourMs = 3_600_000;
const longCampaignMs = 14 * 24 * hourMs;
/** Hours into which fewer messages than this fit are shorter than somebody meant. */
const fewMessages = 10;
const nightFromMinute = 22 * 60;
const nightToMinute = 7 * 60;
const longestForecastDays = 1_100;

function middleGapMs(schedule: Schedule): number {
  return (schedule.gapMinMs + schedule.gapMaxMs) / 2;
}

/** How many messages fit into the hours of a day. */
function roomOfWindow({ window, ...schedule }: Schedule): number {
  if (window === null) return Number.POSITIVE_INFINITY;
  return Math.floor(((window.toMinute - window.fromMinute) * 60_000 - 1) / middleGapMs({ window, ...schedule })) + 1;
}

function touchesNight({ firstMs, lastMs }: ForecastDay, timeZone: string): boolean {
  const day = DateTime.fromMillis(firstMs, { zone: timeZone }).startOf('day');
  return firstMs < minuteOfDay(day, nightToMinute) || lastMs >= minuteOfDay(day, nightFromMinute);
}

/** The days after one more on which something went out. Beyond the warm-up they matter no longer and are not kept. */
function withDay(days: readonly SendingDay[], startMs: number, count: number): readonly SendingDay[] {
  if (days.length >= limits.warmUpMessages.length) return days;
  return days.some((day) => day.startMs === startMs) ? days : [...days, { startMs, count }];
}

/** The last moment of the day of `opensMs` at which something may still go. */
function lastMomentOfDay(opensMs: number, { window, timeZone }: Schedule): number {
  if (window === null) return startOfNextDay(opensMs, timeZone) - 1;
  return minuteOfDay(DateTime.fromMillis(opensMs, { zone: timeZone }).startOf('day'), window.toMinute) - 1;
}
