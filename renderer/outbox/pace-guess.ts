import type { CampaignSummary } from '../../domain/contract.ts';
import { openOf } from '../store/counts.ts';

const [minuteMs, hourMs] = [60_000, 3_600_000];

/** About how many messages go in a minute, or in an hour if that is below one. Null where there is no pace. */
export function rateOf({ gapMs }: CampaignSummary): { per: 'minute' | 'hour'; count: number } | null {
  if (gapMs === null) return null;
  return gapMs <= minuteMs
    ? { per: 'minute', count: aboutAs(minuteMs / gapMs) }
    : { per: 'hour', count: aboutAs(hourMs / gapMs) };
}

/** In two digits: a third would say more than is known. */
function aboutAs(count: number): number {
  return count < 100 ? Math.round(count) : Number(count.toPrecision(2));
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
