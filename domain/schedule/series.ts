import { DateTime } from 'luxon';
import type { Schedule } from '../campaign.ts';
import { limits } from '../limits.ts';
import { minuteOfDay } from './hours.ts';
import type { Weekly } from './weekly-rule.ts';
import { midnightAfter, zoneOf } from './zones.ts';

/**
 * A campaign that goes again: every week, or each year around a date of the list. Who gets it on a day is drawn the day
 * before. A day is `2026-12-10`, on the campaign's calendar, and its messages are for that date.
 */
type Calendar = Pick<Schedule, 'timeZone' | 'window' | 'own' | 'weekly'>;

/** What was said of the days of a series: when of them, and until when, where all go at one time. */
type Moment = { readonly occasion: string; readonly dueAtMs: number; readonly latestAtMs: number };

/** Whether a campaign goes again and again: on days of the week, or each year. */
export function isSeries({ own, weekly }: Pick<Schedule, 'own' | 'weekly'>): boolean {
  return weekly !== undefined || own?.everyYear === true;
}

/**
 * The same schedule for what goes once and to all at one time: no date of the list and no day of the week has a say. Whose
 * hours were counted by their own clock keep them so; where that is not known they were counted by the campaign's.
 */
export function withoutDates({ own, weekly: _weekly, byItself: _byItself, ...schedule }: Schedule): Schedule {
  const { window } = schedule;
  if (own?.clock !== 'theirs' || window === null) return schedule;
  return { ...schedule, window: { ...window, perPerson: true, withoutHours: 'campaign' } };
}

/** The dates of a weekly series, those left out too: of one without an end the next ones. */
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

/** Those of them that are still to come at a moment. */
export function datesAhead(calendar: Calendar & { readonly weekly: Weekly }, nowMs: number) {
  const today = isoDay(DateTime.fromMillis(nowMs, { zone: zoneOf(calendar.timeZone) }));
  return datesBeyond(calendar.weekly, today).filter(({ day }) => !isOver(calendar, day, nowMs));
}

/** As many dates behind a day as a series has at most, after all those before it. */
function datesBeyond(weekly: Weekly, day: string) {
  const weeks = Math.max(0, DateTime.fromISO(day).diff(DateTime.fromISO(weekly.fromDay), 'weeks').weeks);
  return weeklyDates(weekly, Math.ceil(weeks) + limits.weeklyMaxTimes + weekly.leftOut.length);
}

/** The first day of a series whose people are still to be drawn when it is started; null where there is none. */
export function firstDay(calendar: Calendar, nowMs: number): string | null {
  const today = DateTime.fromMillis(nowMs, { zone: zoneOf(calendar.timeZone) });
  // Of each year the first date of everybody is drawn with the start, that of today as well.
  if (calendar.own?.everyYear) return isoDay(today.plus({ days: 1 }));
  let day = dayAfter(calendar, isoDay(today.minus({ days: 1 })));
  while (day !== null && isOver(calendar, day, nowMs)) day = dayAfter(calendar, day);
  return day;
}

/** The first date of a weekly series that is started at a moment; null for all else, and where it has none. */
export function firstWeeklyDate(calendar: Calendar, nowMs: number): Moment | null {
  const day = calendar.weekly === undefined ? null : firstDay(calendar, nowMs);
  return day === null ? null : weeklyMoment(calendar, day);
}

function isOver(calendar: Calendar, day: string, nowMs: number): boolean {
  return weeklyMoment(calendar, day).dueAtMs <= nowMs;
}

/** The same series for a further campaign: of the dates that are over it has none, and as many ahead. */
export function weeklyFromNow(calendar: Calendar & { readonly weekly: Weekly }, nowMs: number): Weekly {
  const { weekly, timeZone } = calendar;
  const today = DateTime.fromMillis(nowMs, { zone: zoneOf(timeZone) });
  const next = isoDay(isOver(calendar, isoDay(today), nowMs) ? today.plus({ days: 1 }) : today);
  if (weekly.fromDay >= next) return weekly;
  return { ...weekly, fromDay: next, leftOut: weekly.leftOut.filter((day) => day >= next) };
}

/** The next day of a series after one; null where that was the last. */
export function dayAfter({ own, weekly }: Calendar, day: string): string | null {
  if (weekly === undefined)
    return own?.everyYear ? isoDay(DateTime.fromISO(day, { zone: 'UTC' }).plus({ days: 1 })) : null;
  return datesBeyond(weekly, day).find((date) => date.day > day && !date.isLeftOut)?.day ?? null;
}

/** When the people of a day are drawn: the day before, at the same time, and early enough to be looked at. */
export function drawMomentMs({ timeZone, own, weekly }: Calendar, day: string): number {
  const atMinute = Math.min(weekly?.atMinute ?? own?.atMinute ?? 0, limits.drawnByMinute);
  return minuteOfDay(startOf(day, timeZone).minus({ days: 1 }), atMinute);
}

/** Whose moment lies in it is drawn for the day. */
export function windowOfDay(
  { timeZone }: Calendar,
  day: string,
): { readonly fromMs: number; readonly untilMs: number } {
  const from = startOf(day, timeZone);
  return { fromMs: from.toMillis(), untilMs: midnightAfter(from).toMillis() };
}

/** The moment of a date of a weekly series: late once the hours of its day are over. */
export function weeklyMoment({ timeZone, window, weekly }: Calendar, day: string): Moment {
  const at = startOf(day, timeZone);
  const endMinute = window?.toMinute ?? 24 * 60;
  return {
    occasion: day,
    dueAtMs: minuteOfDay(at, weekly?.atMinute ?? 0),
    latestAtMs: minuteOfDay(at, endMinute) - 1,
  };
}

/** Whether a weekly series has a date ahead, at a time within the hours. */
export function hasDates(calendar: Calendar, nowMs: number): boolean {
  return calendar.weekly === undefined || (isWithinItsHours(calendar) && firstDay(calendar, nowMs) !== null);
}

/** Whether the time of a weekly series lies within its hours; else everybody would miss it each week. True for all others. */
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
