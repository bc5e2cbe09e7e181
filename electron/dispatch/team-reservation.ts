import type { ReadDb } from '../../db/database.ts';
import type { NextMessage } from '../../db/messages/queue.ts';
import { otherNumbersOf } from '../../db/people/audiences.ts';
import type { Stores } from '../../db/stores.ts';
import type { NotSentReason } from '../../domain/messages/message.ts';
import type { Scope } from '../../domain/messages/scope.ts';
import { personAliases } from '../../domain/people/alias.ts';
import { recentAfterMs } from '../../domain/people/contact-memory.ts';
import type { GateRefusal, Given, LookUp, Reserved, Team, TeamRefusal } from '../ports.ts';

/** The team of this computer; null without one. */
export type OfTeam = () => Team | null;

type ReservationParts = Pick<Stores, 'messages'> & Given<'clock' | 'log' | 'settings'> & { readonly db: ReadDb };

/** `not_granted`: the message got its status and nothing was claimed. `waits`: the team does not answer or is held. */
type Reservation = { readonly token: string } | 'not_granted' | 'waits';

/** Between look-up and claim, reserves a person in the team. If another member has them, sets the message's status. */
export async function reserveInTeam(
  { db, messages, clock, log, settings }: ReservationParts,
  team: Team,
  message: NextMessage,
  { found, scopes }: { readonly found: LookUp & { kind: 'registered' }; readonly scopes: readonly Scope[] },
): Promise<Reservation> {
  const nowMs = clock.nowMs();
  const { quietDays } = settings();
  const reserved = await team.reserve({
    messageId: message.id,
    phone: message.phone,
    quietMs: quietDays === null ? null : nowMs - recentAfterMs({ quietDays }, nowMs),
    scopes,
    aliases: personAliases(message.phone, [found.chatId, ...found.ids]),
    otherNumbers: otherNumbersOf(db, message.id, message.phone),
    ...messages.placeInTeam(message.id),
    isAgain: messages.isAgainInTeam(message.id),
  });
  if (reserved.kind === 'granted') return { token: reserved.token };
  log.info('not granted by the team', { messageId: message.id, why: reserved.kind });
  // A coordinator held the campaign or ended it for all: this computer hears of it with the next news.
  if (reserved.kind === 'waits' || reserved.kind === 'not_running') return 'waits';
  const { reason, detail } = saidOf(reserved);
  messages.refuseForTeam(message.id, { reason, detail, nowMs: clock.nowMs() });
  return 'not_granted';
}

/**
 * The result is a duplicate only where the person may have the text, or is about to get it. A person whom this computer
 * reserved and never sent to may be queued again by its operator; what another computer closed before its gate reached
 * nobody.
 */
function saidOf(reserved: Exclude<Reserved, { kind: 'granted' | 'waits' | 'not_running' }>): {
  reason: NotSentReason;
  detail: string;
} {
  if (reserved.kind === 'stopped') return { reason: 'do_not_contact', detail: 'stopped' };
  if (reserved.kind === 'ended') return { reason: 'not_handed_over', detail: 'ended' };
  if (reserved.kind === 'taken_back') return { reason: 'not_handed_over', detail: '@' };
  const detail = `${reserved.by ?? ''}@${reserved.atMs ?? ''}`;
  if (reserved.kind === 'heard') return { reason: 'contacted_recently', detail };
  const { isOwn, became } = reserved;
  if (isOwn && became !== 'left') return { reason: 'not_handed_over', detail: 'own' };
  return { reason: became === 'closed' ? 'not_handed_over' : 'duplicate', detail };
}

const gateRefusals: Readonly<Record<TeamRefusal, GateRefusal>> = {
  no_answer: 'team_no_answer',
  cut: 'team_closed',
  held: 'team_closed',
  not_running: 'team_closed',
  do_not_contact: 'do_not_contact',
  not_reserved: 'not_reserved',
};

/** The team's objection to a message at the gate, from memory alone; null where there is none, or no team. */
export function teamRefusal(
  team: Team | null,
  token: string | null,
  scopes: readonly Scope[],
  aliases: readonly string[],
): GateRefusal | null {
  if (team === null) return null;
  // A team that was joined after the claim knows nothing of it.
  if (token === null) return 'not_reserved';
  const refusal = team.refusal(token, scopes, aliases);
  return refusal === null ? null : gateRefusals[refusal];
}
