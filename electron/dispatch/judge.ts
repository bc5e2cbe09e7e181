import type { Db } from '../../db/database.ts';
import type { Attachment } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import { idAliases } from '../../domain/people/alias.ts';
import { pauseFor } from '../../domain/state/storage-problem.ts';
import type { Clock, GateAnswer, GateAsk, GateRefusal, Log, PauseSending } from '../ports.ts';
import type { FlightSlot } from './in-flight.ts';
import { type OfTeam, type TeamAtGate, teamRefusal } from './team-reservation.ts';
import { type JudgeStores, verdictOn } from './verdict.ts';

export type JudgeParts = Omit<JudgeStores, 'attachmentKind' | 'sentHash' | 'teamAtGate'> & {
  readonly team?: OfTeam;
  readonly db: Db;
  readonly attachment: (hash: string) => { readonly file: Attachment } | undefined;
  readonly flight: FlightSlot;
  readonly pause: PauseSending;
  readonly clock: Clock;
  readonly log: Log;
};

/** Answers the send gate: only the message that is on its way may pass, and only as the judge finds it. */
export class Judge {
  readonly #parts: JudgeParts;

  constructor(parts: JudgeParts) {
    this.#parts = parts;
  }

  /** The answer of the send gate. Synchronous: nothing can change between the look and the "go". */
  answer(ask: GateAsk): GateAnswer {
    const { db, attachment, clock, flight, pause } = this.#parts;
    const { current } = flight;
    if (!current || current.outgoing.token !== ask.token) return this.#refuse(ask, 'unknown_attempt');
    current.wasAsked = true;
    if (!db.isInPlace()) {
      pause('database_moved');
      return this.#refuse(ask, 'database_failed');
    }
    const stores = {
      ...this.#parts,
      attachmentKind: (hash: string) => attachment(hash)?.file.kind,
      teamAtGate: ((scopes, ids) =>
        teamRefusal(
          this.#parts.team?.() ?? null,
          current.teamToken,
          scopes,
          ids.flatMap(idAliases),
        )) satisfies TeamAtGate,
      sentHash: (hash: string) => current.outgoing.attachment?.sentHash ?? hash,
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
      db.immediateWithin(limits.gateBusyTimeoutMs, () => attempts.noteRefusal(ask.token, ask.key.random));
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
