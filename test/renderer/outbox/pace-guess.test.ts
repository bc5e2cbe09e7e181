import { expect, it } from 'vitest';
import { noCounts } from '../../../domain/messages/message.ts';
import { aboutWhen, rateOf } from '../../../renderer/outbox/pace-guess.ts';
import { campaignSummary } from '../support/fixtures.ts';

const { schedule } = campaignSummary();
const rate = (gapMs: number, change: Partial<typeof schedule> = {}) =>
  rateOf(campaignSummary({ schedule: { ...schedule, gapMinMs: gapMs, gapMaxMs: gapMs, ...change } }));

it('how many go out is told by the minute, and of a slow campaign by the hour', () => {
  expect(rate(10_000)).toEqual({ per: 'minute', count: 6 });
  expect(rate(60_000)).toEqual({ per: 'minute', count: 1 });
  expect(rate(5 * 60_000)).toEqual({ per: 'hour', count: 12 });
  expect(rate(60 * 60_000)).toEqual({ per: 'hour', count: 1 });
});

it('of several accounts it is what all of them send, and where each has a moment of its own no pace is told', () => {
  const from = { accounts: ['+447700900118', '+447700900121', '+447700900122'], column: null };
  expect(rate(15_000, { from })).toEqual({ per: 'minute', count: 12 });
  const weekly = { weekday: 4, atMinute: 1_020, fromDay: '2100-01-07', times: 8, leftOut: [] };
  expect(rate(10_000, { weekly })).toBeNull();
});

it('of a single one that is to come the beginning is the end', () => {
  const startAtMs = 3_600_000;
  const single = campaignSummary({
    counts: { ...noCounts, pending: 1 },
    schedule: { ...schedule, startAtMs },
    expectedFinishMs: startAtMs,
  });
  expect(aboutWhen(single, 0, 0)).toBe(startAtMs);
});
