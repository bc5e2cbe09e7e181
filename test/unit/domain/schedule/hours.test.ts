import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js/max';
import { DateTime } from 'luxon';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Schedule, SendingWindow } from '../../../../domain/campaign.ts';
import { prefixesOfZones } from '../../../../domain/phone/phone-zones-data.ts';
import {
  hasHoursWithin,
  hasNoHours,
  isWithinHours,
  nextOpening,
  openHours,
  placeOfHours,
  type Whereabouts,
} from '../../../../domain/schedule/hours.ts';
import { zonesOf } from '../../../../domain/schedule/zones.ts';
import { dayMs, hourMs, schedule, todayMs } from './schedules.ts';

const window: SendingWindow = {
  fromMinute: 9 * 60,
  toMinute: 20 * 60,
  days: [1, 2, 3, 4, 5, 6, 7],
  perPerson: true,
};
const personal: Schedule = { ...schedule, window };
const weekdays = { ...personal, window: { ...window, days: [1, 2, 3, 4, 5] } };
const whereIn = (country: string, zones = ''): Whereabouts => ({ country, zones });
const placeIn = (country: string, schedule = personal) => placeOfHours(schedule, whereIn(country), todayMs);
const countries = getCountries();
const halfMs = hourMs / 2;
const prefixZones = Object.keys(prefixesOfZones);
/** By country, or by the zones of a prefix. Both hemispheres change their clocks. */
const whereabouts = fc.oneof(
  fc.constantFrom(...countries).map((country) => whereIn(country)),
  fc.constantFrom(...prefixZones).map((zones) => whereIn('US', zones)),
);
const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) });
/** Clocks change at night; hours that begin then may begin in the part that is skipped or repeated. */
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

/** Whether a zone's wall clock shows a time within the hours, on one of the days, at this moment. */
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
    // Answers are cached, so each question is about a country of its own, which does not exist.
    for (const [country, Locale] of Object.entries({ QM: asProperty, QN: asMethod })) {
      vi.stubGlobal('Intl', { ...Intl, Locale });
      expect(zonesOf(country)).toEqual(['Europe/London']);
    }
    vi.stubGlobal('Intl', { ...Intl, Locale: class {} });
    expect(zonesOf('QO')).toEqual([]);
  });

  test('are known to every computer for nearly all countries that give out numbers, and are zones', () => {
    const unknown = countries.filter((country) => zonesOf(country).length === 0);
    expect(unknown.length).toBeLessThan(6);
    for (const zone of countries.flatMap(zonesOf))
      expect(DateTime.fromMillis(todayMs, { zone }).isValid, zone).toBe(true);
  });
});

describe('the hours of somebody with a time of their own', () => {
  const rule = { column: 0, count: 0, unit: 'days', side: 'before', atMinute: 9 * 60, everyYear: false } as const;
  const theirs: Schedule = { ...personal, own: { ...rule, clock: 'theirs', decisions: [] } };
  const ofCampaign = { zones: ['Europe/London'], why: 'campaign' };

  test('are by the clock of the rule, and without hours by none', () => {
    expect(placeIn('JP', theirs)).toEqual({ zones: ['Asia/Tokyo'], why: 'theirs' });
    expect(placeIn('JP', { ...theirs, window: null })).toEqual(ofCampaign);
    expect(placeIn('JP', { ...personal, own: { ...rule, clock: 'campaign', decisions: [] } })).toEqual(ofCampaign);
  });

  test('are the campaign’s where nobody knows by which clock they live, in summer or in winter', () => {
    const placeOf = (zones: string) => placeOfHours(theirs, whereIn('US', zones), todayMs);
    expect(placeIn('US', theirs)).toEqual(ofCampaign);
    // Phoenix has no summer time: it has Denver’s time in winter, and that of Los Angeles in summer.
    expect(placeOf('America/Phoenix&America/Denver')).toEqual(ofCampaign);
    expect(placeOf('America/Phoenix&America/Los_Angeles')).toEqual(ofCampaign);
    expect(placeOf('America/Denver&America/Boise')).toEqual({ zones: ['America/Denver'], why: 'theirs' });
    expect(placeOf('Nowhere/At_All&America/Denver')).toEqual({ zones: ['America/Denver'], why: 'theirs' });
    const newYork = { zones: ['America/New_York'], why: 'theirs' };
    expect(placeIn('US', { ...theirs, timeZone: 'America/New_York' })).toEqual(newYork);
  });
});

test('whoever has no hours of their own on the day of a weekly series counts as without any, by the next of its days', () => {
  const weekly = { weekday: 3, atMinute: 11 * 60 + 30, fromDay: '2026-03-04', times: null, leftOut: [] };
  const schedule = { ...personal, weekly };
  // Wednesday 25 March. A week later London has summer time, and its 11:30 comes before the hours of Japan end.
  const tuesday = Date.UTC(2026, 2, 24);
  const why = (country: string, atMs: number) => placeOfHours(schedule, whereIn(country), atMs).why;
  expect([why('JP', tuesday), why('GB', tuesday), why('BR', tuesday)]).toEqual(['no_hours', 'theirs', 'theirs']);
  expect(why('JP', tuesday + 7 * dayMs)).toBe('theirs');
  // From the day after, the next Wednesday counts. In New Zealand the hours begin when those of London end.
  expect([why('JP', tuesday + 2 * dayMs), why('NZ', tuesday - 7 * dayMs)]).toEqual(['theirs', 'no_hours']);
});

describe('a person’s own hours', () => {
  test('are counted in the campaign’s zone where the campaign says nothing else', () => {
    const plain = { ...personal, window: { ...window, perPerson: false } };
    expect(placeIn('BR', plain)).toEqual({ zones: ['Europe/London'], why: 'campaign' });
    expect(placeIn('BR', { ...personal, window: null })).toEqual({ zones: ['Europe/London'], why: 'campaign' });
  });

  test('are none where no zone is known or the zones share no hour, and then only the operator’s word counts', () => {
    // Between 9:00 and 20:00 Kaliningrad and Kamchatka share an hour; between 10:00 and 19:00 they share none.
    const office = { ...window, fromMinute: 10 * 60, toMinute: 19 * 60 };
    for (const [country, hours, why] of [
      ['', window, 'no_zone'],
      ['RU', office, 'no_hours'],
    ] as const) {
      const schedule = { ...personal, window: hours };
      expect(placeIn(country, schedule)).toEqual({ zones: [], why });
      expect(hasNoHours(schedule, whereIn(country), todayMs)).toBe(true);
      const byClock = { ...schedule, window: { ...hours, withoutHours: 'campaign' as const } };
      expect(placeIn(country, byClock)).toEqual({ zones: ['Europe/London'], why });
      const leftOut = { ...schedule, window: { ...hours, withoutHours: 'leave_out' as const } };
      expect(placeIn(country, leftOut)).toEqual({ zones: [], why });
    }
    expect(openHours(todayMs, window, [])).toBeNull();
    expect(isWithinHours({ ...personal, window: office }, whereIn('RU'), todayMs + 12 * hourMs)).toBe(false);
  });

  test('are theirs however few: an hour of all Russia, and in Japan no hour of the campaign’s clock', () => {
    const { zones } = placeIn('RU');
    const opensMs = nextOpening(todayMs, window, zones) ?? 0;
    expect(openHours(todayMs, window, zones)).toEqual({ opensMs, closesMs: opensMs + hourMs });
    const short = { ...personal, window: { ...window, toMinute: 9 * 60 + 1 } };
    expect(placeIn('JP', short)).toEqual({ zones: ['Asia/Tokyo'], why: 'theirs' });
    // 04:57 in Japan is 19:57 in London.
    expect(isWithinHours(short, whereIn('JP'), todayMs + 19 * hourMs + 57 * 60_000)).toBe(false);
  });

  test('are those of the number’s prefix where it tells more than the country', () => {
    const winnipeg = whereIn('CA', 'America/Winnipeg');
    const { zones } = placeOfHours(personal, winnipeg, todayMs);
    expect(zones).toEqual(['America/Winnipeg']);
    expect(nextOpening(todayMs + 12 * hourMs, window, zones)).toBe(todayMs + 15 * hourMs);
    const border = placeOfHours(personal, whereIn('US', 'America/Boise&America/Los_Angeles'), todayMs);
    expect(nextOpening(todayMs + 12 * hourMs, window, border.zones)).toBe(todayMs + 17 * hourMs);
  });

  test('are closed on the dates on which the zones share none, and open again when the clocks change', () => {
    // Honolulu is five hours behind New York in winter and six in summer.
    const five = { ...personal, window: { ...window, toMinute: 9 * 60 + 330 } };
    const where = whereIn('US', 'America/New_York&Pacific/Honolulu');
    const october = Date.UTC(2026, 9, 25, 12);
    expect(hasNoHours(five, where, Date.UTC(2026, 6, 1))).toBe(true);
    expect(hasNoHours(five, where, october)).toBe(false);
    // People who are written to in autumn only do have hours in summer.
    expect(hasNoHours({ ...five, startAtMs: october }, where, Date.UTC(2026, 6, 1))).toBe(false);
    const { zones } = placeOfHours(five, where, october);
    // The first of November is the Sunday on which New York's clocks go back.
    expect(nextOpening(october, five.window, zones)).toBe(Date.UTC(2026, 10, 1, 19));
  });

  test('are none where those of one zone end as those of another begin', () => {
    const touching = ['Pacific/Honolulu', 'Europe/Berlin'];
    expect(openHours(todayMs, window, touching)).toBeNull();
    expect(openHours(todayMs, { ...window, toMinute: window.toMinute + 1 }, touching)).not.toBeNull();
  });

  test('are also those of whoever is between the others in summer alone', () => {
    const where = whereIn('US', 'America/Los_Angeles&America/Phoenix&America/Denver');
    const january = Date.UTC(2026, 0, 5, 12);
    const { zones } = placeOfHours(personal, where, january);
    expect(nextOpening(january, window, zones)).toBe(january + 5 * hourMs);
  });

  test('lie in a time from the moment on at which they open, and in no time that is over before it begins', () => {
    const opensMs = todayMs + 9 * hourMs;
    const isWithin = (fromMs: number, untilMs: number) => hasHoursWithin(personal, whereIn('GB'), fromMs, untilMs);
    expect([isWithin(todayMs, opensMs - 1), isWithin(todayMs, opensMs)]).toEqual([false, true]);
    expect(isWithin(opensMs + hourMs, opensMs)).toBe(false);
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
    expect(isWithinHours(personal, whereIn('BR'), todayMs + 22 * hourMs - 1)).toBe(true);
    expect(isWithinHours(personal, whereIn('BR'), todayMs + 22 * hourMs)).toBe(false);
  });

  test('open in no zone of the country before its own day has come, at the end of the week too', () => {
    // Friday evening in New York is nowhere Saturday in the United States, but it is in London.
    const friday = Date.UTC(2026, 2, 6, 23, 30);
    expect(isWithinHours(weekdays, whereIn('US'), friday)).toBe(true);
    expect(isWithinHours(weekdays, whereIn('US'), friday + dayMs)).toBe(false);
    const { zones } = placeIn('US', weekdays);
    expect(nextOpening(friday + dayMs, weekdays.window, zones)).toBe(Date.UTC(2026, 2, 9, 19));
  });

  test('lie within the hours of every zone, at any moment of three years, in any country', () => {
    fc.assert(
      fc.property(whereabouts, windows, moments, (where, window, atMs) => {
        const all = { ...personal, window };
        const place = placeOfHours(all, where, atMs);
        const zones = where.zones === '' ? zonesOf(where.country) : where.zones.split('&');
        const opens = nextOpening(atMs, window, place.zones);
        if (opens === null) {
          expect([[], place.why]).toEqual([place.zones, zones.length === 0 ? 'no_zone' : 'no_hours']);
          // At no half hour of the next two weeks would the hours of all be open on the same date.
          const halves = Array.from({ length: 14 * 48 }, (_, half) => Math.ceil(atMs / halfMs + half) * halfMs);
          const isOpenToAll = (half: number) => {
            const dates = new Set(zones.map((zone) => DateTime.fromMillis(half, { zone }).toISODate()));
            return dates.size === 1 && zones.every((zone) => isOpenBy(zone, window, half));
          };
          expect(halves.find(isOpenToAll)).toBeUndefined();
          return;
        }
        expect(place.why).toBe('theirs');
        expect(opens).toBeGreaterThanOrEqual(atMs);
        for (const zone of zones) expect([zone, isOpenBy(zone, window, opens)]).toEqual([zone, true]);
        // No earlier moment would do: in the minute before, the hours of somebody are closed.
        if (opens > atMs) expect(zones.every((zone) => isOpenBy(zone, window, opens - 60_000))).toBe(false);
        expect(isWithinHours(all, where, atMs)).toBe(opens === atMs);
      }),
      { numRuns: 300 },
    );
  });

  test('end where they end for the first of the zones, through every change of the clocks', () => {
    fc.assert(
      fc.property(whereabouts, windows, moments, (where, window, atMs) => {
        const { zones } = placeOfHours({ ...personal, window }, where, atMs);
        const hours = openHours(atMs, window, zones);
        if (hours === null) return;
        expect(hours.closesMs).toBeGreaterThan(Math.max(atMs, hours.opensMs));
        expect(zones.every((zone) => isOpenBy(zone, window, hours.closesMs - 1))).toBe(true);
        expect(zones.every((zone) => isOpenBy(zone, window, hours.closesMs))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test('are none where the computer knows no such zone: the operator is asked', () => {
    expect(placeOfHours(personal, whereIn('US', 'Nowhere/At_All'), todayMs)).toEqual({ zones: [], why: 'no_zone' });
  });
});
