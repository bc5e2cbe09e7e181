import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { type SimulatedCampaign, type SimulatedSend, simulatePlanner } from '../../support/planner-simulation.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const noonMs = Date.UTC(2026, 2, 3, 12);

const many = (schedule: Schedule, people = 100_000): SimulatedCampaign => ({
  schedule,
  waiting: [{ country: 'GB', zones: '', people }],
});
const simulateFor = (ms: number, campaigns: readonly SimulatedCampaign[], jumpMs?: (sends: number) => number) =>
  simulatePlanner(campaigns, { fromMs: noonMs, untilMs: noonMs + ms - 1, ...(jumpMs && { jumpMs }) });
const countOf = (sends: readonly SimulatedSend[], id: number) => sends.filter((one) => one.campaignId === id).length;
const gapsOf = (sends: readonly SimulatedSend[]) =>
  sends.slice(1).map(({ atMs }, place) => atMs - (sends[place]?.atMs ?? 0));

describe('of several campaigns', () => {
  it('one with a gap of an hour takes twelve turns in twelve hours, and one of 6 s all the others', () => {
    const sends = simulateFor(12 * hourMs, [many(everyMs(hourMs)), many(everyMs(6 * secondMs))]);
    expect([countOf(sends, 1), countOf(sends, 2)]).toEqual([12, 7_200 - 12]);
  });

  it('six at 6 s are no faster than one of them, and each has a sixth', () => {
    const sends = simulateFor(
      hourMs,
      [1, 2, 3, 4, 5, 6].map(() => many(everyMs(6 * secondMs))),
    );
    expect(sends).toHaveLength(600);
    expect([1, 2, 3, 4, 5, 6].map((id) => countOf(sends, id))).toEqual([100, 100, 100, 100, 100, 100]);
  });

  it('each keeps its own gap and all together the smallest, whatever the gaps and the jumps of the clock', () => {
    const gap = fc.integer({ min: 5 * secondMs, max: hourMs });
    fc.assert(
      fc.property(
        fc.array(gap, { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: -dayMs, max: dayMs }), { maxLength: 5 }),
        (gaps, jumps) => {
          const campaigns = gaps.map((gapMs) => many(everyMs(gapMs), 20));
          const sends = simulateFor(20 * dayMs, campaigns, (count) => jumps[count - 1] ?? 0);
          expect(sends).toHaveLength(20 * gaps.length);
          expect(Math.min(...gapsOf(sends))).toBeGreaterThanOrEqual(Math.min(...gaps));
          gaps.forEach((gapMs, place) => {
            const own = sends.filter(({ campaignId }) => campaignId === place + 1);
            expect(Math.min(...gapsOf(own))).toBeGreaterThanOrEqual(gapMs);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('nobody waits longer than all the others’ turns and its own gap', () => {
    const gap = fc.integer({ min: 5 * secondMs, max: 10 * minuteMs });
    fc.assert(
      fc.property(fc.array(gap, { minLength: 1, maxLength: 6 }), (gaps) => {
        const sends = simulateFor(
          6 * hourMs,
          gaps.map((gapMs) => many(everyMs(gapMs))),
        );
        gaps.forEach((gapMs, place) => {
          const own = sends.filter(({ campaignId }) => campaignId === place + 1);
          const longestMs = Math.max(gapMs, ...gapsOf(own));
          expect(longestMs).toBeLessThanOrEqual(gapMs + gaps.length * Math.min(...gaps));
        });
      }),
      { numRuns: 50 },
    );
  });

  it('one whose hours are closed does not make the others faster', () => {
    const night = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 20 * 60, toMinute: 22 * 60 };
    const closed = { ...everyMs(6 * secondMs), window: night };
    const sends = simulateFor(hourMs, [many(closed), many(everyMs(minuteMs)), many(everyMs(minuteMs))]);
    expect([1, 2, 3].map((id) => countOf(sends, id))).toEqual([0, 30, 30]);
  });
});

describe('with a real database', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = makeRig();
  });
  afterEach(() => rig.close());
  const phonesFrom = (first: number, count: number) =>
    Array.from({ length: count }, (_, place) => `+4477009${String(first + place).padStart(5, '0')}`);

  it('a slow campaign does not hold a fast one back, and nobody is held as overdue for the other', async () => {
    rig.dispatcher.pause('operator');
    const slow = rig.start(phonesFrom(0, 5), 'First', everyMs(hourMs));
    const fast = rig.start(phonesFrom(100, 200), 'Second', everyMs(minuteMs));
    rig.dispatcher.resume();
    await rig.clock.pass(2 * hourMs + 2 * minuteMs);
    const sent = (ids: readonly number[]) => ids.filter((id) => rig.status(id) === 'sent').length;
    expect([sent(slow.messageIds), sent(fast.messageIds)]).toEqual([3, 120]);
    expect([slow, fast].map(({ campaignId }) => rig.stores.campaigns.get(campaignId)?.state)).toEqual([
      'running',
      'running',
    ]);
  });

  it('after a restart each still counts its gap from its own last hand-over', async () => {
    rig.dispatcher.pause('operator');
    rig.start(phonesFrom(0, 5), 'First', everyMs(10 * minuteMs));
    rig.start(phonesFrom(100, 20), 'Second', everyMs(minuteMs));
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(rig.messenger.delivered.map(({ text }) => text)).toEqual(['First']);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(11 * minuteMs);
    const nine = Array.from({ length: 9 }, () => 'Second');
    expect(rig.messenger.delivered.map(({ text }) => text)).toEqual(['First', ...nine, 'First', 'Second']);
  });

  it('waits with one timer, armed for the next moment that matters, and at least each minute', async () => {
    rig.dispatcher.pause('operator');
    rig.start(phonesFrom(0, 2), 'First', everyMs(hourMs));
    rig.start(phonesFrom(100, 2), 'Second', everyMs(20 * minuteMs));
    rig.dispatcher.resume();
    await rig.clock.pass(21 * minuteMs);
    expect(rig.dispatcher.state).toMatchObject({
      kind: 'waiting',
      why: 'gap',
      untilMs: rig.clock.nowMs() + 19 * minuteMs,
    });
    const before = rig.clock.armed;
    const planned = rig.states.length;
    await rig.clock.pass(10 * minuteMs);
    expect([rig.clock.armed, rig.states.length - planned]).toEqual([before, 10]);
  });

  it('a daily cap that was reached while the clock ran thirty days ahead holds no other day', async () => {
    rig.clock.jumpMs(30 * dayMs);
    rig.start(phonesFrom(0, 6), 'Hello', { ...quickSchedule, dailyCap: 2 });
    await rig.clock.pass(hourMs);
    expect(rig.messenger.delivered).toHaveLength(2);
    rig.clock.jumpMs(-30 * dayMs);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(hourMs);
    expect(rig.messenger.delivered).toHaveLength(4);
    await rig.clock.pass(24 * hourMs);
    expect(rig.messenger.delivered).toHaveLength(6);
  });
});
