import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import {
  afterAbsent,
  afterDisconnect,
  afterFound,
  afterSilence,
  hasWitness,
  healthy,
  type LookHealth,
  retryInMs,
} from '../../../electron/dispatch/look-health.ts';

const number = (id: number) => ({ messageId: id, phone: `+4477009001${id}` });
const minuteMs = 60_000;

describe('a silence', () => {
  it('is the number’s own where our own number is answered, and tells nothing of anybody else', () => {
    const [health, silence] = afterSilence(healthy, number(1), true, 0);
    expect(silence).toEqual({ fault: 'number' });
    expect(retryInMs(health, 0)).toBe(0);
  });

  it('is an outage where our own number is not answered either, and the next number would have no more luck', () => {
    const [health, silence] = afterSilence(healthy, number(1), false, 0);
    expect(silence).toEqual({ fault: 'outage', mayPass: false, isCounted: false, blameless: [] });
    expect(retryInMs(health, 0)).toBe(10_000);
  });

  it('is an outage at the third number in a row, and takes the rounds of the first two back', () => {
    const [one] = afterSilence(healthy, number(1), true, 0);
    const [two] = afterSilence(one, number(2), true, 0);
    expect(afterSilence(two, number(2), true, 0)[1]).toEqual({ fault: 'number' });
    const [three, silence] = afterSilence(two, number(3), true, 0);
    const outage = { fault: 'outage', mayPass: true, isCounted: false, blameless: [] };
    expect(silence).toEqual({ ...outage, blameless: [number(1), number(2)] });
    expect(afterSilence(three, number(4), true, 0)[1]).toEqual(outage);
  });

  it('counts in an outage only against a number that was silent in it before, and with our own answered', () => {
    const [one] = afterSilence(healthy, number(1), false, 0);
    const counted = (id: number, isWitnessed: boolean) =>
      afterSilence(one, number(id), isWitnessed, 0)[1] as { isCounted?: boolean };
    expect([counted(1, true), counted(1, false), counted(2, true)].map(({ isCounted }) => isCounted)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is tried again after 10 s, 30 s, 1, 2 and then every 5 minutes', () => {
    let health = healthy;
    const delaysMs = Array.from({ length: 7 }, () => {
      [health] = afterSilence(health, number(1), false, 0);
      return retryInMs(health, 0);
    });
    expect(delaysMs).toEqual([10_000, 30_000, minuteMs, 2 * minuteMs, ...Array(3).fill(5 * minuteMs)]);
  });
});

describe('an answer', () => {
  it('ends an outage and begins the row anew', () => {
    const [out] = afterSilence(healthy, number(1), false, 0);
    for (const health of [afterFound(5), afterAbsent(out)]) {
      expect(health).toMatchObject({ silent: [], outage: null });
      expect(retryInMs(health, 5)).toBe(0);
    }
  });

  it('witnesses for ten minutes, on its connection only', () => {
    const found = afterFound(0);
    expect(hasWitness(found, limits.witnessMaxAgeMs)).toBe(true);
    expect(hasWitness(found, limits.witnessMaxAgeMs + 1)).toBe(false);
    expect(hasWitness(afterAbsent(found), 1)).toBe(true);
    expect(hasWitness(afterDisconnect(found, 1), 1)).toBe(false);
    expect(hasWitness(healthy, 0)).toBe(false);
  });
});

it('a reconnect is tried at once, and what fails then waits longer than before', () => {
  const [out] = afterSilence(healthy, number(1), false, 0);
  const back = afterDisconnect(out, 1_000);
  expect(retryInMs(back, 1_000)).toBe(0);
  expect(retryInMs(afterSilence(back, number(1), false, 1_000)[0], 1_000)).toBe(30_000);
});

describe('whatever happens', () => {
  const step = fc.record({
    what: fc.constantFrom('found', 'absent', 'witnessed', 'silent', 'gone'),
    id: fc.integer({ min: 1, max: 5 }),
    afterMs: fc.integer({ min: 0, max: 10 * minuteMs }),
  });
  type Seen = { health: LookHealth; nowMs: number; before: LookHealth; what: string; fault: string | null };
  const run = (steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]): Seen[] => {
    let [health, nowMs] = [healthy, 0];
    return steps.map(({ what, id, afterMs }) => {
      const before = health;
      let fault: string | null = null;
      nowMs += afterMs;
      if (what === 'found') health = afterFound(nowMs);
      else if (what === 'absent') health = afterAbsent(health);
      else if (what === 'gone') health = afterDisconnect(health, nowMs);
      else {
        const [next, silence] = afterSilence(health, number(id), what === 'witnessed', nowMs);
        [health, fault] = [next, silence.fault];
      }
      return { health, nowMs, before, what, fault };
    });
  };

  it('no wait is longer than five minutes, and none is left after an answer', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        for (const { health, nowMs, what } of run(steps)) {
          expect(retryInMs(health, nowMs)).toBeLessThanOrEqual(5 * minuteMs);
          if (what === 'found' || what === 'absent') expect(retryInMs(health, nowMs)).toBe(0);
          expect(new Set(health.silent.map(({ phone }) => phone)).size).toBe(health.silent.length);
        }
      }),
    );
  });

  it('nobody is blamed in an outage, nor without our own number’s answer', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        for (const { before, what, fault } of run(steps))
          if (fault === 'number') expect([before.outage, what]).toEqual([null, 'witnessed']);
      }),
    );
  });
});
