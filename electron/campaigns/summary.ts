import type { CampaignView } from '../../db/queries.ts';
import type { Queue } from '../../db/queue.ts';
import type { CampaignSummary } from '../../domain/contract.ts';
import { expectedFinish } from '../../domain/forecast.ts';
import { startOfDay } from '../../domain/pacing.ts';
import type { Clock } from '../ports.ts';

type Parts = { readonly clock: Clock; readonly queue: Queue };

/** A campaign as lists and heads show it, with when it will be done at its present pace. */
export function summarise({ clock, queue }: Parts, view: CampaignView): CampaignSummary {
  const { pending } = view.counts;
  const isOverdue = view.pauseReason === 'overdue';
  const base = { ...view, overdue: isOverdue ? pending : 0 };
  if (view.state !== 'running' || pending === 0) return { ...base, expectedFinishMs: null };
  const nowMs = clock.nowMs();
  const { dailyCap, warmUp, timeZone, startAtMs } = view.schedule;
  const goneOut = {
    handedOverToday: dailyCap === null ? 0 : queue.handedOverSince(view.id, startOfDay(nowMs, timeZone)),
    sendingDays: warmUp === true && view.account !== null ? queue.sendingDays(view.account, timeZone) : [],
  };
  const fromMs = Math.max(nowMs, startAtMs ?? 0);
  return { ...base, expectedFinishMs: expectedFinish(view.schedule, fromMs, pending, goneOut) };
}
