import { DateTime } from 'luxon';
import type { Schedule } from '../campaign.ts';
import { limits } from '../limits.ts';
import { minuteOfDay, openHours, placeOfHours, type Whereabouts } from './hours.ts';
import { type Day, dayOf, startOfDay, warmUpRoom } from './pacing.ts';
import { effectiveGaps, middleGapMs } from './shared-pace.ts';
import { type SendingDay, withMore } from './warm-up.ts';
import { zoneOf } from './zones.ts';

/** Another campaign that sends from the account at the same time and takes some of its turns. */
type Beside = {
  readonly schedule: Schedule;
  readonly waiting: Waiting;
  readonly handedOverToday: number;
};

/** The conditions at a forecast's beginning. What has gone out is counted in the schedule's time zone. */
type Surroundings = {
  /** Messages of this campaign handed over on the day on which the forecast begins. */
  readonly handedOverToday: number;
  readonly sendingDays: readonly SendingDay[];
  readonly beside: readonly Beside[];
};
export const nothingGoneOut: Surroundings = { handedOverToday: 0, sendingDays: [], beside: [] };

/** The people who wait: only their number, or also what their numbers tell about where they are. */
export type Waiting = number | readonly (Whereabouts & { readonly people: number })[];

/** Messages sent one gap after another to people whose hours are counted in the same zones. */
type Stretch = {
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly gapMs: number;
  readonly zones: Zones;
};
type Zones = readonly string[];

/** A calendar day on which messages go out, with the moments of its first and last message. */
export type ForecastDay = { readonly count: number; readonly firstMs: number; readonly lastMs: number };

export type Forecast = {
  /** The days on which messages go out, in order. */
  readonly days: readonly ForecastDay[];
  readonly stretches: readonly Stretch[];
  /** When the last message goes out; null when that is more than three years away. */
  readonly finishMs: number | null;
};

/** What an operator should consider before starting. Each is possible, but hardly ever intended. */
type ForecastWarning = 'start_past' | 'few_a_day' | 'weeks' | 'never' | 'night';

/**
 * Predicts day by day when the waiting messages go out, one middle gap apart, within hours, days, daily cap and
 * warm-up, and sharing turns with other campaigns. `fromMs` is where the forecast begins, even if the campaign starts
 * later. The time that the operator takes to approve a pilot is unknown and not included.
 */
export function forecast(
  schedule: Schedule,
  fromMs: number,
  waiting: Waiting,
  { handedOverToday, sendingDays, beside }: Surroundings = nothingGoneOut,
): Forecast {
  const own = runOf({ schedule, waiting, handedOverToday }, fromMs, sendingDays);
  const runs = [own, ...beside.map((other) => runOf(other, fromMs, sendingDays))];
  const untilMs = Math.max(fromMs, own.startMs) + longestForecastMs;
  for (let at = fromMs; isWaiting(own) && at < untilMs; ) at = sendUntilChange(runs, at);
  const finishMs = isWaiting(own) ? null : (own.stretches.at(-1)?.lastMs ?? fromMs);
  return { days: daysTogether([{ days: own.stretches }], own.schedule.timeZone), stretches: own.stretches, finishMs };
}

/** When the message with this number, counted from 1, goes out; null when the forecast has no such message. */
export function momentOf({ stretches }: Forecast, place: number): number | null {
  let moments: number[] = [];
  for (const { count, firstMs, gapMs } of stretches) {
    // Stretches of several accounts may overlap; they are ordered by their beginning.
    if (firstMs > (moments[place - 1] ?? Number.POSITIVE_INFINITY)) break;
    const its = Array.from({ length: Math.min(count, place) }, (_, index) => firstMs + index * gapMs);
    moments = [...moments, ...its].sort((one, other) => one - other).slice(0, place);
  }
  const atMs = moments[place - 1];
  return atMs === undefined ? null : Math.round(atMs);
}

/** What in a schedule is probably not intended, the most pressing first. */
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
/** Hours with room for fewer messages than this are probably shorter than intended. */
const fewMessages = 10;
const nightFromMinute = 22 * 60;
const nightToMinute = 7 * 60;
const longestForecastMs = 1_100 * 24 * hourMs;

/** How many messages fit into the hours of one day. */
function roomOfWindow(schedule: Schedule): number {
  const { window } = schedule;
  if (window === null) return Number.POSITIVE_INFINITY;
  return Math.floor(((window.toMinute - window.fromMinute) * 60_000 - 1) / middleGapMs(schedule)) + 1;
}

/** Whether it is night for the people who get these messages, in their own zones. */
function touchesNight({ firstMs, lastMs, zones }: Stretch): boolean {
  return zones.some((zone) => {
    const day = DateTime.fromMillis(firstMs, { zone: zoneOf(zone) }).startOf('day');
    return firstMs < minuteOfDay(day, nightToMinute) || lastMs >= minuteOfDay(day, nightFromMinute);
  });
}

/** People with the same hours, and the hours of theirs that are open or open next. */
type Group = { people: number; readonly zones: Zones; opensMs: number; closesMs: number };

/** The state of one campaign while the forecast proceeds. */
type Run = {
  readonly schedule: Schedule;
  readonly startMs: number;
  readonly groups: readonly Group[];
  readonly stretches: Stretch[];
  /** The calendar day in its time zone, and how many messages went out on it. */
  day: Day;
  goneOnDay: number;
  sendingDays: readonly SendingDay[];
  lastMs: number | null;
};

/** A campaign that may send: to which group, how many at most, and until when that stays so. */
type Active = { readonly run: Run; readonly group: Group; readonly most: number; readonly untilMs: number };

function runOf(
  { schedule, waiting, handedOverToday }: Beside,
  fromMs: number,
  sendingDays: readonly SendingDay[],
): Run {
  return {
    schedule,
    startMs: schedule.startAtMs ?? 0,
    groups: groupsOf(schedule, fromMs, waiting),
    stretches: [],
    day: dayOf(fromMs, schedule.timeZone),
    goneOnDay: handedOverToday,
    sendingDays,
    lastMs: null,
  };
}

function isWaiting({ groups }: Run): boolean {
  return groups.some(({ people }) => people > 0);
}

/** Sends from a moment until something changes: hours, day, or who may send. Returns the moment of the change. */
function sendUntilChange(runs: readonly Run[], at: number): number {
  const waiting = runs.filter(isWaiting).map((run) => ({ run, opensMs: opensAt(run, at) }));
  const openMs = waiting.filter(({ opensMs }) => opensMs <= at);
  const nextMs = Math.min(...waiting.map(({ opensMs }) => opensMs).filter((opensMs) => opensMs > at));
  const warming = openMs.filter(({ run }) => run.schedule.warmUp === true).length;
  const active = openMs.map(({ run }) => activeOf(run, at, warming));
  if (active.length === 0) return nextMs;
  const gaps = effectiveGaps(active.map(({ run }) => run.schedule));
  const turns = active.map((one, place) => {
    const gapMs = gaps[place] ?? middleGapMs(one.run.schedule);
    const firstMs = one.run.lastMs === null ? at : Math.max(at, one.run.lastMs + gapMs);
    return { ...one, gapMs, firstMs };
  });
  // The moment after the last message of the campaign that finishes first: from then on there are fewer.
  const throughMs = turns.map(({ firstMs, most, gapMs }) => firstMs + (most - 1) * gapMs + 1);
  const untilMs = Math.min(nextMs, ...active.map((one) => one.untilMs), ...throughMs);
  for (const { run, group, most, gapMs, firstMs } of turns) {
    const count = Math.min(most, Math.ceil((untilMs - firstMs) / gapMs));
    if (count > 0) note(runs, run, group, { count, firstMs, lastMs: firstMs + (count - 1) * gapMs, gapMs });
  }
  return untilMs;
}

/** From when on a campaign may send, as far as it can be told on that day. */
function opensAt(run: Run, at: number): number {
  const { schedule } = run;
  if (at >= run.day.untilMs) {
    run.day = dayOf(at, schedule.timeZone);
    run.goneOnDay = 0;
  }
  if (run.startMs > at) return run.startMs;
  const opensMs = firstOpening(run, at);
  if (opensMs > at) return opensMs;
  return roomOf(run, at) > 0 ? at : run.day.untilMs;
}

/** How many more messages cap and warm-up allow on this day. */
function roomOf({ schedule, goneOnDay, sendingDays }: Run, at: number): number {
  const capRoom = (schedule.dailyCap ?? Number.POSITIVE_INFINITY) - goneOnDay;
  return Math.min(capRoom, warmUpRoom(schedule, at, sendingDays));
}

/** The open group whose hours end first, as the dispatcher chooses. All campaigns that warm up share the warm-up. */
function activeOf(run: Run, at: number, warming: number): Active {
  const waiting = run.groups.filter(({ people }) => people > 0);
  const open = waiting.filter(({ opensMs }) => opensMs <= at);
  const group = open.reduce((one, other) => (other.closesMs < one.closesMs ? other : one));
  const before = waiting.filter(({ opensMs, closesMs }) => opensMs > at && closesMs < group.closesMs);
  const untilMs = Math.min(group.closesMs, run.day.untilMs, ...before.map(({ opensMs }) => opensMs));
  const room = roomOf(run, at);
  const share = run.schedule.warmUp === true ? Math.ceil(room / warming) : room;
  return { run, group, most: Math.min(group.people, share), untilMs };
}

function note(runs: readonly Run[], run: Run, group: Group, sent: Omit<Stretch, 'zones'>): void {
  const { count, firstMs, lastMs, gapMs } = sent;
  run.stretches.push({ count, firstMs: Math.round(firstMs), lastMs: Math.round(lastMs), gapMs, zones: group.zones });
  group.people -= count;
  run.goneOnDay += count;
  run.lastMs = lastMs;
  // Every campaign's messages count for the warm-up of the account.
  for (const one of runs)
    if (one.schedule.warmUp === true)
      one.sendingDays = withMore(one.sendingDays, startOfDay(firstMs, one.schedule.timeZone), count);
}

/** What several forecasts send together on each day. */
export function daysTogether(
  senders: readonly { readonly days: readonly ForecastDay[] }[],
  timeZone: string,
): ForecastDay[] {
  const together = new Map<number, ForecastDay>();
  for (const { count, firstMs, lastMs } of senders.flatMap(({ days }) => days)) {
    const startMs = startOfDay(firstMs, timeZone);
    const day = together.get(startMs) ?? { count: 0, firstMs, lastMs };
    together.set(startMs, {
      count: day.count + count,
      firstMs: Math.min(day.firstMs, firstMs),
      lastMs: Math.max(day.lastMs, lastMs),
    });
  }
  return [...together.values()].sort((one, other) => one.firstMs - other.firstMs);
}

/** Zones with the same clocks in January and July form one group. People without hours are in no forecast. */
function groupsOf(schedule: Schedule, fromMs: number, waiting: Waiting): Group[] {
  const groups = new Map<string, Group>();
  const places = typeof waiting === 'number' ? [{ country: '', zones: '', people: waiting }] : waiting;
  for (const { people, ...where } of places) {
    const { zones } = placeOfHours(schedule, where, fromMs);
    if (zones.length === 0) continue;
    const key = zones.map((zone) => clockKey(zone, fromMs)).join();
    const group = groups.get(key) ?? { people: 0, zones, opensMs: 0, closesMs: 0 };
    group.people += people;
    groups.set(key, group);
  }
  return [...groups.values()];
}

function clockKey(zone: string, atMs: number): string {
  const year = new Date(atMs).getUTCFullYear();
  return [0, 6].map((month) => zoneOf(zone).offset(Date.UTC(year, month))).join('/');
}

/** The first moment after `at` at which somebody who waits may get a message. */
function firstOpening({ groups, schedule: { window } }: Run, at: number): number {
  const waiting = groups.filter(({ people }) => people > 0);
  for (const group of waiting.filter(({ closesMs }) => closesMs <= at)) {
    const laterMs = at + limits.hoursLookedAheadDays * 24 * hourMs;
    const closed = { opensMs: laterMs, closesMs: laterMs };
    const hours = window === null ? always : (openHours(at, window, group.zones) ?? closed);
    group.opensMs = hours.opensMs;
    group.closesMs = hours.closesMs;
  }
  return Math.max(at, Math.min(...waiting.map(({ opensMs }) => opensMs)));
}
const always = { opensMs: 0, closesMs: Number.POSITIVE_INFINITY };
