import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../../domain/campaign.ts';
import { limits } from '../../../../domain/limits.ts';
import { DayRooms } from '../../../../domain/schedule/day-rooms.ts';
import { forecast } from '../../../../domain/schedule/forecast.ts';
import { computersNamed, SenderChooser } from '../../../../domain/schedule/sent-from.ts';
import type { SendingDay } from '../../../../domain/schedule/warm-up.ts';
import { everyMs } from '../../../support/schedules.ts';

const office = { phone: '+447700900118', name: 'Office' };
const north = { phone: '+447700900121', name: 'Clinic North' };
const from = { accounts: [office.phone, north.phone], column: 1 };
const chooser = (column: number | null = 1) => new SenderChooser({ ...from, column }, [office, north]);

it.each([
  ['its name', 'Clinic North', north.phone],
  ['its name in other letters', ' clinic NORTH ', north.phone],
  ['its number', '+44 7700 900121', north.phone],
  ['its number without the plus', '447700900121', north.phone],
])('follows a row that names an account by %s, whoever wrote last', (_, cell, phone) => {
  expect(chooser().choose({ cells: ['Ana', cell], last: office.phone })).toEqual({
    phone,
    by: 'column',
    unknown: null,
  });
});

it('else keeps to the account that wrote with the person last, where that is one of the campaign', () => {
  expect(chooser().choose({ cells: ['Ana', ''], last: north.phone })).toMatchObject({ phone: north.phone, by: 'last' });
  expect(chooser(null).choose({ cells: ['Ana', 'Office'], last: '+447700900999' })).toMatchObject({ by: 'evenly' });
});

it('takes neither of two accounts of one name that a row names', () => {
  const other = { phone: '+447700900130', name: 'CLINIC north' };
  const accounts = [...from.accounts, other.phone];
  const chosen = new SenderChooser({ ...from, accounts }, [office, north, other]);
  expect(chosen.choose({ cells: ['Ana', 'Clinic North'], last: null })).toMatchObject({
    by: 'evenly',
    unknown: 'Clinic North',
  });
  expect(chosen.choose({ cells: ['Ana', '+447700900130'], last: null })).toMatchObject({ phone: other.phone });
});

it('says what a row names that is no account, and treats it as if nothing stood there', () => {
  expect(chooser().choose({ cells: ['Ana', 'Klinik West'], last: north.phone })).toEqual({
    phone: north.phone,
    by: 'last',
    unknown: 'Klinik West',
  });
});

it('leaves no account with two more than another where nothing else decides', () => {
  const cells = fc.array(fc.constantFrom('', 'Klinik West'), { maxLength: 40 });
  fc.assert(
    fc.property(cells, (rows) => {
      const choice = chooser();
      const people = rows.map((cell) => choice.choose({ cells: ['Ana', cell], last: null }).phone);
      const count = (phone: string) => people.filter((one) => one === phone).length;
      return Math.abs(count(office.phone) - count(north.phone)) <= 1;
    }),
  );
});

describe('evenly, by what each may send on the days of the campaign', () => {
  const hours = { fromMinute: 9 * 60, toMinute: 18 * 60, days: [1, 2, 3, 4, 5] };
  const nowMs = Date.parse('2026-03-03T08:00:00Z');
  const schedule = { ...everyMs(1_000), window: hours, timeZone: 'Europe/London' };
  const warm = limits.warmUpMessages.map((count, day) => ({ startMs: nowMs - (40 - day) * 86_400_000, count }));
  /** How many of this many people each account gets: the first has a warm number, the second a new one. */
  const shareOf = (people: number, given: Schedule, days: readonly SendingDay[] = warm) => {
    const accounts = [
      { ...office, rooms: new DayRooms(given, nowMs, days) },
      { ...north, rooms: new DayRooms(given, nowMs, []) },
    ];
    const choice = new SenderChooser({ ...from, column: null }, accounts);
    const phones = Array.from({ length: people }, () => choice.choose({ cells: [], last: null }).phone);
    return accounts.map(({ phone }) => phones.filter((one) => one === phone).length);
  };

  it('gives a new number what its warm-up lets out, and the rest to whoever is warm', () => {
    const given = { ...schedule, warmUp: true, dailyCap: 100, gapMinMs: 1_000, gapMaxMs: 1_000 };
    // On the first two days: 100 and 100 from the one, 20 and 40 from the other.
    expect(shareOf(260, given)).toEqual([200, 60]);
    expect(shareOf(260, { ...given, warmUp: false })).toEqual([130, 130]);
  });

  it('counts the hours of a day, where they hold no more', () => {
    const given = { ...schedule, warmUp: true, gapMinMs: 540_000, gapMaxMs: 540_000 };
    // 60 fit into a day: the new account sends 20 on its first, 40 on its second, and then as many as the other.
    expect(shareOf(180, given)).toEqual([120, 60]);
    expect(shareOf(300, given)).toEqual([180, 120]);
  });

  it('lets both end within a day of each other, by the forecast of each', () => {
    const schedules = fc.record({
      cap: fc.constantFrom(null, 15, 70, 400),
      gapMs: fc.constantFrom(1_000, 60_000, 300_000),
      warmUp: fc.boolean(),
      window: fc.constantFrom(null, hours),
    });
    fc.assert(
      fc.property(schedules, fc.integer({ min: 2, max: 1_500 }), ({ cap, gapMs, warmUp, window }, people) => {
        const given = { ...schedule, window, warmUp, dailyCap: cap, gapMinMs: gapMs, gapMaxMs: gapMs };
        const counts = shareOf(people, given);
        const days = [warm, []].map((sendingDays, place) => {
          const around = { handedOverToday: 0, sendingDays, beside: [] };
          return forecast(given, nowMs, counts[place] ?? 0, around).days.length;
        });
        return Math.abs((days[0] ?? 0) - (days[1] ?? 0)) <= 1;
      }),
      { numRuns: 60 },
    );
  });
});

it('takes a computer that joined for the one that a row names, and not an invitation of its name', () => {
  const [joined, invited] = [
    { id: 1, name: 'Clinic PC', hasJoined: true },
    { id: 2, name: ' clinic pc', hasJoined: false },
  ];
  for (const computers of [
    [joined, invited],
    [invited, joined],
  ])
    expect(computersNamed({ column: 0 }, computers)(['CLINIC pc '])).toEqual({ computer: joined });
});

it('takes none of two computers that have joined and go by one name', () => {
  const office = { id: 3, name: 'Office', hasJoined: true };
  const twins = ['Clinic PC', 'clinic pc '].map((name, id) => ({ id, name, hasJoined: true }));
  const read = computersNamed({ column: 0 }, [...twins, office]);
  expect(read(['Clinic PC'])).toEqual({ unknown: 'Clinic PC' });
  expect(read(['office'])).toEqual({ computer: office });
});
