import type { NextMessage, Queue, RunningCampaign } from '../../db/queue.ts';
import {
  drawGapMs,
  dueSince,
  isOverdue,
  type Moment,
  nextMoment,
  type Pace,
  startOfDay,
  startOfNextDay,
} from '../../domain/pacing.ts';

/** What the dispatcher does next. */
export type Plan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'send'; readonly message: NextMessage }
  | {
      readonly kind: 'wait';
      readonly untilMs: number;
      readonly why: Moment['why'];
      readonly campaignId: number;
    }
  | { readonly kind: 'hold'; readonly campaignId: number; readonly why: 'overdue' | 'pilot' | 'other_account' };

type PlanInput = {
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
    if (moment.atMs <= input.nowMs && isOverdue(dueMs(input.queue, campaign, pace), input.nowMs, input.graceMs)) {
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

function paceOf({ queue, nowMs, lastHandOverMs, random }: PlanInput, campaign: RunningCampaign): Pace {
  const { schedule } = campaign;
  // Starting and going on lie in the past by their nature; where the clock says otherwise, it was put back.
  const sinceMs = Math.min(nowMs, Math.max(campaign.startedAtMs, campaign.releasedAtMs ?? 0));
  const readyAtMs = Math.max(sinceMs, schedule.startAtMs ?? 0);
  const handedOverToday = countOfDay(queue, campaign, nowMs);
  const sendingDays = schedule.warmUp === true ? queue.sendingDays(campaign.account, schedule.timeZone) : [];
  const gapMs = drawGapMs(schedule, random);
  return { schedule, readyAtMs, lastHandOverMs, gapMs, handedOverToday, sendingDays, nowMs };
}

/** When the campaign's next message should have gone: after its last one, or the next day where the cap was reached. */
function dueMs(queue: Queue, campaign: RunningCampaign, pace: Pace): number {
  const { schedule, lastHandOverMs } = campaign;
  const isCapped =
    schedule.dailyCap !== null &&
    lastHandOverMs !== null &&
    countOfDay(queue, campaign, lastHandOverMs) >= schedule.dailyCap;
  const readyAtMs = isCapped
    ? Math.max(pace.readyAtMs, startOfNextDay(lastHandOverMs, schedule.timeZone))
    : pace.readyAtMs;
  return dueSince({ ...pace, readyAtMs }, lastHandOverMs);
}

function countOfDay(queue: Queue, { id, schedule }: RunningCampaign, atMs: number): number {
  return schedule.dailyCap === null ? 0 : queue.handedOverSince(id, startOfDay(atMs, schedule.timeZone));
}
