import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../../domain/campaign.ts';
import { limits } from '../../../../domain/limits.ts';
import type { OwnTimes } from '../../../../domain/schedule/own-times-rule.ts';
import {
  datesAhead,
  dayAfter,
  drawMomentMs,
  firstDay,
  firstWeeklyDate,
  hasDates,
  isSeries,
  isWithinItsHours,
  weeklyMoment,
  windowOfDay,
  withoutDates,
} from '../../../../domain/schedule/series.ts';
import type { Weekly } from '../../../../domain/schedule/weekly-rule.ts';
import { eachYear } from '../../../support/schedules.ts';
import { dayMs, schedule } from './schedules.ts';

const window = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 9 * 60, toMinute: 20 * 60 };
const weekly: Weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-05', times: null, leftOut: [] };
const ofWeeks: Schedule & { weekly: Weekly } = { ...schedule, window, weekly };
const everyYear: OwnTimes = { ...eachYear, column: 0, atMinute: 8 * 60 };
const ofYears: Schedule = { ...schedule, window, own: everyYear };

// On both sides of the date line; the clocks change at midnight, by half an hour, or never.
const timeZones = ['Europe/London', 'Asia/Beirut', 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
const isoOf = (utcMs: number) => new Date(utcMs).toISOString().slice(0, 10);
const days = fc
  .integer({ min: Date.UTC(2026, 0, 1) / dayMs, max: Date.UTC(2029, 0, 1) / dayMs })
  .map((day) => day * dayMs);
const moments = fc.integer({ min: Date.UTC(2025, 11, 1), max: Date.UTC(2029, 6, 1) });
const calendars = fc
  .record({
    timeZone: fc.constantFrom(...timeZones),
    weekday: fc.integer({ min: 1, max: 7 }),
    atMinute: fc.integer({ min: 0, max: 1439 }),
    fromMs: days,
    times: fc.option(fc.integer({ min: 1, max: 12 })),
    without: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }),
    toMinute: fc.constantFrom(null, 20 * 60, 24 * 60),
  })
  .map(({ timeZone, toMinute, fromMs, without, ...rest }) => {
    const leftOut = without.map((day) => isoOf(fromMs + day * dayMs));
    const hours = toMinute === null ? null : { ...window, toMinute };
    return { ...schedule, timeZone, window: hours, weekly: { ...rest, fromDay: isoOf(fromMs), leftOut } };
  });

/** The dates on which a message goes, found by trying one day after the other. */
function datesOf({ weekday, fromDay, times, leftOut }: Weekly, most: number): string[] {
  const found: string[] = [];
  for (let atMs = Date.parse(fromDay); found.length < Math.min(times ?? most, most); atMs += dayMs) {
    const day = isoOf(atMs);
    if ((new Date(atMs).getUTCDay() || 7) === weekday && !leftOut.includes(day)) found.push(day);
  }
  return found;
}
/**
 * The wall clock at a moment. Clocks that go forward skip at most an hour: a time within that hour counts as the one
 * after it.
 */
const clockOf = (atMs: number, zone: string) => {
  const at = DateTime.fromMillis(atMs, { zone });
  return { day: at.toISODate(), minute: at.hour * 60 + at.minute };
};
function expectAt(atMs: number, timeZone: string, day: string, minute: number): void {
  const found = clockOf(atMs, timeZone);
  expect(found.day).toBe(day);
  expect([minute, minute + 30, minute + 60]).toContain(found.minute);
}

describe('a weekly series', () => {
  test('has its day of each week from its first day on, as often as was said, those left out not counted', () => {
    fc.assert(
      fc.property(calendars, (calendar) => {
        const dates = datesOf(calendar.weekly, 14);
        let day: string | null = isoOf(Date.parse(calendar.weekly.fromDay) - dayMs);
        for (const date of dates) {
          day = dayAfter(calendar, day ?? '');
          expect(day).toBe(date);
        }
        if (calendar.weekly.times !== null) expect(dayAfter(calendar, day ?? '')).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  test('has its time on each of them by its own clock, and is late from the end of that day’s hours on', () => {
    fc.assert(
      fc.property(calendars, (calendar) => {
        const { timeZone, weekly, window } = calendar;
        for (const day of datesOf(weekly, 4)) {
          const { occasion, dueAtMs, latestAtMs } = weeklyMoment(calendar, day);
          expect(occasion).toBe(day);
          expectAt(dueAtMs, timeZone, day, weekly.atMinute);
          const ends = window === null || window.toMinute === 1440 ? null : window.toMinute;
          expect(clockOf(latestAtMs, timeZone)).toEqual({ day, minute: (ends ?? 1440) - 1 });
          expect(clockOf(latestAtMs + 1, timeZone).minute).not.toBe((ends ?? 1440) - 1);
        }
      }),
    );
  });

  test('is drawn the day before at its time, and at five in the afternoon at the latest', () => {
    fc.assert(
      fc.property(calendars, (calendar) => {
        for (const day of datesOf(calendar.weekly, 4)) {
          const before = isoOf(Date.parse(day) - dayMs);
          const minute = Math.min(calendar.weekly.atMinute, limits.drawnByMinute);
          expectAt(drawMomentMs(calendar, day), calendar.timeZone, before, minute);
        }
      }),
    );
  });

  test('begins with the first date whose time has not come', () => {
    fc.assert(
      fc.property(calendars, moments, (calendar, nowMs) => {
        const ahead = datesOf(calendar.weekly, 300).filter((day) => weeklyMoment(calendar, day).dueAtMs > nowMs);
        const first = ahead[0] ?? null;
        expect(firstDay(calendar, nowMs)).toBe(first);
        expect(firstWeeklyDate(calendar, nowMs)?.occasion ?? null).toBe(first);
        expect(hasDates(calendar, nowMs)).toBe(first !== null && isWithinItsHours(calendar));
      }),
      { numRuns: 30 },
    );
    const { dueAtMs } = weeklyMoment(ofWeeks, '2026-03-12');
    expect([dueAtMs - 1, dueAtMs].map((atMs) => firstDay(ofWeeks, atMs))).toEqual(['2026-03-12', '2026-03-19']);
  });

  test('shows those left out among the dates ahead, and none that is over', () => {
    const calendar = { ...ofWeeks, weekly: { ...weekly, times: 2, leftOut: ['2026-03-12', '2026-04-02'] } };
    const ahead = datesAhead(calendar, weeklyMoment(calendar, '2026-03-05').dueAtMs);
    expect(ahead).toEqual([
      { day: '2026-03-12', isLeftOut: true },
      { day: '2026-03-19', isLeftOut: false },
    ]);
    expect(datesAhead(ofWeeks, 0)).toHaveLength(limits.weeklyMaxTimes);
  });

  test('shows the dates ahead however long it has gone already, and all that were said where some are left out', () => {
    const [threeYearsLater] = datesAhead(ofWeeks, Date.UTC(2029, 2, 2));
    expect(threeYearsLater).toEqual({ day: '2029-03-08', isLeftOut: false });
    const most = { ...weekly, times: limits.weeklyMaxTimes, leftOut: ['2026-03-12'] };
    expect(datesAhead({ ...ofWeeks, weekly: most }, 0)).toHaveLength(limits.weeklyMaxTimes + 1);
  });

  test.each([
    [9 * 60, [4], true],
    [20 * 60 - 1, [4], true],
    [9 * 60 - 1, [4], false],
    [20 * 60, [4], false],
    [12 * 60, [1, 2, 3, 5], false],
  ])('at minute %i with hours on the days %j goes to anybody: %s', (atMinute, onDays, goes) => {
    const calendar = { ...ofWeeks, window: { ...window, days: onDays }, weekly: { ...weekly, atMinute } };
    expect([isWithinItsHours(calendar), hasDates(calendar, 0)]).toEqual([goes, goes]);
  });
});

describe('a series of each year', () => {
  test('is drawn for each day of the calendar, from tomorrow on, the 29th of February too', () => {
    fc.assert(
      fc.property(fc.constantFrom(...timeZones), moments, (timeZone, nowMs) => {
        const tomorrow = isoOf(Date.parse(clockOf(nowMs, timeZone).day ?? '') + dayMs);
        expect(firstDay({ ...ofYears, timeZone }, nowMs)).toBe(tomorrow);
        expect(dayAfter(ofYears, tomorrow)).toBe(isoOf(Date.parse(tomorrow) + dayMs));
        expectAt(
          drawMomentMs({ ...ofYears, timeZone }, tomorrow),
          timeZone,
          isoOf(Date.parse(tomorrow) - dayMs),
          8 * 60,
        );
      }),
    );
    expect([dayAfter(ofYears, '2028-02-28'), dayAfter(ofYears, '2027-02-28')]).toEqual(['2028-02-29', '2027-03-01']);
    expect([firstWeeklyDate(ofYears, 0), hasDates(ofYears, 0)]).toEqual([null, true]);
  });

  test('has everybody’s moment on one day of its calendar, through every change of the clocks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...timeZones), moments, (timeZone, atMs) => {
        const day = clockOf(atMs, timeZone).day ?? '';
        const { fromMs, untilMs } = windowOfDay({ ...ofYears, timeZone }, day);
        expect([fromMs <= atMs, atMs < untilMs]).toEqual([true, true]);
        expect(windowOfDay({ ...ofYears, timeZone }, isoOf(Date.parse(day) + dayMs)).fromMs).toBe(untilMs);
      }),
    );
  });
});

test('what goes once is no series, and of dates it has none', () => {
  const { window: _, ...always } = ofYears;
  const once = { ...ofYears, own: { ...everyYear, everyYear: false } };
  expect([ofWeeks, ofYears, once, schedule].map(isSeries)).toEqual([true, true, false, false]);
  expect([firstDay(schedule, 0), firstDay(once, 0), dayAfter(once, '2026-03-05')]).toEqual([null, null, null]);
  expect(withoutDates({ ...ofWeeks, byItself: true })).toEqual({ ...schedule, window });
  const theirs = { ...window, perPerson: true, withoutHours: 'campaign' };
  expect(withoutDates(ofYears)).toEqual({ ...schedule, window: theirs });
  expect(withoutDates({ ...always, window: null })).toEqual({ ...schedule, window: null });
  const ofCampaign: Schedule = { ...ofYears, own: { ...everyYear, clock: 'campaign' } };
  expect(withoutDates(ofCampaign)).toEqual({ ...schedule, window });
});
