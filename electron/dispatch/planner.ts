import type { NextMessage, NextOfCountry, Queue, RunningCampaign } from '../../db/queue.ts';
import { openHours, type Place, placeOfHours } from '../../domain/hours.ts';
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
import { assert } from '../../domain/result.ts';
import type { Account } from '../../domain/state.ts';
import type { StoodStill } from './wakefulness.ts';

/** What the dispatcher does next. */
export type Plan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'send'; readonly message: NextMessage; readonly account: Account }
  | {
      readonly kind: 'wait';
      readonly untilMs: number;
      readonly why: Moment['why'];
      readonly campaignId: number;
      /** Of which country those are whose own hours are waited for; null where it is for no such hours. */
      readonly country: string | null;
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

/** People of one country, who of them is next, and where their hours are counted. */
type Group = NextOfCountry & { readonly place: Place };
type Candidate = { readonly campaign: RunningCampaign; readonly groups: readonly Group[]; readonly moment: Moment };
type Wait = Plan & { kind: 'wait' };
type Hold = Plan & { kind: 'hold' };

/**
 * Of the campaigns whose start, hours, cap and pilot allow, takes the one whose last turn is oldest; then its gap is
 * waited. Pure but for reading the queue: it changes nothing.
 */
export function plan(input: PlanInput): Plan {
  const ready: Candidate[] = [];
  const waits: Wait[] = [];
  for (const campaign of input.queue.runningCampaigns()) {
    const next = planOf(input, campaign);
    if (next === null) continue;
    if ('kind' in next && next.kind === 'hold') return next;
    if ('kind' in next) waits.push(next);
    else ready.push(next);
  }
  const chosen = longestWithoutTurn(ready, input.turns);
  if (chosen) return turnOf(chosen, input);
  return (
    waits.reduce<Wait | undefined>((one, other) => (one && one.untilMs <= other.untilMs ? one : other), undefined) ?? {
      kind: 'nothing',
    }
  );
}

/** What one campaign has: somebody who may go, something that it waits for, a reason to hold it, or nobody left. */
function planOf(input: PlanInput, campaign: RunningCampaign): Candidate | Wait | Hold | null {
  const groups = groupsOf(input, campaign);
  if (groups.length === 0) return null;
  const ready = groups.filter(isReady);
  const pace = paceOf(input, campaign, groups);
  const moment = nextMoment(pace);
  if (ready.length === 0) return waitFor(campaign, moment);
  if (campaign.account !== input.account.phone) return { kind: 'hold', campaignId: campaign.id, why: 'other_account' };
  if (needsApproval(campaign)) return { kind: 'hold', campaignId: campaign.id, why: 'pilot' };
  // Another campaign's gap is not this one's: what allows it by itself is asked without.
  const isAllowed = nextMoment({ ...pace, lastTurnMs: null }).atMs <= input.nowMs;
  if (isAllowed && missedByStandingStill(input, campaign, paceOf(input, campaign, ready)))
    return { kind: 'hold', campaignId: campaign.id, why: 'overdue' };
  const waitsForGapOnly = moment.atMs <= input.nowMs || moment.why === 'gap';
  return isAllowed && waitsForGapOnly ? { campaign, groups: ready, moment } : waitFor(campaign, moment);
}

/** Who waits in a campaign and may be next, by country; not who waits for the operator's answer. */
function groupsOf({ queue, nowMs }: PlanInput, { id, schedule }: RunningCampaign): Group[] {
  return queue
    .nextOfEach(id, nowMs)
    .filter((next) => isReady(next) || next.askedAgainAtMs !== null)
    .map((next) => ({ ...next, place: placeOfHours(schedule, next.country, nowMs) }));
}

function isReady({ nextId, dueId }: NextOfCountry): boolean {
  return nextId !== null || dueId !== null;
}

/**
 * Of those whose hours are open, whoever was set aside and whose time has come, else the first of those whose hours end
 * first; with `prefersOthers` the other way round.
 */
function firstOf({ campaign, groups }: Candidate, { nowMs, prefersOthers }: PlanInput): number {
  const { window } = campaign.schedule;
  const open = groups
    .map((group) => ({ ...group, ...(window === null ? always : openHours(nowMs, window, group.place.zones)) }))
    .filter(({ opensMs }) => opensMs <= nowMs);
  const [due] = open
    .filter(({ dueId }) => dueId !== null)
    .sort((one, other) => Number(one.askedAgainAtMs) - Number(other.askedAgainAtMs));
  const [next] = open
    .filter(({ nextId }) => nextId !== null)
    .sort((one, other) => one.closesMs - other.closesMs || Number(one.nextId) - Number(other.nextId));
  const ids = [due?.dueId, next?.nextId].flatMap((id) => id ?? []);
  // Somebody's hours are open: that is how the campaign came to be chosen.
  return Number(prefersOthers ? ids.at(-1) : ids[0]);
}
const always = { opensMs: 0, closesMs: 0 };

function waitFor({ id }: RunningCampaign, { atMs, why, country = null }: Moment): Wait {
  return { kind: 'wait', untilMs: atMs, why, campaignId: id, country };
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

function turnOf(candidate: Candidate, input: PlanInput): Plan {
  if (candidate.moment.atMs > input.nowMs) return waitFor(candidate.campaign, candidate.moment);
  const message = input.queue.message(firstOf(candidate, input));
  assert(message, 'whoever may go waits');
  return { kind: 'send', message, account: input.account };
}

function needsApproval(campaign: RunningCampaign): boolean {
  const { pilotCount } = campaign.schedule;
  return pilotCount !== null && !campaign.pilotApproved && campaign.handedOver >= pilotCount;
}

function paceOf(
  { queue, nowMs, lastTurnMs, random }: PlanInput,
  campaign: RunningCampaign,
  groups: readonly Group[],
): Pace {
  const { schedule } = campaign;
  // Starting and going on lie in the past by their nature; where the clock says otherwise, it was put back.
  const sinceMs = Math.min(nowMs, Math.max(campaign.startedAtMs, campaign.releasedAtMs ?? 0));
  const readyAtMs = Math.max(sinceMs, schedule.startAtMs ?? 0);
  const handedOverToday = countOfDay(queue, campaign, nowMs);
  const sendingDays = schedule.warmUp === true ? queue.sendingDays(campaign.account, schedule.timeZone) : [];
  const gapMs = drawGapMs(schedule, random);
  const waiting = groups.map((group) => ({
    country: group.place.why === 'theirs' ? group.country : null,
    zones: group.place.zones,
    askedAgainAtMs: isReady(group) ? null : group.askedAgainAtMs,
  }));
  return { schedule, waiting, readyAtMs, lastTurnMs, gapMs, handedOverToday, sendingDays, nowMs };
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
