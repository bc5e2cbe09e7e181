import type { CampaignSummary } from '../../domain/contract.ts';
import { accountsOf } from '../../domain/schedule/sent-from.ts';
import { middleGapMs } from '../../domain/schedule/shared-pace.ts';
import { openOf } from '../store/counts.ts';

const [minuteMs, hourMs] = [60_000, 3_600_000];

/** About how many messages go in a minute, or in an hour if that is below one. Null where each has its own moment. */
export function rateOf({ account, schedule }: CampaignSummary): { per: 'minute' | 'hour'; count: number } | null {
  if (schedule.own !== undefined || schedule.weekly !== undefined) return null;
  const gapMs = middleGapMs(schedule) / Math.max(1, accountsOf({ account, schedule }).length);
  return gapMs <= minuteMs
    ? { per: 'minute', count: Math.round(minuteMs / gapMs) }
    : { per: 'hour', count: Math.round(hourMs / gapMs) };
}

/** How far ahead a guess is made: beyond this the hours and days of the schedule make a straight line wrong. */
const guessReachMs = 10 * 60 * 60 * 1_000;

/** About when the message at a position in the queue is sent, in epoch milliseconds. Null if it cannot be guessed. */
export function aboutWhen(campaign: CampaignSummary, place: number, nowMs: number): number | null {
  const { expectedFinishMs, counts } = campaign;
  if (campaign.state !== 'running' || expectedFinishMs === null) return null;
  const beginMs = Math.max(nowMs, campaign.schedule.startAtMs ?? nowMs);
  const leftMs = expectedFinishMs - beginMs;
  const waiting = openOf(counts);
  if (leftMs < 0 || expectedFinishMs - nowMs > guessReachMs || waiting === 0) return null;
  return beginMs + (leftMs * Math.min(place + 1, waiting)) / waiting;
}
