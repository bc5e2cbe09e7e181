import { DateTime } from 'luxon';
import type { Schedule } from '../campaign.ts';
import { limits } from '../limits.ts';
import { minuteOfDay, openHours, placeOfHours, type Whereabouts } from './hours.ts';
import { type Day, dayOf, startOfDay, warmUpRoom } from './pacing.ts';
import { effectiveGaps, middleGapMs } from './shared-pace.ts';
import { type SendingDay, withMore } from './warm-up.ts';
import { zoneOf } from './zones.ts';

/** Another campaign of the account that sends at the same time, and takes its turns. */
type Beside = {
  readonly schedule: Schedule;
  readonly waiting: Waiting;
  readonly handedOverToday: number;
};

/** What a forecast begins with. What has gone out is counted in the schedule's time zone. */
type Surroundings = {
  /** Messages of this campaign handed over on the day of the forecast's beginning. */
  readonly handedOverToday: number;
  readonly sendingDays: readonly SendingDay[];
  readonly beside: readonly Beside[];
};
export const nothingGoneOut: Surroundings = { handedOverToday: 0, sendingDays: [], beside: [] };

/** Who waits: only how many, or what their numbers say of where they are. */
export type Waiting = number | readonly (Whereabouts & { readonly people: number })[];

/** Messages that go out one gap after the other, to people whose hours are counted in the same zones. */
type Stretch = {
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly gapMs: number;
  readonly zones: Zones;
};
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
 * When what waits will go out, day by day, at the middle of the gap: the hours, days, daily cap and warm-up are kept
 * to, and the turns of other campaigns. From which moment on is asked, also where the start lies after it. The time
 * that the operator takes to approve a pilot is not ours to know and not in it.
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

/** When the message with this number, counted from 1, will be out; null when the forecast has no such message. */
export function momentOf({ stretches }: Forecast, place: number): number | null {
  let moments: number[] = [];
  for (const { count, firstMs, gapMs } of stretches) {
    // Stretches of several accounts may lie over each other; they are in the order in which they begin.
    if (firstMs > (moments[place - 1] ?? Number.POSITIVE_INFINITY)) break;
    const its = Array.from({ length: Math.min(count, place) }, (_, index) => firstMs + index * gapMs);
    moments = [...moments, ...its].sort((one, other) => one - other).slice(0, place);
  }
  const atMs = moments[place - 1];
  return atMs === undefined ? null : Math.round(atMs);
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
const longestForecastMs = 1_100 * 24 * hourMs;

/** How many messages fit into the hours of a day. */
function roomOfWindow(schedule: Schedule): number {
  const { window } = schedule;
  if (window === null) return Number.POSITIVE_INFINITY;
  return Math.floor(((window.toMinute - window.fromMinute) * 60_000 - 1) / middleGapMs(schedule)) + 1;
}

/** Whether it is night for those who get these, wherever they are. */
function touchesNight({ firstMs, lastMs, zones }: Stretch): boolean {
  return zones.some((zone) => {
    const day = DateTime.fromMillis(firstMs, { zone: zoneOf(zone) }).startOf('day');
    return firstMs < minuteOfDay(day, nightToMinute) || lastMs >= minuteOfDay(day, nightFromMinute);
  });
}

/** People whose hours are the same, and their hours that are open or next. */
type Group = { people: number; readonly zones: Zones; opensMs: number; closesMs: number };

/** A campaign on its way through the forecast. */
type Run = {
  readonly schedule: Schedule;
  readonly startMs: number;
  readonly groups: readonly Group[];
  readonly stretches: Stretch[];
  /** The calendar day by its time zone, and what went out on it. */
  day: Day;
  goneOnDay: number;
  sendingDays: readonly SendingDay[];
  lastMs: number | null;
};

/** A campaign that may send, to whom, how many at most, and how long nothing of that changes by itself. */
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

/** Sends from a moment on until something changes: hours, a day, who may send. Returns when that is. */
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
  // A moment after the last message of whoever is through first: then the others are fewer.
  const throughMs = turns.map(({ firstMs, most, gapMs }) => firstMs + (most - 1) * gapMs + 1);
  const untilMs = Math.min(nextMs, ...active.map((one) => one.untilMs), ...throughMs);
  for (const { run, group, most, gapMs, firstMs } of turns) {
    const count = Math.min(most, Math.ceil((untilMs - firstMs) / gapMs));
    if (count > 0) note(runs, run, group, { count, firstMs, lastMs: firstMs + (count - 1) * gapMs, gapMs });
  }
  return untilMs;
}

/** When a campaign may send, from a moment on, as far as can be said on that day. */
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

/** What cap and warm-up leave of the day. */
function roomOf({ schedule, goneOnDay, sendingDays }: Run, at: number): number {
  const capRoom = (schedule.dailyCap ?? Number.POSITIVE_INFINITY) - goneOnDay;
  return Math.min(capRoom, warmUpRoom(schedule, at, sendingDays));
}

/** Of those whose hours are open whose end first goes, as the dispatcher does it. A warm-up is shared by all that warm up. */
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
  // The account warms up, whichever campaign sends.
  for (const one of runs)
    if (one.schedule.warmUp === true)
      one.sendingDays = withMore(one.sendingDays, startOfDay(firstMs, one.schedule.timeZone), count);
}

/** What several send, by the days on which something goes out from any of them. */
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

/** One group for clocks that are the same in January and July. Who has no hours is asked about, and in no forecast. */
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

/** The first moment from one on at which somebody who waits may get a message. */
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
