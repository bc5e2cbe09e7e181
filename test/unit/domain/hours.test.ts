import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js/max';
import { DateTime } from 'luxon';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Schedule, SendingWindow } from '../../../domain/campaign.ts';
import { isWithinHours, nextOpening, openHours, placeOfHours, zonesOf } from '../../../domain/hours.ts';
import { limits } from '../../../domain/limits.ts';
import { dayMs, hourMs, schedule, todayMs } from './schedules.ts';

const window: SendingWindow = {
  fromMinute: 9 * 60,
  toMinute: 20 * 60,
  days: [1, 2, 3, 4, 5, 6, 7],
  perPerson: true,
};
const personal: Schedule = { ...schedule, window };
const weekdays = { ...personal, window: { ...window, days: [1, 2, 3, 4, 5] } };
const placeIn = (country: string, schedule = personal) => placeOfHours(schedule, country, todayMs);
const countries = getCountries();
const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) });
/** Clocks are changed at night; hours that begin then may begin in those that are left out or come twice. */
const windows = fc
  .record({
    fromMinute: fc.integer({ min: 4 * 60, max: 12 * 60 }),
    lengthMinutes: fc.integer({ min: 1, max: 12 * 60 }),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  })
  .map(({ fromMinute, lengthMinutes, days }) => ({
    ...window,
    fromMinute,
    toMinute: fromMinute + lengthMinutes,
    days,
  }));

afterEach(() => vi.unstubAllGlobals());

/** The wall clock of a zone at a moment says a minute within the hours, on one of the days. */
function isOpenBy(zone: string, { fromMinute, toMinute, days }: SendingWindow, atMs: number): boolean {
  const at = DateTime.fromMillis(atMs, { zone });
  const minute = at.hour * 60 + at.minute;
  return days.includes(at.weekday) && minute >= fromMinute && minute < toMinute;
}

describe('the time zones of a country', () => {
  test('are found by either name that engines have for them', () => {
    const asProperty = class {
      readonly timeZones = ['Europe/London'];
    };
    const asMethod = class {
      getTimeZones() {
        return ['Europe/London'];
      }
    };
    for (const Locale of [asProperty, asMethod]) {
      vi.stubGlobal('Intl', { ...Intl, Locale });
      expect(zonesOf('GB')).toEqual(['Europe/London']);
    }
    vi.stubGlobal('Intl', { ...Intl, Locale: class {} });
    expect(zonesOf('GB')).toEqual([]);
  });

  test('are known to every computer for nearly all countries that give out numbers, and are zones', () => {
    const unknown = countries.filter((country) => zonesOf(country).length === 0);
    expect(unknown.length).toBeLessThan(6);
    for (const zone of countries.flatMap(zonesOf))
      expect(DateTime.fromMillis(todayMs, { zone }).isValid, zone).toBe(true);
  });
});

describe('a person’s own hours', () => {
  test('are counted in the campaign’s zone where the campaign says nothing else', () => {
    const plain = { ...personal, window: { ...window, perPerson: false } };
    expect(placeIn('BR', plain)).toEqual({ zones: ['Europe/London'], why: 'campaign' });
    expect(placeIn('BR', { ...personal, window: null })).toEqual({ zones: ['Europe/London'], why: 'campaign' });
  });

  test('are counted in the campaign’s zone where no zone of theirs is known, or too few hours are common to all', () => {
    for (const country of ['', 'XK']) expect(placeIn(country)).toEqual({ zones: ['Europe/London'], why: 'no_zone' });
    expect(placeIn('RU')).toEqual({ zones: ['Europe/London'], why: 'few_hours' });
    const short = { ...personal, window: { ...window, toMinute: 9 * 60 + 3 * 60 } };
    expect(placeIn('NZ', short).why).toBe('few_hours');
    expect(
      placeIn('GB', { ...short, window: { ...window, toMinute: 9 * 60 + limits.commonHoursMs / 60_000 } }).why,
    ).toBe('theirs');
  });

  test('are those of the one zone of a country, through winter and summer', () => {
    const july = Date.UTC(2026, 6, 3);
    expect(nextOpening(todayMs, window, placeIn('JP').zones)).toBe(todayMs);
    expect(nextOpening(todayMs, window, placeIn('GB').zones)).toBe(todayMs + 9 * hourMs);
    expect(nextOpening(july, window, placeIn('GB').zones)).toBe(july + 8 * hourMs);
  });

  test('are in Brazil those that Noronha and Acre have in common', () => {
    const { zones } = placeIn('BR');
    expect(nextOpening(todayMs, window, zones)).toBe(todayMs + 14 * hourMs);
    expect(isWithinHours(personal, 'BR', todayMs + 22 * hourMs - 1)).toBe(true);
    expect(isWithinHours(personal, 'BR', todayMs + 22 * hourMs)).toBe(false);
  });

  test('open in no zone of the country before its own day has come, at the end of the week too', () => {
    // Friday evening in New York is Saturday nowhere in the United States, and in London it is.
    const friday = Date.UTC(2026, 2, 6, 23, 30);
    expect(isWithinHours(weekdays, 'US', friday)).toBe(true);
    expect(isWithinHours(weekdays, 'US', friday + dayMs)).toBe(false);
    const { zones } = placeIn('US', weekdays);
    expect(nextOpening(friday + dayMs, weekdays.window, zones)).toBe(Date.UTC(2026, 2, 9, 19));
  });

  test('lie within the hours of every zone of the country, at any moment of three years', () => {
    fc.assert(
      fc.property(fc.constantFrom(...countries), windows, moments, (country, window, atMs) => {
        const all = { ...personal, window };
        const place = placeOfHours(all, country, atMs);
        const zones = place.why === 'theirs' ? zonesOf(country) : [all.timeZone];
        const opens = nextOpening(atMs, window, place.zones);
        expect(opens).toBeGreaterThanOrEqual(atMs);
        for (const zone of zones) expect([zone, isOpenBy(zone, window, opens)]).toEqual([zone, true]);
        // Nothing between would have done: the minute before is closed to somebody.
        if (opens > atMs) expect(zones.every((zone) => isOpenBy(zone, window, opens - 60_000))).toBe(false);
        expect(isWithinHours(all, country, atMs)).toBe(opens === atMs);
      }),
      { numRuns: 300 },
    );
  });

  test('are open for the hours that are promised, but for those that a change of the clocks takes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...countries), windows, moments, (country, window, atMs) => {
        const place = placeOfHours({ ...personal, window }, country, atMs);
        const { opensMs, closesMs } = openHours(atMs, window, place.zones);
        const leastMs = place.why === 'theirs' ? limits.commonHoursMs - 2 * hourMs : 0;
        expect(closesMs - opensMs).toBeGreaterThan(leastMs - 1);
        expect(closesMs).toBeGreaterThan(atMs);
      }),
      { numRuns: 200 },
    );
  });

  test('never end where the computer knows no such zone, so that nobody waits for ever', () => {
    expect(nextOpening(todayMs, window, ['Nowhere/At_All'])).toBe(todayMs);
  });
});
