import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterDisconnect,
  afterNotFound,
  healthy,
  type LookHealth,
  Looks,
  type NotFound,
  retryInMs,
} from '../../../electron/dispatch/looks.ts';
import type { LookUp } from '../../../electron/ports.ts';
import { account, makeRig } from '../../support/dispatch-rig.ts';

const minuteMs = 60_000;
const silence: NotFound = { said: 'nothing', witness: 'none' };
const inRow = (ids: readonly number[], notFound = silence): LookHealth =>
  ids.reduce((health, id) => afterNotFound(health, id, notFound, 0)[0], healthy);

describe('a number that was not found', () => {
  it('was silent by itself where somebody found before is found again', () => {
    const found = { said: 'nothing', witness: 'stranger' } as const;
    expect(afterNotFound(healthy, 1, found, 0)).toEqual([healthy, { counts: 'silence' }]);
  });

  it('has nothing counted where only our own number is found: the page may know that one by itself', () => {
    const [health, verdict] = afterNotFound(healthy, 1, { said: 'nothing', witness: 'own' }, 0);
    expect([health, verdict.counts]).toEqual([healthy, 'nothing']);
  });

  it.each(['stranger', 'own'] as const)('is said to be absent with a witness: %s', (witness) => {
    expect(afterNotFound(healthy, 1, { said: 'absent', witness }, 0)[1]).toEqual({ counts: 'absent' });
  });

  it.each(['absent', 'nothing'] as const)('has nothing counted without a witness: %s', (said) => {
    expect(afterNotFound(healthy, 1, { said, witness: 'none' }, 0)[1]).toMatchObject({ counts: 'nothing' });
  });
});

describe('an outage', () => {
  it('is three different numbers in a row without a witness, and nothing waits before', () => {
    expect(retryInMs(inRow([1, 2, 2, 1, 2]), 0)).toBe(0);
    expect(retryInMs(inRow([1, 2, 2, 3]), 0)).toBe(10_000);
  });

  it('ends with any answer, also one about a number that is not on WhatsApp', () => {
    for (const said of ['absent', 'nothing'] as const)
      expect(afterNotFound(inRow([1, 2, 3]), 4, { said, witness: 'own' }, 0)[0]).toEqual(healthy);
  });

  it('is tried again after 10 s, 30 s, 1, 2 and then every 5 minutes', () => {
    let health = inRow([1, 2]);
    const delaysMs = Array.from({ length: 7 }, (_, index) => {
      [health] = afterNotFound(health, 3 + index, silence, 0);
      return retryInMs(health, 0);
    });
    expect(delaysMs).toEqual([10_000, 30_000, minuteMs, 2 * minuteMs, ...Array(3).fill(5 * minuteMs)]);
  });

  it('is tried at once on reconnect, and what fails then waits longer than before', () => {
    const back = afterDisconnect(inRow([1, 2, 3]), 1_000);
    expect(retryInMs(back, 1_000)).toBe(0);
    expect(retryInMs(afterNotFound(back, 4, silence, 1_000)[0], 1_000)).toBe(30_000);
  });
});

it('the page is started anew after ten look-ups in a row without an answer, once it may be, and an hour later at the soonest', async () => {
  const { messenger, clock, stores, close } = makeRig();
  const looks = new Looks({ messenger, clock, queue: stores.queue });
  let starts = 0;
  let mayStart = false;
  const phone = '+447700900101';
  messenger.startAnew = () => {
    starts += mayStart ? 1 : 0;
    return mayStart;
  };
  /** How often the page was started anew after this many more look-ups that end like this. */
  const after = async (count: number, said: LookUp['kind']) => {
    messenger.scripts.set(phone, said === 'registered' ? {} : { lookUp: { kind: said, why: 'odd' } });
    for (let one = 0; one < count; one++) await looks.look(phone, account);
    return starts;
  };
  expect(await after(10, 'unavailable')).toBe(0);
  mayStart = true;
  await after(1, 'registered');
  expect(await after(9, 'unavailable')).toBe(0);
  expect(await after(20, 'absent')).toBe(0);
  expect(await after(9, 'unavailable')).toBe(0);
  mayStart = false;
  await after(1, 'unavailable');
  mayStart = true;
  expect(await after(1, 'unavailable')).toBe(1);
  expect(await after(20, 'unavailable')).toBe(1);
  await clock.pass(60 * minuteMs);
  expect(await after(1, 'unavailable')).toBe(2);
  await clock.pass(60 * minuteMs);
  expect(await after(9, 'unavailable')).toBe(2);
  expect(await after(1, 'unavailable')).toBe(3);
  close();
});

it('whatever happens, no wait is longer than five minutes, and nothing counts against a number without a witness', () => {
  const look = fc.record({
    id: fc.integer({ min: 1, max: 5 }),
    said: fc.constantFrom('absent' as const, 'nothing' as const),
    witness: fc.constantFrom('stranger' as const, 'own' as const, 'none' as const),
    isGone: fc.boolean(),
    afterMs: fc.integer({ min: 0, max: 10 * minuteMs }),
  });
  fc.assert(
    fc.property(fc.array(look), (looks) => {
      let [health, nowMs] = [healthy, 0];
      for (const { id, isGone, afterMs, ...notFound } of looks) {
        nowMs += afterMs;
        if (isGone) health = afterDisconnect(health, nowMs);
        const [next, verdict] = afterNotFound(health, id, notFound, nowMs);
        health = next;
        expect(retryInMs(health, nowMs)).toBeLessThanOrEqual(5 * minuteMs);
        if (notFound.witness === 'none') expect(verdict.counts).toBe('nothing');
        else expect(retryInMs(health, nowMs)).toBe(0);
      }
    }),
  );
});
