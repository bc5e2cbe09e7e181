import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../../domain/campaign.ts';
import { limits } from '../../../../domain/limits.ts';
import {
  forecast,
  forecastWarnings,
  momentOf,
  nothingGoneOut,
  type Waiting,
} from '../../../../domain/schedule/forecast.ts';
import { openHours, placeOfHours } from '../../../../domain/schedule/hours.ts';
import { nextMoment, startOfDay } from '../../../../domain/schedule/pacing.ts';
import { dayMs, hourMs, noonMs, schedule, todayMs, warming } from './schedules.ts';

const ramp = limits.warmUpMessages;
const tenHours = { fromMinute: 9 * 60, toMinute: 19 * 60, days: [1, 2, 3, 4, 5, 6, 7] };

describe('a forecast', () => {
  test('ends where sending one message after the other ends, on the same days, and never above the warm-up', () => {
    fc.assert(
      fc.property(schedules, waitings, (any, waiting) => {
        const { days, finishMs } = forecast(any, noonMs, waiting);
        const sent = simulate(any, waiting);
        // The stretch in which three years end is counted to its end.
        if (finishMs === null) {
          expect(sent.lastMs - noonMs).toBeGreaterThan(1_100 * dayMs);
          return;
        }
        expect(finishMs).toBe(sent.lastMs);
        expect(new Map(days.map(({ firstMs, count }) => [startOfDay(firstMs, any.timeZone), count]))).toEqual(
          sent.days,
        );
        days.forEach(({ count }, place) => {
          expect(count).toBeLessThanOrEqual(ramp[place] ?? Number.POSITIVE_INFINITY);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('gives each message a place, and a moment between the first and the last of its day', () => {
    fc.assert(
      fc.property(schedules, waitings, (any, waiting) => {
        const messages = listOf(waiting).reduce((sum, { people }) => sum + people, 0);
        const foretold = forecast(any, noonMs, waiting);
        const placed = foretold.days.reduce((sum, { count }) => sum + count, 0);
        // A person whose turn would come after more than three years gets no place.
        if (foretold.finishMs === null) {
          expect(placed).toBeLessThan(messages);
          return;
        }
        expect(placed).toBe(messages);
        expect(momentOf(foretold, 1)).toBe(foretold.days[0]?.firstMs);
        expect(momentOf(foretold, messages)).toBe(foretold.finishMs);
        expect(momentOf(foretold, messages + 1)).toBeNull();
      }),
      { numRuns: 50, examples: [[oneAWeek, 158]] },
    );
  });

  test('of more messages never ends earlier, and of none ends at once', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 1, max: 300 }), (any, messages) => {
        const less = forecast(any, noonMs, messages).finishMs;
        const more = forecast(any, noonMs, messages + 1).finishMs;
        // After three years no end is given, for more messages either. Nothing is returned here, since the returned
        // value counts as the verdict, even that of an assertion.
        if (less === null || more === null) {
          expect(more).toBeNull();
          return;
        }
        expect(more).toBeGreaterThan(less);
      }),
      { numRuns: 50, examples: [[oneAWeek, 157]] },
    );
    expect(forecast(schedule, noonMs, 0)).toEqual({ days: [], stretches: [], finishMs: noonMs });
  });

  test('parts sending around the clock into days, and loses no time at midnight', () => {
    const foretold = forecast(schedule, noonMs, 10_000);
    expect(foretold.days.map(({ count }) => count)).toEqual([5_400, 4_600]);
    expect(foretold.finishMs).toBe(noonMs + 9_999 * 8_000);
  });

  test('keeps the hours on the day when the clocks go forward', () => {
    const springForward = Date.UTC(2026, 2, 29);
    const early = { fromMinute: 0, toMinute: 4 * 60, days: [1, 2, 3, 4, 5, 6, 7] };
    const [first] = forecast({ ...schedule, window: early }, springForward, 10_000).days;
    expect(first?.count).toBe((3 * hourMs) / 8_000);
  });

  test('of people on two sides of the world sends to each in their own hours, and first where these end first', () => {
    const own = { ...schedule, window: { ...tenHours, perPerson: true, withoutHours: 'campaign' as const } };
    const { stretches, finishMs } = forecast(own, noonMs, [
      { country: 'GB', zones: '', people: 100 },
      { country: 'IN', zones: '', people: 100 },
      { country: 'US', zones: '', people: 100 },
      { country: '', zones: '', people: 1 },
    ]);
    // At 19:00: India at 17:30, then London and people without a zone, then Honolulu's morning and New York's
    // afternoon.
    const starts = [noonMs, noonMs + 100 * 8_000, todayMs + 19 * hourMs];
    expect(stretches.map(({ count, firstMs }) => [count, firstMs])).toEqual([
      [100, starts[0]],
      [101, starts[1]],
      [100, starts[2]],
    ]);
    expect(finishMs).toBe(todayMs + 19 * hourMs + 99 * 8_000);
  });

  test('of what takes longer than three years has no end', () => {
    expect(forecast({ ...schedule, dailyCap: 1 }, noonMs, 2_000).finishMs).toBeNull();
  });
});

describe('a warning', () => {
  const warned = (change: Partial<Schedule>, messages: number) => {
    const any = { ...schedule, window: tenHours, ...change };
    return forecastWarnings(any, forecast(any, Math.max(noonMs, any.startAtMs ?? 0), messages), noonMs);
  };

  test('is not given for what is usual', () => {
    expect(warned({}, 300)).toEqual([]);
    expect(warned({ startAtMs: noonMs + dayMs }, 300)).toEqual([]);
  });

  test('says that the start has passed', () => expect(warned({ startAtMs: noonMs }, 300)).toEqual(['start_past']));

  test('says that it takes weeks, or never ends', () => {
    expect(warned({}, 100_000)).toEqual(['weeks']);
    expect(warned({ dailyCap: 1 }, 2_000)).toEqual(['never']);
  });

  test('says that the hours are too short for more than a few', () => {
    const minute = { ...tenHours, toMinute: tenHours.fromMinute + 1 };
    expect(warned({ window: minute }, 30)).toEqual(['few_a_day']);
    expect(warned({ window: minute, dailyCap: null }, 8)).toEqual([]);
  });

  test('says nothing of a night that is day to those who get it', () => {
    const late = { ...tenHours, perPerson: true };
    const sydney = { ...schedule, window: late, timeZone: 'Australia/Sydney' };
    const toBrazil = [{ country: 'BR', zones: '', people: 30 }];
    expect(forecastWarnings(sydney, forecast(sydney, noonMs, toBrazil), noonMs)).toEqual([]);
    const early = { ...sydney, window: { ...late, fromMinute: 5 * 60 } };
    expect(forecastWarnings(early, forecast(early, noonMs, toBrazil), noonMs)).toEqual([]);
    expect(forecastWarnings(early, forecast(early, todayMs, toBrazil), todayMs)).toEqual(['night']);
  });

  test('says that people get it at night', () => {
    expect(warned({ window: null }, 300)).toEqual([]);
    expect(warned({ window: null }, 10_000)).toEqual(['night']);
    expect(warned({ window: null, timeZone: 'Asia/Tokyo', startAtMs: noonMs + hourMs }, 1)).toEqual(['night']);
  });
});

describe('the expected finish', () => {
  test('counts what this account and this campaign have sent today', () => {
    const sendingDays = [{ startMs: todayMs, count: 15 }];
    const today = forecast(warming, noonMs, 5, { ...nothingGoneOut, sendingDays }).finishMs;
    const tomorrow = forecast(warming, noonMs, 6, { ...nothingGoneOut, sendingDays }).finishMs;
    expect(today).toBe(noonMs + 4 * 8_000);
    expect(tomorrow).toBe(todayMs + dayMs);
    expect(forecast({ ...schedule, dailyCap: 5 }, noonMs, 5, { ...nothingGoneOut, handedOverToday: 1 }).finishMs).toBe(
      todayMs + dayMs,
    );
  });

  test('of 100,000 people at 8 s in ten hours a day is on the 23rd day', () => {
    const finishMs = forecast({ ...schedule, window: tenHours }, todayMs + 9 * hourMs, 100_000).finishMs ?? 0;
    expect(Math.ceil((finishMs - todayMs) / dayMs)).toBe(23);
  });
});

/** Of 158 people the last one's turn comes after three years. */
const oneAWeek: Schedule = {
  ...warming,
  dailyCap: 1,
  gapMinMs: 30_000,
  gapMaxMs: 30_000,
  timeZone: 'Europe/London',
  window: { fromMinute: 0, toMinute: 601, days: [1], perPerson: false, withoutHours: 'campaign' },
};

const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    gapMs: fc.integer({ min: 30_000, max: hourMs }),
    window: fc.option(
      fc.record({
        fromMinute: fc.integer({ min: 0, max: 600 }),
        toMinute: fc.integer({ min: 601, max: 1_440 }),
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        perPerson: fc.boolean(),
        withoutHours: fc.constant('campaign' as const),
      }),
    ),
    dailyCap: fc.option(fc.integer({ min: 1, max: 200 })),
    timeZone: fc.constantFrom('Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu'),
  })
  .map(({ gapMs, ...rest }) => ({ ...warming, ...rest, gapMinMs: gapMs, gapMaxMs: gapMs }));

/**
 * People of countries all over the world, in any order of the list. No two of them have hours that end at the same
 * moment and begin at different ones, or zones that share hours only during a part of the year: a forecast may then be
 * hours or months off, since it looks at those hours once and keeps the person it began with.
 */
const waitings: fc.Arbitrary<Waiting> = fc.oneof(
  fc.integer({ min: 1, max: 250 }),
  fc.uniqueArray(
    fc.record({
      country: fc.constantFrom('GB', 'FR', 'BR', 'NZ', 'JP', 'IN', 'RU', ''),
      zones: fc.constant(''),
      people: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 6, selector: ({ country }) => country },
  ),
);
const listOf = (waiting: Waiting) =>
  typeof waiting === 'number' ? [{ country: '', zones: '', people: waiting }] : waiting;

/**
 * Sends one message after the other as the dispatcher does, each at its next moment. Returns how many went on each day.
 */
function simulate(any: Schedule, waiting: Waiting): { days: Map<number, number>; lastMs: number } {
  const days = new Map<number, number>();
  const left = listOf(waiting).map((group) => ({ ...group }));
  let nowMs = noonMs;
  let lastTurnMs: number | null = null;
  for (;;) {
    const groups = left
      .filter(({ people }) => people > 0)
      .map((group) => ({ group, ...placeOfHours(any, group, nowMs) }));
    if (groups.length === 0) return { days, lastMs: lastTurnMs ?? noonMs };
    const dayStartMs = startOfDay(nowMs, any.timeZone);
    const { atMs } = nextMoment({
      schedule: any,
      waiting: groups.map(({ zones }) => ({ country: null, zones, notBefore: null })),
      readyAtMs: noonMs,
      lastTurnMs,
      gapMs: any.gapMinMs,
      accountFreeAtMs: 0,
      handedOverToday: days.get(dayStartMs) ?? 0,
      sendingDays: [...days].map(([startMs, count]) => ({ startMs, count })),
      nowMs,
    });
    if (atMs > nowMs) nowMs = atMs;
    else {
      const { window } = any;
      const [first] = groups
        .map(({ group, zones }) => ({
          group,
          ...((window === null ? null : openHours(nowMs, window, zones)) ?? { opensMs: 0, closesMs: 0 }),
        }))
        .filter(({ opensMs }) => opensMs <= nowMs)
        .sort((one, other) => one.closesMs - other.closesMs);
      if (first) first.group.people -= 1;
      days.set(dayStartMs, (days.get(dayStartMs) ?? 0) + 1);
      lastTurnMs = nowMs;
    }
  }
}
