import { describe, expect, test } from 'vitest';
import { limits } from '../../../../domain/limits.ts';
import {
  dayOf,
  drawGapMs,
  dueSince,
  isOverdue,
  isPilotOut,
  nextMoment,
  type Pace,
} from '../../../../domain/schedule/pacing.ts';
import { type SendingDay, warmUpCapOn, warmUpRoomOn, withMore } from '../../../../domain/schedule/warm-up.ts';
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
    const sendingDays = [{ startMs: todayMs, count: ramp[0] ?? 0 }];
    const warm = nextMoment({ ...pace, schedule: { ...warming, window }, sendingDays, nowMs });
    expect(warm).toMatchObject({ atMs: todayMs + dayMs + 9 * hourMs, why: why === 'cap' ? 'warm_up' : why });
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

  test('leaves nothing of a day on which more went than it allows, and keeps no days beyond it', () => {
    expect(warmUpRoomOn(todayMs, [{ startMs: todayMs, count: (ramp[0] ?? 0) + 5 }])).toBe(0);
    const all = daysBefore(ramp.length);
    expect(withMore(all.slice(1), todayMs, 2)).toEqual([...all.slice(1), { startMs: todayMs, count: 2 }]);
    expect(withMore(all, todayMs, 2)).toEqual(all);
    expect(withMore(all.slice(0, 1), all[0]?.startMs ?? 0, 2)).toEqual([{ startMs: all[0]?.startMs, count: 3 }]);
  });
});

test.each([
  [null, false, 5, false],
  [3, false, 2, false],
  [3, false, 3, true],
  [3, true, 3, false],
])('a pilot of %j, looked at: %j, is out after %i messages: %j', (pilotCount, isApproved, handedOver, isOut) => {
  expect(isPilotOut({ pilotCount }, { isApproved, handedOver })).toBe(isOut);
});

describe('the next message', () => {
  const window = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 9 * 60, toMinute: 20 * 60 };
  const ofDay = { ...schedule, window };
  const [anybody] = pace.waiting;
  const open = { ...pace, schedule: ofDay, waiting: anybody === undefined ? [] : [anybody] };

  test('goes once the gap after the campaign’s last turn and after those of others is over, and not before it is ready', () => {
    const gap = { ...pace, lastTurnMs: noonMs };
    expect(nextMoment(gap)).toEqual({ atMs: noonMs + pace.gapMs, why: 'gap' });
    expect(nextMoment({ ...gap, accountFreeAtMs: noonMs + hourMs })).toEqual({ atMs: noonMs + hourMs, why: 'gap' });
    expect(nextMoment({ ...gap, readyAtMs: noonMs + hourMs })).toEqual({ atMs: noonMs + hourMs, why: 'start' });
    const ready = noonMs + pace.gapMs;
    expect(nextMoment({ ...gap, readyAtMs: ready })).toEqual({ atMs: ready, why: 'start' });
  });

  test('waits for the day’s limit no longer than for what it waits anyway', () => {
    const capped = { ...pace, schedule: { ...schedule, dailyCap: 1 }, handedOverToday: 1 };
    expect(nextMoment(capped)).toEqual({ atMs: todayMs + dayMs, why: 'cap' });
    const later = todayMs + 2 * dayMs;
    expect(nextMoment({ ...capped, readyAtMs: later })).toEqual({ atMs: later, why: 'start' });
    expect(nextMoment({ ...capped, schedule, handedOverToday: 500 }).why).toBe('start');
  });

  test('goes within the hours at the moment that it is, however long ago it might have gone', () => {
    const yesterday = { ...open, readyAtMs: noonMs - dayMs };
    expect(nextMoment({ ...yesterday, nowMs: noonMs })).toEqual({ atMs: noonMs - dayMs, why: 'start' });
    const opens = { atMs: todayMs + 9 * hourMs, why: 'window', country: null };
    expect(nextMoment({ ...yesterday, nowMs: todayMs })).toEqual(opens);
    const tonight = { ...open, readyAtMs: todayMs + 21 * hourMs };
    expect(nextMoment(tonight)).toEqual({ ...opens, atMs: opens.atMs + dayMs });
  });

  test('is of those whose hours open first, and of nobody whose hours never do', () => {
    const ofTokyo = { country: 'JP', zones: ['Asia/Tokyo'], notBefore: null };
    const ofNobody = { country: 'RU', zones: [], notBefore: null };
    const waiting = [ofNobody, ...open.waiting, ofTokyo];
    const evening = todayMs + 21 * hourMs;
    const opens = { atMs: todayMs + dayMs, why: 'window', country: 'JP' };
    expect(nextMoment({ ...open, waiting, nowMs: evening })).toEqual(opens);
    expect(nextMoment({ ...open, waiting: [ofNobody] }).atMs).toBe(Number.POSITIVE_INFINITY);
  });

  test.each(['own_time', 'no_answer'] as const)('waits until %s where nobody may go before', (why) => {
    const notBefore = { atMs: noonMs + 2 * hourMs, why };
    const waiting = open.waiting.map((people) => ({ ...people, notBefore }));
    expect(nextMoment({ ...pace, waiting })).toEqual({ atMs: noonMs + 2 * hourMs, why });
    expect(nextMoment({ ...pace, waiting, readyAtMs: noonMs + 3 * hourMs }).why).toBe('start');
    const night = waiting.map((people) => ({ ...people, notBefore: { atMs: todayMs + 22 * hourMs, why } }));
    const opens = { atMs: todayMs + dayMs + 9 * hourMs, why: 'window', country: null };
    expect(nextMoment({ ...open, waiting: night })).toEqual(opens);
    // It waits for the people's hours and not for a limit of the day.
    const capped = { ...open, schedule: { ...ofDay, dailyCap: 1 }, handedOverToday: 1 };
    const laterDay = waiting.map((people) => ({ ...people, notBefore: { atMs: todayMs + 2 * dayMs, why } }));
    expect(nextMoment({ ...capped, waiting: laterDay })).toMatchObject({
      atMs: todayMs + 2 * dayMs + 9 * hourMs,
      why: 'window',
    });
  });

  test('should have gone when its hours were open, after the campaign’s own last one and its gap', () => {
    const { readyAtMs, gapMs } = pace;
    const due = (change: Partial<Pace>, lastMs: number | null = null) => dueSince({ ...open, ...change }, lastMs);
    expect([due({}), due({}, noonMs), due({}, 0)]).toEqual([readyAtMs, noonMs + gapMs, readyAtMs]);
    expect(due({ readyAtMs: todayMs })).toBe(todayMs + 9 * hourMs);
    const ofTokyo = { country: 'JP', zones: ['Asia/Tokyo'], notBefore: null };
    expect(due({ readyAtMs: todayMs, waiting: [...open.waiting, ofTokyo] })).toBe(todayMs);
    expect(due({ waiting: [{ ...ofTokyo, zones: [] }] })).toBe(Number.POSITIVE_INFINITY);
    expect(isOverdue(noonMs, noonMs + limits.graceMs)).toBe(false);
    expect(isOverdue(noonMs, noonMs + limits.graceMs + 1)).toBe(true);
  });

  test('comes after a gap within the bounds', () => {
    const bounds = { ...schedule, gapMinMs: 4_000, gapMaxMs: 10_000 };
    expect([0, 0.5, 1].map((random) => drawGapMs(bounds, random))).toEqual([4_000, 7_000, 10_000]);
  });

  test('counts for the day of the campaign’s time zone, and so does a warm-up', () => {
    const timeZone = 'America/New_York';
    const day = { fromMs: todayMs - 19 * hourMs, untilMs: todayMs + 5 * hourMs };
    expect(dayOf(todayMs, timeZone)).toEqual(day);
    const spent = { ...pace, nowMs: todayMs, sendingDays: [{ startMs: day.fromMs, count: ramp[0] ?? 0 }] };
    const elsewhere = { ...warming, timeZone };
    expect(nextMoment({ ...spent, schedule: elsewhere, readyAtMs: 0 })).toEqual({ atMs: day.untilMs, why: 'warm_up' });
  });
});
