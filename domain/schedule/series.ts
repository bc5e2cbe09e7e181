import { DateTime } from 'luxon';
import type { Schedule } from '../campaign.ts';
import { limits } from '../limits.ts';
import { minuteOfDay } from './hours.ts';
import type { Weekly } from './weekly-rule.ts';
import { midnightAfter, zoneOf } from './zones.ts';

/**
 * A campaign that repeats: each week, or each year around a date in the list. The people of a day are drawn on the day
 * before. A day is written as `2026-12-10` by the campaign's calendar, and its messages are for that date.
 */
type Calendar = Pick<Schedule, 'timeZone' | 'window' | 'own' | 'weekly'>;

/** A date of a series in which all are sent at one time: when, and until when. */
type Moment = { readonly occasion: string; readonly dueAtMs: number; readonly latestAtMs: number };

/** Whether a campaign repeats, weekly or yearly. */
export function isSeries({ own, weekly }: Pick<Schedule, 'own' | 'weekly'>): boolean {
  return weekly !== undefined || own?.everyYear === true;
}

/**
 * The same schedule for a campaign that is sent once and to everybody at one time, without dates of the list or days of
 * the week. If people's hours were counted by their own clocks, they still are; unknown clocks count as the campaign's.
 */
export function withoutDates({ own, weekly: _weekly, byItself: _byItself, ...schedule }: Schedule): Schedule {
  const { window } = schedule;
  if (own?.clock !== 'theirs' || window === null) return schedule;
  return { ...schedule, window: { ...window, perPerson: true, withoutHours: 'campaign' } };
}

/** The dates of a weekly series, left-out ones included. A series without an end gives its first `most` dates. */
function weeklyDates(weekly: Weekly, most: number): { readonly day: string; readonly isLeftOut: boolean }[] {
  const from = DateTime.fromISO(weekly.fromDay, { zone: 'UTC' });
  const first = from.plus({ days: (weekly.weekday - from.weekday + 7) % 7 });
  const dates: { readonly day: string; readonly isLeftOut: boolean }[] = [];
  let counted = 0;
  for (let week = 0; dates.length < most && counted < (weekly.times ?? most); week += 1) {
    const day = isoDay(first.plus({ weeks: week }));
    const isLeftOut = weekly.leftOut.includes(day);
    dates.push({ day, isLeftOut });
    if (!isLeftOut) counted += 1;
  }
  return dates;
}

/** The dates that are still to come at a moment. */
export function datesAhead(calendar: Calendar & { readonly weekly: Weekly }, nowMs: number) {
  const today = isoDay(DateTime.fromMillis(nowMs, { zone: zoneOf(calendar.timeZone) }));
  return datesBeyond(calendar.weekly, today).filter(({ day }) => !isOver(calendar, day, nowMs));
}

/** The dates up to a day, and as many after it as a series can have at most. */
function datesBeyond(weekly: Weekly, day: string) {
  const weeks = Math.max(0, DateTime.fromISO(day).diff(DateTime.fromISO(weekly.fromDay), 'weeks').weeks);
  return weeklyDates(weekly, Math.ceil(weeks) + limits.weeklyMaxTimes + weekly.leftOut.length);
}

/** The first day of a series whose people are still to be drawn after the start; null where there is none. */
export function firstDay(calendar: Calendar, nowMs: number): string | null {
  const today = DateTime.fromMillis(nowMs, { zone: zoneOf(calendar.timeZone) });
  // Of a yearly campaign everybody's first date is drawn at the start, today's too.
  if (calendar.own?.everyYear) return isoDay(today.plus({ days: 1 }));
  let day = dayAfter(calendar, isoDay(today.minus({ days: 1 })));
  while (day !== null && isOver(calendar, day, nowMs)) day = dayAfter(calendar, day);
  return day;
}

/** The first date of a weekly series started at this moment; null for others, and where no date is left. */
export function firstWeeklyDate(calendar: Calendar, nowMs: number): Moment | null {
  const day = calendar.weekly === undefined ? null : firstDay(calendar, nowMs);
  return day === null ? null : weeklyMoment(calendar, day);
}

function isOver(calendar: Calendar, day: string, nowMs: number): boolean {
  return weeklyMoment(calendar, day).dueAtMs <= nowMs;
}

/** The same series for another campaign: it begins with the next date, and has as many dates. */
export function weeklyFromNow(calendar: Calendar & { readonly weekly: Weekly }, nowMs: number): Weekly {
  const { weekly, timeZone } = calendar;
  const today = DateTime.fromMillis(nowMs, { zone: zoneOf(timeZone) });
  const next = isoDay(isOver(calendar, isoDay(today), nowMs) ? today.plus({ days: 1 }) : today);
  if (weekly.fromDay >= next) return weekly;
  return { ...weekly, fromDay: next, leftOut: weekly.leftOut.filter((day) => day >= next) };
}

/** The next day of a series after the given one; null where that was the last. */
export function dayAfter({ own, weekly }: Calendar, day: string): string | null {
  if (weekly === undefined)
    return own?.everyYear ? isoDay(DateTime.fromISO(day, { zone: 'UTC' }).plus({ days: 1 })) : null;
  return datesBeyond(weekly, day).find((date) => date.day > day && !date.isLeftOut)?.day ?? null;
}

/** When the people of a day are drawn: the day before at the same time, early enough for somebody to look at them. */
export function drawMomentMs({ timeZone, own, weekly }: Calendar, day: string): number {
  const atMinute = Math.min(weekly?.atMinute ?? own?.atMinute ?? 0, limits.drawnByMinute);
  return minuteOfDay(startOf(day, timeZone).minus({ days: 1 }), atMinute);
}

/** People whose moment is within this window are drawn for the day. */
export function windowOfDay(
  { timeZone }: Calendar,
  day: string,
): { readonly fromMs: number; readonly untilMs: number } {
  const from = startOf(day, timeZone);
  return { fromMs: from.toMillis(), untilMs: midnightAfter(from).toMillis() };
}

/** The moment of a date of a weekly series. It is too late once the hours of its day are over. */
export function weeklyMoment({ timeZone, window, weekly }: Calendar, day: string): Moment {
  const at = startOf(day, timeZone);
  const endMinute = window?.toMinute ?? 24 * 60;
  return {
    occasion: day,
    dueAtMs: minuteOfDay(at, weekly?.atMinute ?? 0),
    latestAtMs: minuteOfDay(at, endMinute) - 1,
  };
}

/** Whether a weekly series has a date to come, at a time within the hours. */
export function hasDates(calendar: Calendar, nowMs: number): boolean {
  return calendar.weekly === undefined || (isWithinItsHours(calendar) && firstDay(calendar, nowMs) !== null);
}

/** Whether a weekly series' time is within its hours. If not, everybody would miss it weekly. True for all others. */
export function isWithinItsHours({ window, weekly }: Calendar): boolean {
  if (weekly === undefined || window === null) return true;
  const { weekday, atMinute } = weekly;
  return window.days.includes(weekday) && atMinute >= window.fromMinute && atMinute < window.toMinute;
}

function startOf(day: string, timeZone: string): DateTime {
  return DateTime.fromISO(day, { zone: zoneOf(timeZone) }).startOf('day');
}

function isoDay(at: DateTime): string {
  return at.toFormat('yyyy-MM-dd');
}
