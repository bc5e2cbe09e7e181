import { expect, it } from 'vitest';
import { noCounts } from '../../../domain/messages/message.ts';
import { aboutWhen, rateOf } from '../../../renderer/outbox/pace-guess.ts';
import { campaignSummary } from '../support/fixtures.ts';

const { schedule } = campaignSummary();
const rate = (gapMs: number | null) => rateOf(campaignSummary({ gapMs }));

it('how many go out is told by the minute, of a slow campaign by the hour, and of one without a pace not at all', () => {
  expect(rate(10_000)).toEqual({ per: 'minute', count: 6 });
  expect(rate(257)).toEqual({ per: 'minute', count: 230 });
  expect(rate(60_000)).toEqual({ per: 'minute', count: 1 });
  expect(rate(5 * 60_000)).toEqual({ per: 'hour', count: 12 });
  expect(rate(60 * 60_000)).toEqual({ per: 'hour', count: 1 });
  expect(rate(null)).toBeNull();
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
