import type { ReadDb } from '../../db/database.ts';
import type { NextMessage } from '../../db/messages/queue.ts';
import { otherNumbersOf } from '../../db/people/audiences.ts';
import type { Stores } from '../../db/stores.ts';
import type { NotSentReason } from '../../domain/messages/message.ts';
import type { Scope } from '../../domain/messages/scope.ts';
import { personAliases } from '../../domain/people/alias.ts';
import { recentAfterMs } from '../../domain/people/contact-memory.ts';
import type { GateAsk, GateRefusal, Given, LookUp, Reserved, Team, TeamRefusal } from '../ports.ts';

/** The team of this computer; null where it has none. */
export type OfTeam = () => Team | null;

type ReservationParts = Pick<Stores, 'messages'> & Given<'clock' | 'log' | 'settings'> & { readonly db: ReadDb };

/** `not_granted`: said of the message, which nothing was claimed for. `waits`: the team does not answer, or is held. */
type Reservation = { readonly token: string } | 'not_granted' | 'waits';

/** Reserves a message's person in the team, between look and claim, and says of the message where they are another's. */
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
  // Held or ended for all by a coordinator: this computer hears of it with the next news.
  if (reserved.kind === 'waits' || reserved.kind === 'not_running') return 'waits';
  const { reason, detail } = saidOf(reserved);
  messages.refuseForTeam(message.id, { reason, detail, nowMs: clock.nowMs() });
  return 'not_granted';
}

/**
 * A duplicate only where the person may have the text, or is about to get it. What this computer itself had reserved and
 * never sent, its operator may queue again; what another closed before its gate nobody got.
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

/** What the team has against a message at the gate, from memory alone; null where it has nothing, or there is no team. */
export function teamRefusal(
  team: Team | null,
  token: string | null,
  scopes: readonly Scope[],
  aliases: readonly string[],
): GateRefusal | null {
  if (team === null) return null;
  // A team that was joined since the claim knows nothing of it.
  if (token === null) return 'not_reserved';
  const refusal = team.refusal(token, scopes, aliases);
  return refusal === null ? null : gateRefusals[refusal];
}

export type TeamAtGate = (scopes: readonly Scope[], ids: GateAsk['ids']) => GateRefusal | null;
