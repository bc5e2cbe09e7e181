import { DateTime } from 'luxon';
import type { CampaignRow } from '../../../db/campaigns/campaign-rows.ts';
import type { Stores } from '../../../db/stores.ts';
import type { UntoldOutcome, UntoldOutcomes } from '../../../db/team/outcomes.ts';
import { isHeldByTeam } from '../../../domain/campaign.ts';
import { limits } from '../../../domain/limits.ts';
import { dayOf, warmUpRoom } from '../../../domain/schedule/pacing.ts';
import type { CampaignParts } from '../../campaigns/parts.ts';
import { finishCancel } from '../../campaigns/run.ts';
import { templateScope } from '../../dispatch/text-scope.ts';
import type { Log } from '../../ports.ts';
import { doubt, hasErased, type OutcomeTold, type Progress, progress, take, tellOutcomes } from '../calls.ts';
import type { TeamKeys } from '../keys.ts';
import { type DrawnPerson, isOfAnotherApp, openPerson, sealKnown, sealWords } from './drawn.ts';
import type { TeamLink } from './link.ts';

export type RoundParts = CampaignParts &
  Pick<Stores, 'notices' | 'untoldOutcomes'> & {
    readonly log: Log;
    /** Erases a person from this computer. False where that is not possible now, as while a message is on its way. */
    readonly eraseHere: (phone: string) => Promise<boolean>;
  };

/** Runs after each news of the team: applies the state of its campaigns here, and takes a few more people of each. */
export async function roundOf(parts: RoundParts, team: TeamLink): Promise<void> {
  for (const { id } of parts.campaigns.ofTeam()) {
    const row = parts.campaigns.get(id);
    if (row === undefined) continue;
    // A campaign that the database no longer knows is held: nothing of it is granted, and others would wait behind it.
    const state = team.campaigns.find(({ uid }) => uid === row.uid)?.state ?? 'lost';
    await follow(parts, row, state);
    if (state !== 'cancelled' && row.team === 'open') await exchange(parts, team, id);
  }
  await tellOutcomesOf(parts.untoldOutcomes, team);
  await eraseWithTeam(parts, team);
}

/** Erases people here who were erased on another computer. Those not erasable now come again with the next news. */
async function eraseWithTeam({ eraseHere }: RoundParts, team: TeamLink): Promise<void> {
  for (const { id, sealed } of team.toErase) {
    const phone = team.keys.open('erased', Buffer.from(sealed, 'base64'));
    if (phone !== null && (await eraseHere(phone))) await hasErased(team.connection, id);
  }
}

type StateInTeam = TeamLink['campaigns'][number]['state'] | 'lost';

async function follow(parts: RoundParts, row: CampaignRow, state: StateInTeam): Promise<void> {
  const { campaigns, clock, changes, nudge } = parts;
  const { id, pauseReason } = row;
  const nowMs = clock.nowMs();
  if (state === 'cancelled') {
    campaigns.endOfTeam(id);
    campaigns.cancel(id, nowMs);
    return finishCancel(parts, id);
  }
  const isHeld = isHeldByTeam(pauseReason);
  if (state === 'running') {
    if (!isHeld || !campaigns.move(id, 'paused', 'running', nowMs)) return;
    campaigns.releaseOverdue(id, nowMs);
  } else {
    const why = state === 'lost' ? 'team_lost' : 'team';
    if (pauseReason === why || !campaigns.move(id, isHeld ? 'paused' : 'running', 'paused', nowMs, why)) return;
  }
  changes.campaign(id);
  // Also where the team is held: people who waited for it are handled now.
  nudge();
}

/** Tells who will not be asked for, takes the next people, and checks whether any are left. */
async function exchange(parts: RoundParts, team: TeamLink, id: number): Promise<void> {
  let ended: readonly number[] = [];
  let left = 0;
  do {
    const row = parts.campaigns.get(id);
    if (row === undefined) return;
    const known = parts.campaigns.people.waiting(id);
    const taken = await take(team.connection, row.uid, mostOf(parts, row), { ended, known });
    if (!taken.ok) return;
    const places = taken.value.map(({ place }) => place);
    const people: DrawnPerson[] = [];
    const unreadable: number[] = [];
    for (const { place, sealed } of taken.value) {
      if (sealed === null) continue;
      const whose = { campaign: row.uid, place };
      const person = openPerson(team.keys, whose, sealed);
      if (person !== null) people.push(person);
      // A person whose row cannot be read here cannot be sent to from anywhere, unless it was sealed by an app with
      // another format.
      else if (!isOfAnotherApp(team.keys, whose, sealed)) unreadable.push(place);
    }
    takeIn(parts, row, people);
    ended = [...unreadable, ...parts.campaigns.people.ended(id, places)];
    left = places.length;
  } while (ended.length > 0);
  if (left === 0) await lookForEnd(parts, team, id);
}

/**
 * How many people of the campaign this computer may have: a few at a time, and only as many as it can send to today,
 * since another may send to the others. People who wait for an account that stands still take no room of other
 * accounts. Null where this computer stands still: then the team gives its people to the others after a while.
 */
function mostOf({ campaigns: { people }, queue, clock }: RoundParts, row: CampaignRow): number | null {
  if (people.standsStill(row)) return null;
  const { id, schedule } = row;
  const nowMs = clock.nowMs();
  const today = dayOf(nowMs, schedule.timeZone);
  const rooms = people.accountsOfNext(row).map((account) => {
    const cap = (schedule.dailyCap ?? Number.POSITIVE_INFINITY) - queue.handedOverOn(id, today, account);
    const warmUp = warmUpRoom(schedule, nowMs, queue.sendingDays(account, schedule.timeZone));
    return Math.max(0, Math.min(cap, warmUp));
  });
  const room = rooms.reduce((sum, one) => sum + one, 0) - people.onTheirWay(id);
  return Math.max(0, Math.min(limits.teamTakePeople, room)) + people.heldByAccounts(row);
}

function takeIn({ campaigns, clock, changes, nudge }: RoundParts, row: CampaignRow, people: DrawnPerson[]): void {
  if (campaigns.people.takeIn(row.id, people, templateScope(row), clock.nowMs()) === 0) return;
  changes.campaign(row.id);
  changes.manyMessages();
  nudge();
}

async function lookForEnd(parts: RoundParts, team: TeamLink, id: number): Promise<void> {
  const { campaigns, clock, changes } = parts;
  const uid = campaigns.get(id)?.uid ?? '';
  const asked = await progress(team.connection, uid);
  if (!asked.ok || asked.value === null) return;
  await doubtUnknown(campaigns, team, { id, uid, members: asked.value.members });
  if (!isOver(asked.value)) return;
  campaigns.endOfTeam(id);
  letOthersGo(parts, id);
  for (const ended of campaigns.finishDone(clock.nowMs())) changes.campaign(ended);
  changes.campaign(id);
}

/**
 * The people who wait here belong to another computer by now, which the message says when they are asked for: they are
 * not asked about as overdue.
 */
function letOthersGo({ campaigns, clock, nudge }: RoundParts, id: number): void {
  if (campaigns.get(id)?.pauseReason !== 'overdue' || campaigns.people.isQueuedAgain(id)) return;
  campaigns.releaseOverdue(id, clock.nowMs());
  campaigns.move(id, 'paused', 'running', clock.nowMs());
  nudge();
}

/** Reports people whom an earlier state of this data reserved: it has nobody left, and the team waits for its word. */
async function doubtUnknown(
  { people }: RoundParts['campaigns'],
  team: TeamLink,
  { id, uid, members }: Pick<Progress, 'members'> & { readonly id: number; readonly uid: string },
): Promise<void> {
  const me = team.members().find(({ isMe }) => isMe)?.id;
  const reserved = members.find(({ member }) => member === me)?.reserved ?? 0;
  const known = people.askedFor(id);
  if (reserved > known.length) await doubt(team.connection, uid, known);
}

/** Whether everybody of the campaign was sent to, or will not be. */
export function isOver({ people, members }: Progress): boolean {
  return members.reduce((sum, { closed, unconfirmed, sent }) => sum + closed + unconfirmed + sent, 0) >= people;
}

/** Tells the team the new results of its people here. What cannot be told now is told with the next news. */
async function tellOutcomesOf(untold: UntoldOutcomes, team: TeamLink): Promise<void> {
  for (let some = untold.next(limits.teamTellBatch); some.length > 0; some = untold.next(limits.teamTellBatch)) {
    const told = some.map((one) => sealedOf(team.keys, one));
    const done = await tellOutcomes(team.connection, told);
    if (!done.ok) return;
    untold.confirm(some);
  }
}

function sealedOf(keys: TeamKeys, one: UntoldOutcome): OutcomeTold {
  const { campaign, place, account, outcome, reply, known, atMs, timeZone, repliedAtMs } = one;
  const { replies, ...rest } = known;
  const day = DateTime.fromMillis(atMs, { zone: timeZone }).toFormat('yyyy-MM-dd');
  return {
    campaign,
    place,
    day,
    status: outcome,
    reply,
    account: keys.account(account),
    number: keys.seal('account', account),
    sealed: sealKnown(keys, one, { ...rest, replies: null, day }),
    words: replies === null ? null : sealWords(keys, one, replies),
    repliedAt: repliedAtMs === null ? null : new Date(repliedAtMs).toISOString(),
  };
}
