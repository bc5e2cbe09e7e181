import type { CampaignSummary } from '../../domain/contract.ts';
import { openOf } from '../store/counts.ts';

/** About how many a minute at the campaign's pace, from the middle of its gap. */
export function ratePerMinute(campaign: CampaignSummary): number {
  const gapMs = (campaign.schedule.gapMinMs + campaign.schedule.gapMaxMs) / 2;
  return Math.max(1, Math.round(60_000 / gapMs));
}

/** A guess reaches this far: beyond it hours and days of the schedule make a straight line wrong. */
const guessReachMs = 10 * 60 * 60 * 1_000;

/**
 * About when the message at a place in the queue goes out, in epoch milliseconds: on a straight line to the expected
 * finish. Null when that would be more than a guess can carry.
 */
export function aboutWhen(campaign: CampaignSummary, place: number, nowMs: number): number | null {
  const { expectedFinishMs, counts } = campaign;
  if (campaign.state !== 'running' || expectedFinishMs === null) return null;
  const beginMs = Math.max(nowMs, campaign.schedule.startAtMs ?? nowMs);
  const leftMs = expectedFinishMs - beginMs;
  const waiting = openOf(counts);
  if (leftMs <= 0 || expectedFinishMs - nowMs > guessReachMs || waiting === 0) return null;
  return beginMs + (leftMs * Math.min(place + 1, waiting)) / waiting;
}
