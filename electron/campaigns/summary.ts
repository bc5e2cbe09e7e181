import type { CampaignRow } from '../../db/campaign-rows.ts';
import type { Queue } from '../../db/queue.ts';
import type { CampaignSummary } from '../../domain/contract.ts';
import { expectedFinish } from '../../domain/forecast.ts';
import { startOfDay } from '../../domain/pacing.ts';
import type { Clock } from '../ports.ts';

type Parts = { readonly clock: Clock; readonly queue: Queue };

/** A campaign as lists and headers show it, with when it will be done at its present pace. */
export function summarise(parts: Parts, row: CampaignRow): CampaignSummary {
  const { id, name, state, pauseReason, account, createdAtMs, startedAtMs, finishedAtMs, schedule, counts } = row;
  return {
    ...{ id, name, state, pauseReason, account, createdAtMs, startedAtMs, finishedAtMs, schedule, counts },
    total: counts.pending + counts.sending + counts.sent + counts.notSent + counts.notConfirmed + counts.cancelled,
    expectedFinishMs: expectedFinishMs(parts, row),
    overdue: pauseReason === 'overdue' ? counts.pending : 0,
  };
}

function expectedFinishMs(
  { clock, queue }: Parts,
  { id, state, account, schedule, counts }: CampaignRow,
): number | null {
  if (state !== 'running' || counts.pending === 0) return null;
  const nowMs = clock.nowMs();
  const { dailyCap, warmUp, timeZone, startAtMs } = schedule;
  const goneOut = {
    handedOverToday: dailyCap === null ? 0 : queue.handedOverSince(id, startOfDay(nowMs, timeZone)),
    sendingDays: warmUp === true && account !== null ? queue.sendingDays(account, timeZone) : [],
  };
  return expectedFinish(schedule, Math.max(nowMs, startAtMs ?? 0), counts.pending, goneOut);
}
