import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import { limits } from '../../../domain/limits.ts';
import { dueSince, expectedFinish, nextMoment, nothingGoneOut, type Pace, startOfDay } from '../../../domain/pacing.ts';
import { type SendingDay, warmUpCapOn } from '../../../domain/warm-up.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const noonMs = Date.UTC(2026, 2, 3, 12);
const todayMs = Date.UTC(2026, 2, 3);
const ramp = limits.warmUpMessages;

const schedule: Schedule = {
  startAtMs: null,
  timeZone: 'Europe/London',
  window: null,
  gapMinMs: 8_000,
  gapMaxMs: 8_000,
  dailyCap: null,
  pilotCount: null,
};
const warming: Schedule = { ...schedule, warmUp: true };
const pace: Pace = {
  schedule: warming,
  readyAtMs: noonMs - hourMs,
  lastHandOverMs: null,
  gapMs: 8_000,
  handedOverToday: 0,
  sendingDays: [],
  nowMs: noonMs,
};

/** The days before today, one message each, the newest yesterday. */
function daysBefore(count: number): SendingDay[] {
  return Array.from({ length: count }, (_, place) => ({ startMs: todayMs - (count - place) * dayMs, count: 1 }));
}

describe('a warm-up', () => {
  test('takes the next number of the ramp for each day on which the account has sent, and ends after the last', () => {
    for (let before = 0; before < ramp.length; before += 1) {
      const cap = ramp[before] ?? 0;
      const almost = [...daysBefore(before), { startMs: todayMs, count: cap - 1 }];
      const full = [...daysBefore(before), { startMs: todayMs, count: cap }];
      expect(nextMoment({ ...pace, sendingDays: almost })).toEqual({ atMs: pace.readyAtMs, why: 'start' });
      expect(nextMoment({ ...pace, sendingDays: full })).toEqual({ atMs: todayMs + dayMs, why: 'warm_up' });
    }
    const warm = daysBefore(ramp.length);
    expect(nextMoment({ ...pace, sendingDays: warm }).why).toBe('start');
    expect(warmUpCapOn(todayMs, warm)).toBeNull();
  });

  test('holds nothing back in a campaign without one, also where its schedule was kept before there was any', () => {
    const sendingDays = [{ startMs: todayMs, count: 5_000 }];
    expect(nextMoment({ ...pace, schedule, sendingDays }).why).toBe('start');
    expect(nextMoment({ ...pace, schedule: { ...schedule, warmUp: false }, sendingDays }).why).toBe('start');
  });

  test('yields to a smaller daily cap, which is then the reason given', () => {
    const capped = { ...warming, dailyCap: 5 };
    const sendingDays = [{ startMs: todayMs, count: 5 }];
    expect(nextMoment({ ...pace, schedule: capped, handedOverToday: 5, sendingDays }).why).toBe('cap');
    expect(nextMoment({ ...pace, schedule: capped, handedOverToday: 4, sendingDays }).why).toBe('start');
  });

  test('does not make a message overdue that had to wait for another day', () => {
    const sendingDays = [
      { startMs: todayMs - dayMs, count: ramp[0] },
      { startMs: todayMs, count: ramp[1] },
    ];
    const lastMs = todayMs - 12 * hourMs;
    expect(dueSince({ ...pace, readyAtMs: lastMs, sendingDays }, lastMs)).toBe(todayMs + dayMs);
    expect(dueSince({ ...pace, readyAtMs: lastMs, sendingDays, schedule }, lastMs)).toBe(lastMs + pace.gapMs);
  });

  test('never lets an account hand over more on a day than the ramp says, whatever the gap, the hours and the cap', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 1, max: 300 }), (any, messages) => {
        const counts = [...simulate(any, messages).days.values()];
        counts.forEach((count, place) => {
          expect(count).toBeLessThanOrEqual(ramp[place] ?? Number.POSITIVE_INFINITY);
        });
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(messages);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the expected finish', () => {
  test('is where sending one message after the other ends', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 1, max: 300 }), (any, messages) => {
        expect(expectedFinish(any, noonMs, messages)).toBe(simulate(any, messages).lastMs);
      }),
      { numRuns: 25 },
    );
  });

  test('counts what this account and this campaign have sent today', () => {
    const sendingDays = [{ startMs: todayMs, count: 15 }];
    const today = expectedFinish(warming, noonMs, 5, { ...nothingGoneOut, sendingDays });
    const tomorrow = expectedFinish(warming, noonMs, 6, { ...nothingGoneOut, sendingDays });
    expect(today).toBe(noonMs + 4 * 8_000);
    expect(tomorrow).toBe(todayMs + dayMs);
    expect(expectedFinish({ ...schedule, dailyCap: 5 }, noonMs, 5, { ...nothingGoneOut, handedOverToday: 1 })).toBe(
      todayMs + dayMs,
    );
  });

  test('of 100,000 people at 8 s in ten hours a day is on the 23rd day', () => {
    const tenHours = { fromMinute: 9 * 60, toMinute: 19 * 60, days: [1, 2, 3, 4, 5, 6, 7] };
    const finishMs = expectedFinish({ ...schedule, window: tenHours }, todayMs + 9 * hourMs, 100_000) ?? 0;
    expect(Math.ceil((finishMs - todayMs) / dayMs)).toBe(23);
  });
});

const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    gapMs: fc.integer({ min: 30_000, max: hourMs }),
    window: fc.option(
      fc.record({
        fromMinute: fc.integer({ min: 0, max: 600 }),
        toMinute: fc.integer({ min: 601, max: 1_440 }),
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      }),
    ),
    dailyCap: fc.option(fc.integer({ min: 1, max: 200 })),
    timeZone: fc.constantFrom('Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu'),
  })
  .map(({ gapMs, ...rest }) => ({ ...warming, ...rest, gapMinMs: gapMs, gapMaxMs: gapMs }));

/** Sends one message after the other as the dispatcher does, each at its next moment. Answers how many went on which day. */
function simulate(any: Schedule, messages: number): { days: Map<number, number>; lastMs: number } {
  const days = new Map<number, number>();
  let nowMs = noonMs;
  let lastMs = noonMs;
  for (let sent = 0; sent < messages; ) {
    const dayStartMs = startOfDay(nowMs, any.timeZone);
    const { atMs } = nextMoment({
      schedule: any,
      readyAtMs: noonMs,
      lastHandOverMs: sent === 0 ? null : lastMs,
      gapMs: any.gapMinMs,
      handedOverToday: days.get(dayStartMs) ?? 0,
      sendingDays: [...days].map(([startMs, count]) => ({ startMs, count })),
      nowMs,
    });
    if (atMs > nowMs) nowMs = atMs;
    else {
      days.set(dayStartMs, (days.get(dayStartMs) ?? 0) + 1);
      lastMs = nowMs;
      sent += 1;
    }
  }
  return { days, lastMs };
}
