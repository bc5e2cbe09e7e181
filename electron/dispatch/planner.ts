import type { NextMessage, NextOfGroup, Queue, RunningCampaign } from '../../db/messages/queue.ts';
import { assert } from '../../domain/result.ts';
import { openHours, type Place, placeOfHours } from '../../domain/schedule/hours.ts';
import {
  dayOf,
  drawGapMs,
  dueSince,
  isOverdue,
  isPilotOut,
  type Moment,
  nextMoment,
  type Pace,
  startOfNextDay,
} from '../../domain/schedule/pacing.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Given } from '../ports.ts';
import type { Turns } from './turns.ts';
import type { StoodStill } from './wakefulness.ts';

export type Plan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'send'; readonly message: NextMessage; readonly account: Account }
  | {
      readonly kind: 'wait';
      readonly untilMs: number;
      readonly why: Moment['why'];
      readonly campaignId: number;
      /** The country whose people's hours are waited for; null where the wait is not for such hours. */
      readonly country: string | null;
    }
  | { readonly kind: 'hold'; readonly campaignId: number; readonly why: 'overdue' | 'pilot' | 'other_account' };

export type PlanInput = Given<'isHere'> & {
  readonly queue: Pick<Queue, 'runningCampaigns' | 'nextOfEach' | 'message' | 'handedOverOn' | 'sendingDays'>;
  readonly account: Account;
  readonly nowMs: number;
  readonly turns: Pick<Turns, 'of' | 'ofAccount'>;
  readonly graceMs: number;
  readonly stoodStill: StoodStill | null;
  /** Whether it is the turn of a message that was set aside, although others were never asked for. */
  readonly isTurnOfSetAside: (campaignId: number) => boolean;
};

/** People whose numbers give the same place: the next of them, and where their hours are counted. */
type Group = NextOfGroup & { readonly place: Place } & ReturnType<typeof ownTimeOf>;
/** A campaign and the people who wait in it, of all accounts. */
type Waiting = { readonly campaign: RunningCampaign; readonly groups: readonly Group[] };
/** A campaign with people who wait, and what decides when its next message may go. */
type Candidate = {
  readonly campaign: RunningCampaign;
  readonly groups: readonly Group[];
  readonly pace: Pace;
  /** When the message may go by every rule except the gaps. */
  readonly allowed: Moment;
};
type Planned = Candidate & { readonly moment: Moment };
type Hold = Plan & { kind: 'hold' };

/**
 * Of the campaigns whose start, hours, cap, pilot and own gap allow a message, takes the one whose last turn is oldest;
 * if none may send yet, waits for the first that may. Campaigns with own times go first. It only reads the queue.
 */
export function plan(input: PlanInput): Plan {
  const campaigns = input.queue
    .runningCampaigns(input.nowMs, input.account.phone)
    .map((campaign) => ({ campaign, groups: groupsOf(input, campaign) }));
  const candidates = campaigns.flatMap((waiting) => candidateOf(input, waiting) ?? []);
  const hold = firstStranded(input, campaigns) ?? firstHold(input, candidates);
  if (hold) return hold;
  const open = candidates.filter(({ allowed }) => allowed.atMs <= input.nowMs);
  const accountFreeAtMs = freeAt(input, open);
  const planned = candidates.map((candidate) => ({
    ...candidate,
    moment: nextMoment({ ...candidate.pace, accountFreeAtMs }),
  }));
  const next = planned.filter(({ moment }) => moment.atMs <= input.nowMs);
  const [chosen] = next.sort(
    (one, other) =>
      Number(hasOwnTimes(other)) - Number(hasOwnTimes(one)) ||
      (one.pace.lastTurnMs ?? 0) - (other.pace.lastTurnMs ?? 0),
  );
  if (chosen) return turnOf(chosen, input);
  const [first] = planned.sort((one, other) => one.moment.atMs - other.moment.atMs);
  return first ? waitFor(first) : { kind: 'nothing' };
}

/** A campaign with messages that may go, but from no account of this computer. */
function firstStranded({ isHere }: PlanInput, campaigns: readonly Waiting[]): Hold | undefined {
  const stranded = campaigns.find(
    ({ groups }) => groups.some(isReady) && !groups.some(({ account }) => isHere(account)),
  );
  return stranded && { kind: 'hold', campaignId: stranded.campaign.id, why: 'other_account' };
}

function candidateOf(input: PlanInput, { campaign, groups: all }: Waiting): Candidate | null {
  const groups = all.filter(({ account }) => account === input.account.phone);
  if (groups.length === 0) return null;
  const pace = paceOf(input, campaign, groups);
  return { campaign, groups, pace, allowed: nextMoment({ ...pace, lastTurnMs: null }) };
}

function firstHold(input: PlanInput, candidates: readonly Candidate[]): Hold | undefined {
  const withSomebody = candidates.filter(({ groups }) => groups.some(isReady));
  return withSomebody.flatMap((candidate) => holdOf(input, candidate) ?? [])[0];
}

/** Whether messages of the campaign have their own times: what can be too late does not wait for what cannot. */
function hasOwnTimes({ groups }: Candidate): boolean {
  return groups.some((group) => group.nextDueAtMs !== null || group.askedAgainHasOwnTime === 1);
}

function holdOf(input: PlanInput, candidate: Candidate): Hold | null {
  const { campaign, pace, allowed } = candidate;
  const { schedule, pilotApproved: isApproved, handedOver } = campaign;
  if (isPilotOut(schedule, { isApproved, handedOver })) return { kind: 'hold', campaignId: campaign.id, why: 'pilot' };
  // A message with a time of its own is late only after its own latest moment.
  const isMissed =
    allowed.atMs <= input.nowMs && !hasOwnTimes(candidate) && missedByStandingStill(input, campaign, pace);
  return isMissed ? { kind: 'hold', campaignId: campaign.id, why: 'overdue' } : null;
}

/** When the account's next turn is: after the smallest gap of campaigns that may send. Many make it no faster. */
function freeAt({ turns, account, nowMs }: PlanInput, open: readonly Candidate[]): number {
  const { atMs, random } = turns.ofAccount(account.phone, nowMs);
  if (atMs === null || open.length === 0) return 0;
  return atMs + Math.min(...open.map(({ campaign }) => drawGapMs(campaign.schedule, random)));
}

/** The people of a campaign who may be next: nobody with unknown hours or waiting for the operator's answer. */
function groupsOf({ queue, nowMs }: PlanInput, { id, schedule }: RunningCampaign): Group[] {
  return queue
    .nextOfEach(id, nowMs)
    .map((next) => ({ ...next, ...ownTimeOf(next, nowMs) }))
    .filter((next) => isReady(next) || next.notBefore !== null)
    .map((next) => ({ ...next, place: placeOfHours(schedule, next, nowMs) }))
    .filter(({ place }) => place.zones.length > 0);
}

function isReady({ nextId, dueId }: Pick<NextOfGroup, 'nextId' | 'dueId'>): boolean {
  return nextId !== null || dueId !== null;
}

/** A message whose own time has not come is not next, but is waited for. */
function ownTimeOf({ nextId, nextDueAtMs, askedAgainAtMs }: NextOfGroup, nowMs: number) {
  const isAhead = nextDueAtMs !== null && nextDueAtMs > nowMs;
  const waits: NonNullable<Pace['waiting'][number]['notBefore']>[] = [];
  if (isAhead) waits.push({ atMs: nextDueAtMs, why: 'own_time' });
  if (askedAgainAtMs !== null) waits.push({ atMs: askedAgainAtMs, why: 'no_answer' });
  const [notBefore = null] = waits.sort((one, other) => one.atMs - other.atMs);
  return { nextId: isAhead ? null : nextId, notBefore };
}

/**
 * The next message among people whose hours are open: the one whose own time came first, then the one whose hours end
 * first, then one that was set aside and whose time has come. In the turn of those set aside, the order is reversed.
 */
function firstOf({ campaign, groups }: Candidate, { nowMs, isTurnOfSetAside }: PlanInput): number {
  const { window } = campaign.schedule;
  const open = groups.flatMap((group) => {
    const hours = window === null ? always : openHours(nowMs, window, group.place.zones);
    return hours !== null && hours.opensMs <= nowMs ? [{ ...group, ...hours }] : [];
  });
  const [due] = open
    .filter(({ dueId }) => dueId !== null)
    .sort((one, other) => Number(one.askedAgainAtMs) - Number(other.askedAgainAtMs));
  const [next] = open
    .filter(({ nextId }) => nextId !== null)
    .sort(
      (one, other) =>
        Number(one.nextDueAtMs) - Number(other.nextDueAtMs) ||
        one.closesMs - other.closesMs ||
        Number(one.nextId) - Number(other.nextId),
    );
  const ids = [next?.nextId, due?.dueId].flatMap((id) => id ?? []);
  // The campaign was chosen because somebody's hours are open, so there is an id.
  return Number(isTurnOfSetAside(campaign.id) ? ids.at(-1) : ids[0]);
}
const always = { opensMs: 0, closesMs: 0 };

function waitFor({ campaign, moment: { atMs, why, country = null } }: Planned): Plan {
  return { kind: 'wait', untilMs: atMs, why, campaignId: campaign.id, country };
}

function turnOf(candidate: Candidate, input: PlanInput): Plan {
  const message = input.queue.message(firstOf(candidate, input));
  assert(message, 'whoever may go waits');
  return { kind: 'send', message, account: input.account };
}

function paceOf(input: PlanInput, campaign: RunningCampaign, groups: readonly Group[]): Pace {
  const { queue, account, nowMs, turns } = input;
  const { schedule } = campaign;
  // A start or a release lies in the past; where the clock says otherwise, it was put back.
  const sinceMs = Math.min(nowMs, Math.max(campaign.startedAtMs, campaign.releasedAtMs ?? 0));
  const readyAtMs = Math.max(sinceMs, schedule.startAtMs ?? 0);
  const handedOverToday = countOfDay(input, campaign, nowMs);
  const sendingDays = schedule.warmUp === true ? queue.sendingDays(account.phone, schedule.timeZone) : [];
  const turn = turns.of(campaign, nowMs);
  const gapMs = drawGapMs(schedule, turn.random);
  const waiting = groups.map((group) => ({
    country: group.place.why === 'theirs' ? group.country : null,
    zones: group.place.zones,
    notBefore: isReady(group) ? null : group.notBefore,
  }));
  return {
    schedule,
    waiting,
    readyAtMs,
    lastTurnMs: turn.atMs,
    gapMs,
    accountFreeAtMs: 0,
    handedOverToday,
    sendingDays,
    nowMs,
  };
}

/**
 * Whether the campaign's next message should have gone while the computer slept or was off, and is now late by more
 * than the grace time. Waiting for another campaign or for WhatsApp makes nothing overdue.
 */
function missedByStandingStill(input: PlanInput, campaign: RunningCampaign, pace: Pace): boolean {
  const { stoodStill, graceMs } = input;
  if (stoodStill === null) return false;
  const dueAtMs = dueMs(input, campaign, pace);
  return isOverdue(Math.max(dueAtMs, stoodStill.fromMs), stoodStill.toMs, graceMs);
}

/** When the campaign's next message should have gone: a gap after the last, or the next day if the cap was reached. */
function dueMs(input: PlanInput, campaign: RunningCampaign, pace: Pace): number {
  const { schedule, lastHandOverMs } = campaign;
  const isCapped =
    schedule.dailyCap !== null &&
    lastHandOverMs !== null &&
    countOfDay(input, campaign, lastHandOverMs) >= schedule.dailyCap;
  const readyAtMs = isCapped
    ? Math.max(pace.readyAtMs, startOfNextDay(lastHandOverMs, schedule.timeZone))
    : pace.readyAtMs;
  return dueSince({ ...pace, readyAtMs }, lastHandOverMs);
}

function countOfDay({ queue, account }: PlanInput, { id, schedule }: RunningCampaign, atMs: number): number {
  return schedule.dailyCap === null ? 0 : queue.handedOverOn(id, dayOf(atMs, schedule.timeZone), account.phone);
}
