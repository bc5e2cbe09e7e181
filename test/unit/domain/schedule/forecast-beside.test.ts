import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../../domain/campaign.ts';
import { forecast, nothingGoneOut } from '../../../../domain/schedule/forecast.ts';
import { type SimulatedCampaign, simulatePlanner } from '../../../support/planner-simulation.ts';
import { everyMs } from '../../../support/schedules.ts';
import { dayMs, hourMs, noonMs } from './schedules.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
/**
 * The tolerated error of a forecast of several campaigns: a share of the time that it takes, plus some turns. Gaps that
 * just miss a turn, round after round, wait longer than the forecast's even share.
 */
const tolerance = 0.4;
const turnsOff = 3;

const of = (schedule: Schedule, people: number): SimulatedCampaign => ({
  schedule,
  waiting: [{ country: 'GB', zones: '', people }],
});

/** When each campaign is done: by the forecast with the others, and by the real planner. */
function compare(campaigns: readonly SimulatedCampaign[], random: () => number) {
  const sends = simulatePlanner(campaigns, { fromMs: noonMs, untilMs: noonMs + 90 * dayMs, random });
  return campaigns.map(({ schedule, waiting }, place) => {
    const beside = campaigns.filter((_, other) => other !== place).map((one) => ({ ...one, handedOverToday: 0 }));
    return {
      foretoldMs: (forecast(schedule, noonMs, waiting, { ...nothingGoneOut, beside }).finishMs ?? 0) - noonMs,
      sentMs: (sends.findLast(({ campaignId }) => campaignId === place + 1)?.atMs ?? 0) - noonMs,
      gapMs: schedule.gapMaxMs,
    };
  });
}

function expectAgreement(campaigns: readonly SimulatedCampaign[], random: () => number): void {
  for (const { foretoldMs, sentMs, gapMs } of compare(campaigns, random)) {
    const offMs = Math.abs(foretoldMs - sentMs);
    expect([offMs, foretoldMs, sentMs]).toEqual([
      Math.min(offMs, tolerance * sentMs + turnsOff * gapMs),
      foretoldMs,
      sentMs,
    ]);
  }
}

/** Always the same numbers in [0, 1), which look random. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('the forecast of several campaigns', () => {
  test('is what the planner sends: a gap of an hour beside thirty seconds', () => {
    const [slow, fast] = compare([of(everyMs(hourMs), 8), of(everyMs(30 * secondMs), 1_000)], () => 0.5);
    expect(slow?.sentMs).toBeGreaterThanOrEqual(7 * hourMs);
    expect(Math.abs((slow?.foretoldMs ?? 0) - (slow?.sentMs ?? 0))).toBeLessThan(minuteMs);
    expect(Math.abs((fast?.foretoldMs ?? 0) - (fast?.sentMs ?? 0))).toBeLessThan(minuteMs);
  });

  test('is what the planner sends: six at six seconds take six times as long', () => {
    const six = [1, 2, 3, 4, 5, 6].map(() => of(everyMs(6 * secondMs), 100));
    for (const { foretoldMs, sentMs } of compare(six, () => 0.5)) {
      expect(Math.abs(foretoldMs - sentMs)).toBeLessThan(minuteMs);
      expect(sentMs).toBeGreaterThan(9.8 * minuteMs);
    }
  });

  test('agrees with the planner for any campaigns whose gaps are drawn', () => {
    const campaign = fc
      .record({
        minMs: fc.integer({ min: 5 * secondMs, max: 5 * minuteMs }),
        spread: fc.double({ min: 0.3, max: 1, noNaN: true }),
        people: fc.integer({ min: 40, max: 120 }),
      })
      .map(({ minMs, spread, people }) =>
        of({ ...everyMs(minMs), gapMaxMs: Math.round(minMs * (1 + spread)) }, people),
      );
    fc.assert(
      fc.property(fc.array(campaign, { minLength: 2, maxLength: 4 }), fc.nat(), (campaigns, seed) =>
        expectAgreement(campaigns, seeded(seed)),
      ),
      { numRuns: 20, endOnFailure: true },
    );
  });

  test('agrees with the planner over the hours and caps of several days', () => {
    const hours = (fromHour: number, toHour: number) => ({
      fromMinute: fromHour * 60,
      toMinute: toHour * 60,
      days: [1, 2, 3, 4, 5, 6, 7],
    });
    expectAgreement(
      [
        of({ ...everyMs(40 * secondMs), gapMaxMs: 80 * secondMs, window: hours(9, 20) }, 500),
        of({ ...everyMs(60 * secondMs), gapMaxMs: 120 * secondMs, window: hours(9, 20), dailyCap: 80 }, 200),
        of({ ...everyMs(8 * minuteMs), gapMaxMs: 12 * minuteMs, window: hours(10, 14) }, 40),
      ],
      seeded(7),
    );
  });
});
