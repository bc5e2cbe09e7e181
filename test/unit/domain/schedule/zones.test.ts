import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { expect, test } from 'vitest';
import { dueBeforeMs } from '../../../../domain/people/second-step.ts';
import { isWithinHours } from '../../../../domain/schedule/hours.ts';
import { dayOf } from '../../../../domain/schedule/pacing.ts';
import { windowOfDay } from '../../../../domain/schedule/series.ts';
import { zoneOf } from '../../../../domain/schedule/zones.ts';
import { everyMs } from '../../../support/schedules.ts';

const minuteMs = 60_000;
const nowhere = { country: '', zones: '' };
const names = Intl.supportedValuesOf('timeZone');
// Zones whose clocks change by half an hour, a quarter before the hour, by a whole day, for Ramadan, and twice in a
// year.
const strange = ['Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Apia', 'Africa/Casablanca', 'America/Sao_Paulo'];

/** The moments of a year at which the clocks of a zone change, to the minute. */
function changesIn(name: string, year: number): number[] {
  const asked = new IANAZone(name);
  const hours = Array.from({ length: 366 * 24 }, (_, hour) => Date.UTC(year, 0, 1, hour));
  return hours
    .filter((atMs) => asked.offset(atMs) !== asked.offset(atMs + 60 * minuteMs))
    .map((atMs) => {
      let minute = atMs;
      while (asked.offset(minute) === asked.offset(atMs)) minute += minuteMs;
      return minute;
    });
}

test('have the offset that the engine says, at any moment', () => {
  const anyMs = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2060, 0) });
  fc.assert(
    fc.property(fc.constantFrom(...names, ...strange), anyMs, (name, atMs) => {
      expect(zoneOf(name).offset(atMs)).toBe(new IANAZone(name).offset(atMs));
    }),
    { numRuns: 500 },
  );
});

test.each([...strange, 'Europe/London', 'America/New_York'])('change with the clocks of %s, to the second', (name) => {
  const asked = new IANAZone(name);
  const changes = [2011, 2018, 2026].flatMap((year) => changesIn(name, year));
  expect(changes.length).toBeGreaterThan(0);
  for (const atMs of changes)
    for (const byMs of [-minuteMs, -1_000, 0, 1_000, minuteMs])
      expect(zoneOf(name).offset(atMs + byMs), new Date(atMs + byMs).toISOString()).toBe(asked.offset(atMs + byMs));
});

test('are the same by any of the names that luxon takes', () => {
  for (const name of ['UTC', 'utc+2', 'local', 'Europe/London', 'No/Where']) {
    const [kept, plain] = [zoneOf(name), name].map((zone) => DateTime.fromMillis(1_800_000_000_000, { zone }));
    expect([kept?.toISO(), kept?.zoneName, kept?.isValid]).toEqual([plain?.toISO(), plain?.zoneName, plain?.isValid]);
  }
});

test.each([
  ['America/Santiago', '2026-09-06'],
  ['Africa/Cairo', '2026-04-24'],
  ['Asia/Beirut', '2026-03-29'],
])(
  'a day of %s over whose midnight the clocks go forward ends at midnight, and no hours of it run on',
  (timeZone, day) => {
    const at = (clock: string) => DateTime.fromISO(`${day}T${clock}`, { zone: timeZone });
    const midnightMs = at('12:00').endOf('day').toMillis() + 1;
    expect(dayOf(at('12:00').toMillis(), timeZone)).toEqual({ fromMs: at('01:00').toMillis(), untilMs: midnightMs });
    expect(windowOfDay({ timeZone, window: null }, day).untilMs).toBe(midnightMs);
    const window = { fromMinute: 9 * 60, toMinute: 24 * 60, days: [at('12:00').weekday] };
    const isOpen = (atMs: number) => isWithinHours({ ...everyMs(8_000), timeZone, window }, nowhere, atMs);
    expect([isOpen(midnightMs - 1), isOpen(midnightMs), isOpen(midnightMs + 30 * minuteMs)]).toEqual([
      true,
      false,
      false,
    ]);
    const when = { afterDays: 1, atMinute: 600 };
    expect(dueBeforeMs(when, { timeZone, window: null }, midnightMs + 12 * 60 * minuteMs)).toBe(midnightMs);
  },
);
