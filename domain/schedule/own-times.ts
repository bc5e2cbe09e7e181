import { DateTime } from 'luxon';
import { limits } from '../limits.ts';
import { type DateOrder, isLeapYear, readDate, type WallDate } from '../lists/date-reading.ts';
import { clockOf, minuteOfDay, type Whereabouts } from './hours.ts';
import { answersOf, type OwnTimes, type TimeAnswer, type TimeCause, type TimeDecision } from './own-times-rule.ts';
import { zoneOf } from './zones.ts';

/** What a row's moment depends on, apart from the row. */
export type OwnTimesOf = {
  readonly rule: OwnTimes;
  readonly order: DateOrder;
  readonly timeZone: string;
  readonly window: { readonly fromMinute: number; readonly toMinute: number; readonly days: readonly number[] } | null;
  readonly nowMs: number;
};

/** When a row's message is sent, until when it may be, and for which date it is. */
type OwnMoment = {
  readonly dueAtMs: number;
  readonly latestAtMs: number;
  readonly occasion: string;
  /** The zone whose clock counts. */
  readonly zone: string;
};
type Decided = { readonly decided: readonly TimeCause[] };
export type OwnTime =
  | ({ readonly kind: 'moment' } & OwnMoment & Decided)
  /** The row waits for a decision. `reading`: the date as which it can be read, if it can. */
  | ({ readonly kind: 'open'; readonly cause: TimeCause; readonly reading: WallDate | null } & Decided)
  | ({ readonly kind: 'left_out'; readonly cause: TimeCause } & Decided);

type Row = { readonly cell: string } & Whereabouts;

/** The moment of a row, or why it has none: the same for the shown plan, the start, and a list read again. */
export function ownTimeOf(of: OwnTimesOf, row: Row): OwnTime {
  const decided: TimeCause[] = [];
  /** The result where the row gets no moment: left out, or open. Null while nothing has ended it. */
  let end: OwnTime | null = null;
  const ask: Ask = (cause, reading = null, isPossible = true) => {
    const { as, at } = decisionOf(of, cause) ?? {};
    const isWhole = (as !== 'read' || reading !== null) && (as !== 'at_one_time' || at !== undefined);
    const isMeant =
      as !== undefined && answersOf(cause, of.rule).includes(as) && isWhole && (isPossible || as === 'leave_out');
    if (isMeant) decided.push(cause);
    if (isMeant && as !== 'leave_out') return as;
    end = isMeant ? { kind: 'left_out', cause, decided } : { kind: 'open', cause, reading, decided };
    return null;
  };
  const moment = momentOf(of, row, ask);
  return moment === null
    ? (end ?? { kind: 'open', cause: 'unread', reading: null, decided })
    : { kind: 'moment', ...moment, decided };
}

/** `isPossible`: whether anything can be done about the row except leaving it out. */
type Ask = (cause: TimeCause, reading?: WallDate | null, isPossible?: boolean) => TimeAnswer | null;

function momentOf(of: OwnTimesOf, row: Row, ask: Ask): OwnMoment | null {
  const { rule, order } = of;
  const read = readDate(row.cell, order);
  const isOfEachYear = rule.everyYear && read.kind === 'doubt' && ['short_year', 'no_year'].includes(read.cause);
  if (read.kind === 'doubt' && !isOfEachYear) {
    const as = ask(read.cause, read.reading);
    const at = as === 'at_one_time' ? decisionOf(of, read.cause)?.at : undefined;
    if (at !== undefined) return atOneTime(of, at, ask);
    if (as === null) return null;
  }
  const date = read.kind === 'date' ? read.date : read.reading;
  if (date === null) return null;
  if (rule.unit === 'hours' && date.minute === null) return ask('no_time', date) && null;
  const { timeZone, nowMs } = of;
  const known = rule.clock === 'campaign' ? timeZone : clockOf(timeZone, row, nowMs);
  const zone = known ?? (ask('clock_unknown', date) && timeZone);
  if (zone === null) return null;
  const dated = rule.everyYear || date.year === null ? nextOf(of, date, zone, ask) : { ...date, year: date.year };
  return dated && inHours(of, dated, zone, ask);
}

function decisionOf({ rule }: OwnTimesOf, cause: TimeCause): TimeDecision | undefined {
  return rule.decisions.find((one) => one.cause === cause);
}

/** The moment of people without a date of their own: on the chosen day, by the campaign's clock, within its hours. */
function atOneTime(of: OwnTimesOf, { day, minute }: NonNullable<TimeDecision['at']>, ask: Ask): OwnMoment | null {
  const { year, month, day: dayOfMonth } = DateTime.fromISO(day);
  const date = { year, month, day: dayOfMonth, minute: null };
  const rule = { ...of.rule, count: 0, unit: 'days', side: 'after', atMinute: minute } as const;
  return inHours({ ...of, rule }, date, of.timeZone, ask);
}

type Dated = WallDate & { readonly year: number };

/** The date in the next year in which its sending day is not over. */
function nextOf(of: OwnTimesOf, date: WallDate, zone: string, ask: Ask): Dated | null {
  const isLeapDay = date.month === 2 && date.day === 29;
  const otherwise = isLeapDay && of.rule.everyYear ? ask('leap_day', date) : 'day_before';
  if (otherwise === null) return null;
  const first = DateTime.fromMillis(of.nowMs, { zone: zoneOf(zone) }).year - 1;
  for (let year = first; year <= first + limits.ownTimesYearsAhead; year += 1) {
    const isMissing = isLeapDay && !isLeapYear(year);
    if (isMissing && !of.rule.everyYear) continue;
    const day = isMissing ? (otherwise === 'day_after' ? { month: 3, day: 1 } : { month: 2, day: 28 }) : {};
    const dated = { ...date, ...day, year };
    if (momentAt(of, dated, zone).due.endOf('day').toMillis() >= of.nowMs) return dated;
  }
  return null;
}

/** The moment of a date regardless of hours, and whether the clocks go forward over it. */
function momentAt({ rule }: OwnTimesOf, { year, month, day, minute }: Dated, zone: string) {
  const amount = { [rule.unit]: rule.side === 'before' ? -rule.count : rule.count };
  const isByClock = rule.unit === 'days';
  const wanted = isByClock ? rule.atMinute : (minute ?? 0);
  const base = DateTime.fromObject({ year, month, day }, { zone: zoneOf(zone) });
  const at = isByClock ? base.plus(amount) : base;
  const wall = at.set({ hour: Math.floor(wanted / 60), minute: wanted % 60 });
  const isSkipped = wall.hour * 60 + wall.minute !== wanted;
  const dateMs = minute === null ? base.endOf('day').toMillis() : minuteOfDay(base, minute);
  const beginsMs = minute === null ? base.toMillis() : dateMs;
  return { due: isByClock ? wall : wall.plus(amount), isSkipped, dateMs, beginsMs };
}

/** The moment if it is within the hours, or the earlier one that was decided on. */
function inHours(of: OwnTimesOf, date: Dated, zone: string, ask: Ask): OwnMoment | null {
  const { rule, window, nowMs } = of;
  const { due, isSkipped, dateMs, beginsMs } = momentAt(of, date, zone);
  const isAhead = rule.side === 'before' && rule.count > 0;
  if (isAhead && dateMs <= nowMs) return ask('date_past', date) && null;
  if (isSkipped && ask('clock_gap', date) === null) return null;
  const outside = window === null ? null : outsideOf(due, window);
  const at = outside === null || window === null ? due : earlierIn(due, window);
  // A message that is meant to follow a date is not sent before it.
  const isFollowing = rule.side === 'before' || rule.count === 0 || at.toMillis() >= beginsMs;
  if (outside !== null && ask(outside, date, isFollowing) === null) return null;
  const endMs = at.endOf('day').toMillis();
  // A message that is meant to come before a time of day is not sent at that time any more.
  const ownLatestMs = isAhead && date.minute !== null ? Math.min(endMs, dateMs - 1) : endMs;
  // A message that would be late when it is planned is not planned: being sent after its day is only a fallback.
  const latestAtMs = isAhead && rule.untilDate === true && ownLatestMs >= nowMs ? beginsMs - 1 : ownLatestMs;
  if (latestAtMs < nowMs) return ask('day_past', date) && null;
  return { dueAtMs: at.toMillis(), latestAtMs, occasion: occasionOf(date), zone };
}

type Hours = NonNullable<OwnTimesOf['window']>;

function outsideOf(at: DateTime, { days, fromMinute, toMinute }: Hours): 'outside_day' | 'outside_hours' | null {
  const minute = at.hour * 60 + at.minute;
  if (minute < fromMinute || minute >= toMinute) return 'outside_hours';
  return days.includes(at.weekday) ? null : 'outside_day';
}

/** The same time on the last earlier day with hours. A time outside every day's hours becomes the last hour of them. */
function earlierIn(at: DateTime, { days, fromMinute, toMinute }: Hours): DateTime {
  const minute = at.hour * 60 + at.minute;
  const isInHours = minute >= fromMinute && minute < toMinute;
  const wanted = isInHours ? minute : Math.max(fromMinute, toMinute - limits.ownTimesLastMinutes);
  let day = minute < fromMinute ? at.minus({ days: 1 }) : at;
  while (!days.includes(day.weekday)) day = day.minus({ days: 1 });
  return day.startOf('day').set({ hour: Math.floor(wanted / 60), minute: wanted % 60 });
}

/** The date in the form in which a fence and a line of the ledger hold it. */
function occasionOf({ year, month, day, minute }: Dated): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = minute === null ? '' : `T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  return `${year}-${two(month)}-${two(day)}${clock}`;
}
