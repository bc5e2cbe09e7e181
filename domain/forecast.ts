import { DateTime } from 'luxon';
import type { Schedule } from './campaign.ts';
import { minuteOfDay, openHours, placeOfHours } from './hours.ts';
import { limits } from './limits.ts';
import { startOfDay, startOfNextDay, warmUpRoom } from './pacing.ts';
import type { SendingDay } from './warm-up.ts';

/** What has gone out before a forecast begins. Both are counted in the schedule's time zone. */
type GoneOut = {
  /** Messages of this campaign handed over on the day of the forecast's beginning. */
  readonly handedOverToday: number;
  readonly sendingDays: readonly SendingDay[];
};
export const nothingGoneOut: GoneOut = { handedOverToday: 0, sendingDays: [] };

/** Who waits: only how many, or of which countries their numbers are. An empty country is none that is known. */
export type Waiting = number | readonly { readonly country: string; readonly people: number }[];

/** Messages that go out one gap after the other, to people whose hours are counted in the same zones. */
type Stretch = { readonly count: number; readonly firstMs: number; readonly lastMs: number; readonly zones: Zones };
type Zones = readonly string[];

/** One calendar day on which messages go out. The moments are those of its first and its last message. */
export type ForecastDay = { readonly count: number; readonly firstMs: number; readonly lastMs: number };

export type Forecast = {
  /** The days on which something goes out, in their order. */
  readonly days: readonly ForecastDay[];
  readonly stretches: readonly Stretch[];
  /** When the last message will be out; null when that is beyond three years. */
  readonly finishMs: number | null;
};

/** What an operator should think about before starting. Each is possible, and hardly ever meant. */
type ForecastWarning = 'start_past' | 'few_a_day' | 'weeks' | 'never' | 'night';

/**
 * When what waits will go out, day by day, at the middle of the gap: the hours, days, daily cap and warm-up are kept to.
 * The time that the operator takes to approve a pilot is not ours to know and not in it.
 */
export function forecast(
  schedule: Schedule,
  fromMs: number,
  waiting: Waiting,
  { handedOverToday, sendingDays }: GoneOut = nothingGoneOut,
): Forecast {
  const groups = groupsOf(schedule, fromMs, waiting);
  const days: ForecastDay[] = [];
  const stretches: Stretch[] = [];
  let at = fromMs;
  let warmUpDays = sendingDays;
  let goneOnDay = handedOverToday;
  for (let day = 0; groups.some(({ people }) => people > 0) && day < longestForecastDays; day += 1) {
    const opens = firstOpening(groups, schedule, at);
    const endMs = startOfNextDay(opens, schedule.timeZone);
    if (startOfDay(opens, schedule.timeZone) !== startOfDay(at, schedule.timeZone)) goneOnDay = 0;
    const capRoom = (schedule.dailyCap ?? Number.POSITIVE_INFINITY) - goneOnDay;
    const room = Math.min(capRoom, warmUpRoom(schedule, opens, warmUpDays));
    const sent = sendDay(groups, schedule, { fromMs: opens, endMs, room });
    const [first] = sent.stretches;
    const last = sent.stretches.at(-1);
    const count = sent.stretches.reduce((sum, stretch) => sum + stretch.count, 0);
    if (first && last) {
      days.push({ count, firstMs: first.firstMs, lastMs: last.lastMs });
      stretches.push(...sent.stretches);
      warmUpDays = withDay(warmUpDays, startOfDay(opens, schedule.timeZone), count);
    }
    // What is left of a gap is waited for on the next day too.
    at = Math.max(endMs, sent.nextMs);
    goneOnDay = 0;
  }
  const isWhole = groups.every(({ people }) => people === 0);
  return { days, stretches, finishMs: isWhole ? (days.at(-1)?.lastMs ?? fromMs) : null };
}

/** What a forecast needs to know of who waits: of which countries they are only where each person's own hours count. */
export function waitingIn({ window }: Schedule, messages: number, countries: Exclude<Waiting, number>): Waiting {
  return window?.perPerson === true ? countries : messages;
}

/** About when the last of what waits will be out; null when that is beyond three years. */
export function expectedFinish(
  schedule: Schedule,
  fromMs: number,
  waiting: Waiting,
  goneOut: GoneOut = nothingGoneOut,
): number | null {
  return forecast(schedule, fromMs, waiting, goneOut).finishMs;
}

/** When the message with this number, counted from 1, will be out; null when the forecast has no such message. */
export function momentOf({ stretches }: Forecast, schedule: Schedule, place: number): number | null {
  let before = 0;
  for (const { count, firstMs } of stretches) {
    if (place <= before + count) return Math.round(firstMs + (place - before - 1) * middleGapMs(schedule));
    before += count;
  }
  return null;
}

/** What in a schedule is hardly meant, the most pressing first. */
export function forecastWarnings(
  schedule: Schedule,
  { days, stretches, finishMs }: Forecast,
  nowMs: number,
): ForecastWarning[] {
  const warnings: ForecastWarning[] = [];
  const [first] = days;
  if (schedule.startAtMs !== null && schedule.startAtMs <= nowMs) warnings.push('start_past');
  if (!first) return warnings;
  if (finishMs === null) warnings.push('never');
  else if (finishMs - first.firstMs > longCampaignMs) warnings.push('weeks');
  if (days.length > 1 && roomOfWindow(schedule) < fewMessages) warnings.push('few_a_day');
  if (stretches.some(touchesNight)) warnings.push('night');
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

/** Whether it is night for those who get these, wherever they are. */
function touchesNight({ firstMs, lastMs, zones }: Stretch): boolean {
  return zones.some((zone) => {
    const day = DateTime.fromMillis(firstMs, { zone }).startOf('day');
    return firstMs < minuteOfDay(day, nightToMinute) || lastMs >= minuteOfDay(day, nightFromMinute);
  });
}

/** The days after one more on which something went out. Beyond the warm-up they matter no longer and are not kept. */
function withDay(days: readonly SendingDay[], startMs: number, count: number): readonly SendingDay[] {
  if (days.length >= limits.warmUpMessages.length) return days;
  return days.some((day) => day.startMs === startMs) ? days : [...days, { startMs, count }];
}

/** People whose hours are the same, and their hours that are open or next. */
type Group = { people: number; readonly zones: Zones; opensMs: number; closesMs: number };

/** One group for all whose clocks are the same in January and in July: a forecast need not know the days between. */
function groupsOf(schedule: Schedule, fromMs: number, waiting: Waiting): Group[] {
  const groups = new Map<string, Group>();
  for (const { country, people } of typeof waiting === 'number' ? [{ country: '', people: waiting }] : waiting) {
    const { zones } = placeOfHours(schedule, country, fromMs);
    const key = zones.map((zone) => clockKey(zone, fromMs)).join();
    const group = groups.get(key) ?? { people: 0, zones, opensMs: fromMs, closesMs: fromMs };
    group.people += people;
    groups.set(key, group);
  }
  return [...groups.values()];
}

function clockKey(zone: string, atMs: number): string {
  const year = new Date(atMs).getUTCFullYear();
  return [0, 6].map((month) => DateTime.fromMillis(Date.UTC(year, month), { zone }).offset).join('/');
}

/** The first moment from one on at which somebody who waits may get a message. */
function firstOpening(groups: readonly Group[], { window }: Schedule, atMs: number): number {
  const waiting = groups.filter(({ people }) => people > 0);
  for (const group of waiting.filter(({ closesMs }) => closesMs <= atMs)) {
    const hours =
      window === null ? { opensMs: atMs, closesMs: Number.POSITIVE_INFINITY } : openHours(atMs, window, group.zones);
    group.opensMs = hours.opensMs;
    group.closesMs = hours.closesMs;
  }
  return Math.max(atMs, Math.min(...waiting.map(({ opensMs }) => opensMs)));
}

type DayPart = { readonly fromMs: number; readonly endMs: number; readonly room: number };

/** Sends on one day what there is room for, as the dispatcher does: of those whose hours are open whose end first goes. */
function sendDay(
  groups: readonly Group[],
  schedule: Schedule,
  { fromMs, endMs, room }: DayPart,
): { readonly stretches: readonly Stretch[]; readonly nextMs: number } {
  const gapMs = middleGapMs(schedule);
  const stretches: Stretch[] = [];
  let at = fromMs;
  for (let left = room; left > 0 && groups.some(({ people }) => people > 0); ) {
    const opens = firstOpening(groups, schedule, at);
    if (opens >= endMs) break;
    at = opens;
    const waiting = groups.filter(({ people }) => people > 0);
    const group = waiting
      .filter(({ opensMs }) => opensMs <= opens)
      .reduce((one, other) => (other.closesMs < one.closesMs ? other : one));
    const before = waiting.filter(({ opensMs, closesMs }) => opensMs > opens && closesMs < group.closesMs);
    const untilMs = Math.min(group.closesMs, endMs, ...before.map(({ opensMs }) => opensMs));
    const count = Math.min(group.people, left, Math.ceil((untilMs - opens) / gapMs));
    const lastMs = opens + (count - 1) * gapMs;
    stretches.push({ count, firstMs: Math.round(opens), lastMs: Math.round(lastMs), zones: group.zones });
    group.people -= count;
    left -= count;
    at = opens + count * gapMs;
  }
  return { stretches, nextMs: at };
}
