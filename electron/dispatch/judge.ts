import type { HeldFences } from '../../db/ledger/fences.ts';
import type { Ledger, LedgerLine } from '../../db/ledger/ledger.ts';
import type { GateView } from '../../db/messages/attempts.ts';
import { errorCode } from '../../db/open.ts';
import { otherNumbersOf } from '../../db/people/audiences.ts';
import { readSchedule } from '../../db/stored-json.ts';
import type { Stores } from '../../db/stores.ts';
import type { Attachment } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import { keptKey } from '../../domain/messages/message-key.ts';
import { type AliasHash, idAliases, phoneAlias, phonesOf } from '../../domain/people/alias.ts';
import { digitVariants } from '../../domain/phone/digit-variants.ts';
import { hasHoursWithin } from '../../domain/schedule/hours.ts';
import { pauseFor } from '../../domain/state/storage-problem.ts';
import type { GateAnswer, GateAsk, GateRefusal, Given } from '../ports.ts';
import type { FlightParts } from './in-flight.ts';
import { type OfTeam, teamRefusal } from './team-reservation.ts';

type JudgeStores = Pick<Stores, 'attempts' | 'answers' | 'fences' | 'alarms' | 'stops'> &
  Given<'db' | 'ledger'> & {
    readonly isBlocked: (phone: string) => boolean;
    readonly attachmentKind: (hash: string) => string | undefined;
    /** The hash of a file as it goes out, by the hash of the file as it was chosen. */
    readonly sentHash: (hash: string) => string;
    /** The team's objection to these ids in these scopes; null where there is none, or no team. */
    readonly teamAtGate: (scopes: HeldFences['scopes'], ids: GateAsk['ids']) => GateRefusal | null;
  };

type Verdict = {
  readonly answer: GateAnswer;
  /** The attempt's ledger line. Once there is one, whatever the answer, the message can never be called "not sent". */
  readonly line: LedgerLine | null;
  readonly failureCode: string;
};
/** An attempt as its claim left it: what it hands over, and its fences. */
type Claimed = { readonly view: GateView; readonly held: HeldFences };

export type JudgeParts = FlightParts &
  Omit<JudgeStores, 'attachmentKind' | 'sentHash' | 'teamAtGate'> & {
    readonly team?: OfTeam;
    readonly attachment: (hash: string) => { readonly file: Attachment } | undefined;
  };

/** Refusals whose cause passes by itself: the page, its connection, another writer, a main process that was busy. */
export const notYet: readonly GateRefusal[] = [
  'not_connected',
  'not_caught_up',
  'storage_busy',
  'stale_question',
  'team_no_answer',
];

/** Answers the send gate: only the message on its way may pass, and only if `verdictOn` finds nothing against it. */
export class Judge {
  readonly #parts: JudgeParts;

  constructor(parts: JudgeParts) {
    this.#parts = parts;
  }

  /** Synchronous: nothing can change between the check and the "go". */
  answer(ask: GateAsk): GateAnswer {
    const { db, attachment, clock, flight, pause } = this.#parts;
    const { current } = flight;
    if (!current || current.outgoing.token !== ask.token) return this.#refuse(ask, 'unknown_attempt');
    current.wasAsked = true;
    if (!db.isInPlace()) {
      pause('database_moved');
      return this.#refuse(ask, 'database_failed');
    }
    const team = this.#parts.team?.() ?? null;
    const stores: JudgeStores = {
      ...this.#parts,
      attachmentKind: (hash) => attachment(hash)?.file.kind,
      sentHash: (hash) => current.outgoing.attachment?.sentHash ?? hash,
      teamAtGate: (scopes, ids) => teamRefusal(team, current.teamToken, scopes, ids.flatMap(idAliases)),
    };
    const verdict = verdictOn(stores, ask, clock.nowMs());
    if (verdict.answer.go) {
      flight.lastHandOverMonotonicMs = clock.monotonicMs();
      current.gateOpened(ask.key.random);
      return verdict.answer;
    }
    const { why, isNotYet = false } = verdict.answer;
    current.putOff = isNotYet ? { why, random: ask.key.random } : null;
    if (isNotYet) {
      this.#parts.log.info('gate not yet', { why });
      return verdict.answer;
    }
    this.#pauseForRefusal(why, verdict.failureCode);
    current.refusal = why;
    current.line = verdict.line;
    return this.#refuse(ask, why);
  }

  #refuse(ask: GateAsk, why: GateRefusal): GateAnswer {
    const { db, attempts, flight, log } = this.#parts;
    log.warn('gate refused', { why });
    try {
      db.immediateSoon(() => attempts.noteRefusal(ask.token, ask.key.random));
    } catch (error) {
      log.error('refusal not noted', error);
    }
    if (flight.current?.outgoing.token === ask.token) flight.current.gateRefused();
    return { go: false, why };
  }

  #pauseForRefusal(why: GateRefusal, failureCode: string): void {
    const { pause } = this.#parts;
    if (why === 'ledger_unwritable') pause('ledger_unwritable', failureCode);
    if (why === 'database_failed') pause(pauseFor(failureCode), failureCode);
    if (why === 'other_account') pause('other_account');
  }
}

/**
 * Decides in one synchronous block, which is one immediate transaction, whether a message may leave: everything is
 * checked once more, then the ledger line is written to the disk, then the database gets the id, and only when that is
 * on the disk too the answer is "go". Any doubt is a no, and nothing has left. A cause that passes by itself is "not
 * yet", before anything was written: a page that is not ready, a database that another writer holds too long.
 */
export function verdictOn(stores: JudgeStores, ask: GateAsk, nowMs: number): Verdict {
  let line: LedgerLine | null = null;
  try {
    return stores.db.immediateSoon((): Verdict => {
      const view = stores.attempts.viewForGate(ask.token);
      if (view === undefined) return refuse('unknown_attempt');
      const held = stores.fences.ofAttempt(view.attemptId);
      const refusal = reasonToRefuse(stores, { view, held }, ask, nowMs);
      if (refusal !== null) return refuse(refusal);
      const wanted = lineOf(stores, { view, held }, ask, nowMs);
      const written = append(stores.ledger, wanted);
      if (typeof written === 'string') return refuse('ledger_unwritable', written);
      line = wanted;
      const id = { waKey: keptKey(ask.key, view.chatId), waRandom: ask.key.random, ids: ask.ids };
      if (stores.attempts.pass(ask.token, id, written, nowMs)) return { answer: { go: true }, line, failureCode: '' };
      return { ...refuse('attempt_closed'), line };
    });
  } catch (error) {
    const failureCode = errorCode(error);
    const isBusy = line === null && failureCode.startsWith('SQLITE_BUSY');
    return { ...refuse(isBusy ? 'storage_busy' : 'database_failed', failureCode), line };
  }
}

/** The ledger's position after the new line, or the code of the error that refused it. */
function append(ledger: Ledger, line: LedgerLine): ReturnType<Ledger['append']> | string {
  try {
    return ledger.append(line);
  } catch (error) {
    return errorCode(error);
  }
}

/** All aliases of the person: those that the claim fenced, and the ids that become known only at the gate. */
function aliasesAtGate({ fences }: JudgeStores, held: HeldFences, { ids }: GateAsk): AliasHash[] {
  return [...new Set([...held.aliases, ...ids.flatMap(idAliases).flatMap(fences.hashes)])];
}

function lineOf(stores: JudgeStores, { view, held }: Claimed, ask: GateAsk, nowMs: number): LedgerLine {
  return {
    token: ask.token,
    campaign: view.campaignUid ?? '',
    row: view.rowNumber ?? 0,
    account: view.account,
    scopes: held.scopes,
    aliases: aliasesAtGate(stores, held, ask),
    random: ask.key.random,
    atMs: nowMs,
  };
}

function refuse(why: GateRefusal, failureCode = ''): Verdict {
  const isNotYet = notYet.includes(why);
  return { answer: { go: false, why, ...(isNotYet ? { isNotYet } : {}) }, line: null, failureCode };
}

function reasonToRefuse(stores: JudgeStores, claimed: Claimed, ask: GateAsk, nowMs: number): GateRefusal | null {
  const { view } = claimed;
  if (!view.isOpen) return 'attempt_closed';
  if (!ask.key.fromMe || ask.key.random === '') return 'not_from_me';
  // A clock that was put back makes a question look newer than it is, so a question from the future is refused as well.
  if (Math.abs(nowMs - ask.askedAtMs) > limits.gateQuestionMaxAgeMs) return 'stale_question';
  if (stores.alarms.isAnyOpen()) return 'alarm';
  const connection = connectionRefusal(ask);
  if (connection !== null) return connection;
  if (!ask.accountIds.flatMap(idAliases).includes(phoneAlias(view.account))) return 'other_account';
  const content = contentRefusal(stores, view, ask);
  if (content !== null) return content;
  if (view.kind === 'test') return testRefusal(view, ask);
  if (view.kind === 'answer') return answerRefusal(stores, claimed, ask);
  return timeRefusal(view, nowMs) ?? campaignRefusal(stores, claimed, ask);
}

/** The claim checked the time; the computer may have slept since. A message on its way when its hours ended may go. */
function timeRefusal({ latestAtMs, schedule, country, zones }: GateView, nowMs: number): GateRefusal | null {
  if (latestAtMs !== null && nowMs > latestAtMs) return 'too_late';
  if (schedule === null || country === null || zones === null) return null;
  const lately = nowMs - limits.afterHoursAtGateMs;
  return hasHoursWithin(readSchedule(schedule), { country, zones }, lately, nowMs) ? null : 'outside_hours';
}

function connectionRefusal({ socketState, streamState, isCaughtUp }: GateAsk): GateRefusal | null {
  if (socketState !== 'CONNECTED' || (streamState !== '' && streamState !== 'CONNECTED')) return 'not_connected';
  return isCaughtUp === false ? 'not_caught_up' : null;
}

function contentRefusal(stores: JudgeStores, view: GateView, ask: GateAsk): GateRefusal | null {
  const { attachmentHash } = view;
  const expectedType = attachmentHash === null ? 'chat' : stores.attachmentKind(attachmentHash);
  const expectedHash = attachmentHash === null ? null : stores.sentHash(attachmentHash);
  const isSame = ask.type === expectedType && ask.text === view.body && ask.fileHash === expectedHash;
  return isSame ? null : 'content_changed';
}

/** A test goes only to the linked account itself. */
function testRefusal(view: GateView, ask: GateAsk): GateRefusal | null {
  const own = new Set(ask.accountIds);
  return own.has(ask.key.remote) && own.has(view.chatId) ? null : 'other_person';
}

/** An answer goes only to the person who wrote back, and only while nothing came after what its writer had read. */
function answerRefusal(stores: JudgeStores, { view, held }: Claimed, ask: GateAsk): GateRefusal | null {
  const answer = stores.answers.forGate(view.attemptId);
  if (!isClaimedPerson(stores, held.aliases, ask.ids)) return 'other_person';
  if (answer.isOvertaken) return 'newer_words';
  return answer.isAllTheSame ? null : stopRefusal(stores, [answer.phone], { view, held }, ask);
}

/**
 * Refuses a person who is not to be contacted: they may have asked for that since the claim, under any of their numbers
 * or under an id that became known only now.
 */
function stopRefusal(
  stores: JudgeStores,
  known: readonly string[],
  { held }: Claimed,
  ask: GateAsk,
): GateRefusal | null {
  const phones = new Set([...known, ...phonesOf(ask.ids.flatMap(idAliases))]);
  if ([...phones].some(stores.isBlocked)) return 'do_not_contact';
  const hashes = known.map(phoneAlias).flatMap(stores.fences.hashes);
  const stop = stores.stops.standing([...new Set([...hashes, ...aliasesAtGate(stores, held, ask)])]);
  if (stop === null) return null;
  return stop === 'open' ? 'asked_to_stop' : 'do_not_contact';
}

function campaignRefusal(stores: JudgeStores, { view, held }: Claimed, ask: GateAsk): GateRefusal | null {
  if (view.status !== 'sending') return 'not_sending';
  if (view.campaignState === 'cancelled') return 'campaign_cancelled';
  if (view.messageAccount !== view.account) return 'other_account';
  if (!isClaimedPerson(stores, held.aliases, ask.ids)) return 'other_person';
  if (view.phone === null || view.messageId === null) return 'do_not_contact';
  const others = otherNumbersOf(stores.db, view.messageId, view.phone);
  const stopped = stopRefusal(stores, [view.phone, ...others], { view, held }, ask);
  if (stopped !== null) return stopped;
  if (stores.fences.isForAnother(view.attemptId, held.scopes, ask.ids)) return 'duplicate';
  return stores.teamAtGate(held.scopes, ask.ids);
}

/**
 * Whether the chat at the gate is the claimed person's: some id is an alias of the claim, and every number equals one
 * of its numbers or is a digit variant of one, since WhatsApp may know a Brazilian number in its other form.
 */
function isClaimedPerson({ fences }: JudgeStores, claimed: readonly AliasHash[], ids: readonly string[]): boolean {
  const isClaimed = (alias: string) => claimed.includes(fences.hash(alias));
  const aliases = ids.flatMap(idAliases);
  const isVariant = (phone: string) => digitVariants(phone).some((variant) => isClaimed(phoneAlias(variant)));
  const phones = phonesOf(aliases);
  return (aliases.some(isClaimed) || phones.some(isVariant)) && phones.every(isVariant);
}
