import { describe, expect, test } from 'vitest';
import { limits } from '../../../../domain/limits.ts';
import { dueSince, nextMoment, type Pace } from '../../../../domain/schedule/pacing.ts';
import { type SendingDay, warmUpCapOn } from '../../../../domain/schedule/warm-up.ts';
import { dayMs, hourMs, noonMs, schedule, todayMs, warming } from './schedules.ts';

const ramp = limits.warmUpMessages;
const pace: Pace = {
  schedule: warming,
  waiting: [{ country: null, zones: ['Europe/London'], notBefore: null }],
  readyAtMs: noonMs - hourMs,
  lastTurnMs: null,
  gapMs: 8_000,
  accountFreeAtMs: 0,
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

  test.each([
    ['that are open is the reason given until they open the next day', noonMs, 'cap'],
    ['that are over for today is not: these are', noonMs + 10 * hourMs, 'window'],
  ])('or a daily cap, reached in hours %s', (_, nowMs, why) => {
    const window = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 9 * 60, toMinute: 20 * 60 };
    const capped = { ...warming, warmUp: false, window, dailyCap: 5 };
    const moment = nextMoment({ ...pace, schedule: capped, handedOverToday: 5, nowMs });
    expect(moment).toMatchObject({ atMs: todayMs + dayMs + 9 * hourMs, why });
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
});
