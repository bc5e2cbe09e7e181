import type { NextMessage, Queue, RunningCampaign } from '../../db/queue.ts';
import { drawGapMs, dueSince, isOverdue, nextMoment, startOfDay } from '../../domain/pacing.ts';

/** What the dispatcher does next. */
export type Plan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'send'; readonly message: NextMessage }
  | {
      readonly kind: 'wait';
      readonly untilMs: number;
      readonly why: 'start' | 'gap' | 'window' | 'cap';
      readonly campaignId: number;
    }
  | { readonly kind: 'hold'; readonly campaignId: number; readonly why: 'overdue' | 'pilot' | 'other_account' };

export type PlanInput = {
  readonly queue: Queue;
  readonly account: string;
  readonly nowMs: number;
  /** When the account last handed a message over, safe against jumps of the clock: never in the future. */
  readonly lastHandOverMs: number | null;
  /** In [0, 1), drawn once for each message, so that asking again does not change the gap. */
  readonly random: number;
  readonly graceMs: number;
};

/** Finds the campaign whose message may go first. Pure but for reading the queue: it changes nothing. */
export function plan(input: PlanInput): Plan {
  let earliest: (Plan & { kind: 'wait' | 'send' }) | undefined;
  let earliestAtMs = Number.POSITIVE_INFINITY;
  for (const campaign of input.queue.runningCampaigns()) {
    const message = input.queue.next(campaign.id);
    if (!message) continue;
    if (campaign.account !== input.account) return { kind: 'hold', campaignId: campaign.id, why: 'other_account' };
    if (needsApproval(campaign)) return { kind: 'hold', campaignId: campaign.id, why: 'pilot' };
    const pace = paceOf(input, campaign);
    const moment = nextMoment(pace);
    if (moment.atMs <= input.nowMs && isOverdue(dueSince(pace, campaign.lastHandOverMs), input.nowMs, input.graceMs)) {
      return { kind: 'hold', campaignId: campaign.id, why: 'overdue' };
    }
    if (moment.atMs >= earliestAtMs) continue;
    earliestAtMs = moment.atMs;
    earliest =
      moment.atMs <= input.nowMs
        ? { kind: 'send', message }
        : { kind: 'wait', untilMs: moment.atMs, why: moment.why, campaignId: campaign.id };
  }
  return earliest ?? { kind: 'nothing' };
}

function needsApproval(campaign: RunningCampaign): boolean {
  const { pilotCount } = campaign.schedule;
  return pilotCount !== null && !campaign.pilotApproved && campaign.handedOver >= pilotCount;
}

function paceOf({ queue, nowMs, lastHandOverMs, random }: PlanInput, campaign: RunningCampaign) {
  const { schedule } = campaign;
  const readyAtMs = Math.max(campaign.startedAtMs, schedule.startAtMs ?? 0, campaign.releasedAtMs ?? 0);
  const handedOverToday =
    schedule.dailyCap === null ? 0 : queue.handedOverSince(campaign.id, startOfDay(nowMs, schedule.timeZone));
  return { schedule, readyAtMs, lastHandOverMs, gapMs: drawGapMs(schedule, random), handedOverToday, nowMs };
}
