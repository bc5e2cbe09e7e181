import type { CampaignSummary } from '../../domain/contract.ts';
import { accountsOf } from '../../domain/schedule/sent-from.ts';
import { middleGapMs } from '../../domain/schedule/shared-pace.ts';
import { openOf } from '../store/counts.ts';

const [minuteMs, hourMs] = [60_000, 3_600_000];

/**
 * About how many go out at the campaign's pace, from the middle of its gap and from each of its accounts: in a minute, or
 * in an hour where that is less than one. Null where each has a moment of its own, and no pace decides.
 */
export function rateOf({ account, schedule }: CampaignSummary): { per: 'minute' | 'hour'; count: number } | null {
  if (schedule.own !== undefined || schedule.weekly !== undefined) return null;
  const gapMs = middleGapMs(schedule) / Math.max(1, accountsOf({ account, schedule }).length);
  return gapMs <= minuteMs
    ? { per: 'minute', count: Math.round(minuteMs / gapMs) }
    : { per: 'hour', count: Math.round(hourMs / gapMs) };
}

/** A guess reaches this far: beyond it hours and days of the schedule make a straight line wrong. */
const guessReachMs = 10 * 60 * 60 * 1_000;

/** About when the message at a place in the queue goes out, in epoch milliseconds. Null when that is a mere guess. */
export function aboutWhen(campaign: CampaignSummary, place: number, nowMs: number): number | null {
  const { expectedFinishMs, counts } = campaign;
  if (campaign.state !== 'running' || expectedFinishMs === null) return null;
  const beginMs = Math.max(nowMs, campaign.schedule.startAtMs ?? nowMs);
  const leftMs = expectedFinishMs - beginMs;
  const waiting = openOf(counts);
  if (leftMs < 0 || expectedFinishMs - nowMs > guessReachMs || waiting === 0) return null;
  return beginMs + (leftMs * Math.min(place + 1, waiting)) / waiting;
}
