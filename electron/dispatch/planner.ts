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
import type { Account } from '../../domain/state.ts';
import type { StoodStill } from './wakefulness.ts';

/** What the dispatcher does next. */
export type Plan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'send'; readonly message: NextMessage; readonly account: Account }
  | {
      readonly kind: 'wait';
      readonly untilMs: number;
      readonly why: Moment['why'] | 'no_answer';
      readonly campaignId: number;
    }
  | { readonly kind: 'hold'; readonly campaignId: number; readonly why: 'overdue' | 'pilot' | 'other_account' };

type PlanInput = {
  readonly queue: Queue;
  readonly account: Account;
  readonly nowMs: number;
  /** When the account last looked a number up or handed a message over, safe against jumps of the clock: never in the future. */
  readonly lastTurnMs: number | null;
  /** In which order the campaigns had their last turns since the start of the app: the higher, the later. */
  readonly turns: ReadonlyMap<number, number>;
  /** In [0, 1), drawn once for each message, so that asking again does not change the gap. */
  readonly random: number;
  readonly graceMs: number;
  readonly stoodStill: StoodStill | null;
  /** WhatsApp gave no answer for the last number, so that one that was set aside for it tells less than another. */
  readonly prefersOthers: boolean;
};

type Candidate = { readonly campaign: RunningCampaign; readonly message: NextMessage; readonly moment: Moment };
type Wait = Plan & { kind: 'wait' };

/**
 * Of the campaigns whose start, hours, cap and pilot allow, takes the one whose last turn is oldest; then its gap is
 * waited. Pure but for reading the queue: it changes nothing.
 */
export function plan(input: PlanInput): Plan {
  const ready: Candidate[] = [];
  const waits: Wait[] = [];
  for (const campaign of input.queue.runningCampaigns()) {
    const message = input.queue.next(campaign.id, input.nowMs, input.prefersOthers);
    if (!message) {
      const untilMs = input.queue.askedAgainAtMs(campaign.id);
      if (untilMs !== null) waits.push({ kind: 'wait', untilMs, why: 'no_answer', campaignId: campaign.id });
      continue;
    }
    if (campaign.account !== input.account.phone)
      return { kind: 'hold', campaignId: campaign.id, why: 'other_account' };
    if (needsApproval(campaign)) return { kind: 'hold', campaignId: campaign.id, why: 'pilot' };
    const pace = paceOf(input, campaign);
    const moment = nextMoment(pace);
    // Another campaign's gap is not this one's: what allows it by itself is asked without.
    const isAllowed = nextMoment({ ...pace, lastTurnMs: null }).atMs <= input.nowMs;
    if (isAllowed && missedByStandingStill(input, campaign, pace)) {
      return { kind: 'hold', campaignId: campaign.id, why: 'overdue' };
    }
    const waitsForGapOnly = moment.atMs <= input.nowMs || moment.why === 'gap';
    if (isAllowed && waitsForGapOnly) ready.push({ campaign, message, moment });
    else waits.push({ kind: 'wait', untilMs: moment.atMs, why: moment.why, campaignId: campaign.id });
  }
  const chosen = longestWithoutTurn(ready, input.turns);
  if (chosen) return turnOf(chosen, input);
  return (
    waits.reduce<Wait | undefined>((one, other) => (one && one.untilMs <= other.untilMs ? one : other), undefined) ?? {
      kind: 'nothing',
    }
  );
}

/** Those that had no turn since the start of the app go by their last hand-over; of equals, the one started first. */
function longestWithoutTurn(ready: readonly Candidate[], turns: PlanInput['turns']): Candidate | undefined {
  const isEarlier = (one: RunningCampaign, other: RunningCampaign): boolean => {
    const turn = (turns.get(one.id) ?? 0) - (turns.get(other.id) ?? 0);
    return turn === 0 ? (one.lastHandOverMs ?? 0) < (other.lastHandOverMs ?? 0) : turn < 0;
  };
  return ready.reduce<Candidate | undefined>(
    (best, candidate) => (best && !isEarlier(candidate.campaign, best.campaign) ? best : candidate),
    undefined,
  );
}

function turnOf({ campaign, message, moment }: Candidate, { account, nowMs }: PlanInput): Plan {
  return moment.atMs <= nowMs
    ? { kind: 'send', message, account }
    : { kind: 'wait', untilMs: moment.atMs, why: moment.why, campaignId: campaign.id };
}

function needsApproval(campaign: RunningCampaign): boolean {
  const { pilotCount } = campaign.schedule;
  return pilotCount !== null && !campaign.pilotApproved && campaign.handedOver >= pilotCount;
}

function paceOf({ queue, nowMs, lastTurnMs, random }: PlanInput, campaign: RunningCampaign): Pace {
  const { schedule } = campaign;
  // Starting and going on lie in the past by their nature; where the clock says otherwise, it was put back.
  const sinceMs = Math.min(nowMs, Math.max(campaign.startedAtMs, campaign.releasedAtMs ?? 0));
  const readyAtMs = Math.max(sinceMs, schedule.startAtMs ?? 0);
  const handedOverToday = countOfDay(queue, campaign, nowMs);
  const sendingDays = schedule.warmUp === true ? queue.sendingDays(campaign.account, schedule.timeZone) : [];
  const gapMs = drawGapMs(schedule, random);
  return { schedule, readyAtMs, lastTurnMs, gapMs, handedOverToday, sendingDays, nowMs };
}

/**
 * Whether the campaign's next message should have gone while the computer slept or was off, and is late by more than the
 * grace time for that. Waiting for another campaign or for WhatsApp makes nothing overdue.
 */
function missedByStandingStill(
  { queue, stoodStill, graceMs }: PlanInput,
  campaign: RunningCampaign,
  pace: Pace,
): boolean {
  if (stoodStill === null) return false;
  const dueAtMs = dueMs(queue, campaign, pace);
  return isOverdue(Math.max(dueAtMs, stoodStill.fromMs), stoodStill.toMs, graceMs);
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
