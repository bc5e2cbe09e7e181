import type { MoveGroup } from '../../db/messages/moves.ts';
import type { MessageTarget, Moving } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { SenderChooser } from '../../domain/schedule/sent-from.ts';
import { tally } from '../../domain/tally.ts';
import type { Answer, CommandOf } from '../commands.ts';
import { doToMany, idsOf } from './many.ts';
import type { MessageParts } from './parts.ts';

/** What would happen to messages that are moved to another account; changes nothing. */
export async function readMoving(parts: MessageParts, target: MessageTarget): Answer<Moving> {
  const groups = parts.moves.groups(await idsOf(parts, target));
  const movable = groups.filter(({ isMovable }) => isMovable);
  const from = peopleOf(movable, ({ account }) => [account]);
  const chats = peopleOf(movable, ({ account, movedFrom }) => [account, ...movedFrom]);
  const standing = await Promise.all(chats.map(({ phone }) => parts.canReadOldChats(phone)));
  const left = groups.filter(({ isMovable }) => !isMovable).reduce((sum, { people }) => sum + people, 0);
  return succeed({ from, stay: left + inDoubt(parts, target), unread: chats.filter((_, place) => !standing[place]) });
}

/** Moves messages that wait and have not left. Campaigns that stood still because they had no account go on. */
export const moveMessages: CommandOf<'message:move', MessageParts> = async (parts, { target, to, unread }) => {
  const { moves, campaigns, clock } = parts;
  if (!to.every(parts.isHere)) return refuse('not_allowed_now');
  const choosers = new Map<number, SenderChooser | null>();
  const evenly = (campaignId: number): string => {
    if (!choosers.has(campaignId))
      choosers.set(campaignId, campaigns.people.sharedBetween(campaignId, to, clock.nowMs()));
    return choosers.get(campaignId)?.choose({ cells: [], last: null }).phone ?? to[0] ?? '';
  };
  let changed = 0;
  let seen = 0;
  const stranded = new Set<number>();
  const stopped = await doToMany(parts, 'move', target, (ids) => {
    const wanted = moves.campaignsOf(ids).map(({ id, campaignId }) => ({ id, to: evenly(campaignId), unread }));
    for (const id of moves.stranded(ids)) stranded.add(id);
    seen += ids.length;
    changed += moves.move(wanted, 'operator', clock.nowMs());
  });
  if (stopped === null) return refuse('not_allowed_now');
  for (const id of stranded) goOn(parts, id);
  return succeed({ changed, stayed: seen - changed, stopped });
};

/** Lets a campaign go on that stood still without an account: what is overdue by that goes from now on, at its pace. */
function goOn({ campaigns, clock, changes, nudge }: MessageParts, id: number): void {
  campaigns.releaseOverdue(id, clock.nowMs());
  campaigns.move(id, 'paused', 'running', clock.nowMs());
  changes.campaign(id);
  nudge();
}

/** How many messages of an account under a filter may have left: they stay, and the operator is told. */
function inDoubt({ pages }: MessageParts, target: MessageTarget): number {
  if ('ids' in target || target.filter.account === null) return 0;
  return pages.count({ ...target.filter, tab: 'failed', certainty: 'not_confirmed' }) ?? 0;
}

function peopleOf(groups: readonly MoveGroup[], accountsOf: (group: MoveGroup) => readonly string[]): Moving['from'] {
  const people = new Map<string, number>();
  for (const group of groups) for (const phone of new Set(accountsOf(group))) tally(people, phone, group.people);
  return [...people].map(([phone, count]) => ({ phone, people: count }));
}
