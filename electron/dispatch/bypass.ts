import type { LedgerLine, LedgerPosition } from '../../db/ledger/ledger.ts';
import { unseenRandom } from '../../db/ledger/ledger-file.ts';
import type { GateView } from '../../db/messages/attempts.ts';
import { writeLedgerPosition } from '../../db/meta.ts';
import { errorCode, isBusy } from '../../db/open.ts';
import type { Stores } from '../../db/stores.ts';
import { idAliases } from '../../domain/people/alias.ts';
import { assert } from '../../domain/result.ts';
import { pauseFor } from '../../domain/state/storage-problem.ts';
import type { Given, Leaving } from '../ports.ts';
import type { FlightParts, InFlight } from './in-flight.ts';

export type BypassParts = FlightParts &
  Pick<Stores, 'attempts' | 'fences' | 'messages'> &
  Given<'ledger' | 'raise' | 'nudge' | 'changes' | 'phone'>;

/** A message that went around the gate, as far as it could be stored. */
type Way = {
  readonly token: string;
  readonly random: string;
  line: LedgerLine | null;
  /** The position of its line in the ledger; null until it is written. */
  position: LedgerPosition | null;
};

/** A message that the tap saw leaving, and the message that was on its way at that moment. */
type Sighting = Leaving & { readonly current: InFlight | null };

/**
 * Handles a message that may have left around the send gate: its attempt counts as passed, also in the ledger, so that
 * nobody gets it again; the message becomes *not confirmed*, whatever was believed; an alarm stops all sending.
 */
export class Bypass {
  readonly #parts: BypassParts;
  /** The messages that could not be stored in the database yet, the oldest first. */
  readonly #untold: Way[] = [];
  /** The messages that were seen leaving while the database could not say whether their ids had passed the gate. */
  readonly #unjudged: Sighting[] = [];

  constructor(parts: BypassParts) {
    this.#parts = parts;
  }

  /** Called when a message of ours was seen where WhatsApp encrypts it. If its id passed the gate, all is well. */
  receiveLeaving(leaving: Leaving): void {
    const sighting = { ...leaving, current: this.#parts.flight.current };
    if (this.#judge(sighting)) return;
    this.#unjudged.push(sighting);
    this.#parts.nudge();
  }

  #judge(sighting: Sighting): boolean {
    try {
      this.#see(sighting);
      return true;
    } catch (error) {
      this.#stopFor(error);
      return false;
    }
  }

  #see({ random, remote, current }: Sighting): void {
    const { attempts, raise, log } = this.#parts;
    // A message that passed the gate of another account did not pass this one.
    const account = this.#parts.phone();
    if (attempts.hasPassed(random, account)) return;
    log.error('a message left around the send gate', new Error('its id passed no gate'));
    const token =
      current !== null && this.#isFor(current, remote)
        ? current.outgoing.token
        : attempts.refusedToken(random, account);
    if (token === undefined) raise('bypass', {});
    else this.#countAsPassed(token, random);
  }

  /** Called when a call into the page went around the gate, and nobody saw under which id the message left. */
  callWentAround(token: string): void {
    this.#parts.log.error('a call went around the send gate', new Error('the gate was not asked'));
    this.#countAsPassed(token, unseenRandom(token));
  }

  #isFor({ outgoing, waRandom }: InFlight, remote: string): boolean {
    const { fences } = this.#parts;
    if (waRandom !== null) return false;
    if (remote === outgoing.chatId) return true;
    const { aliases } = fences.ofAttempt(this.#viewOf(outgoing.token).attemptId);
    return idAliases(remote).some((alias) => aliases.includes(fences.hash(alias)));
  }

  /** Stores in the database what could not be stored before. False while that still fails: then nothing may go out. */
  tellUntold(): boolean {
    for (let sighting = this.#unjudged[0]; sighting !== undefined; sighting = this.#unjudged[0]) {
      if (!this.#judge(sighting)) return false;
      this.#unjudged.shift();
    }
    for (let way = this.#untold[0]; way !== undefined; way = this.#untold[0]) {
      if (!this.#tell(way)) return false;
      this.#untold.shift();
    }
    return true;
  }

  /**
   * As at the gate, the line goes into the ledger before the database is told. If the database cannot be told, the
   * doubt stays with the message in flight, or with the ledger, and the alarm is raised once that is possible.
   */
  #countAsPassed(token: string, random: string): void {
    const way: Way = { token, random, line: null, position: null };
    if (this.#tell(way)) return;
    this.#untold.push(way);
    this.#parts.nudge();
  }

  #tell(way: Way): boolean {
    const { flight } = this.#parts;
    const current = flight.current?.outgoing.token === way.token ? flight.current : null;
    try {
      this.#record(way);
      current?.gateOpened(way.random);
      return true;
    } catch (error) {
      if (current) current.line = way.line;
      this.#stopFor(error);
      return false;
    }
  }

  #stopFor(error: unknown): void {
    this.#parts.log.error('bypass', error);
    // It is tried again until it is stored, and nothing is claimed before.
    if (isBusy(error)) return;
    const code = errorCode(error);
    this.#parts.pause(pauseFor(code), code);
  }

  #record(way: Way): void {
    const { db, attempts, messages, raise, clock, changes } = this.#parts;
    const { token, random } = way;
    const view = this.#viewOf(token);
    const { attemptId, messageId, isOpen } = view;
    way.line ??= this.#lineOf(view, token, random, clock.nowMs());
    const { atMs } = way.line;
    const isKnown = attempts.hasPassedByToken(token);
    if (!isKnown) way.position ??= this.#writeLine(way.line);
    db.immediateSoon(() => {
      raise('bypass', { messageId });
      if (way.position !== null) writeLedgerPosition(db, way.position);
      if (isKnown) return;
      if (isOpen) attempts.passAsInLedger(attemptId, { random, atMs }, null);
      else {
        attempts.seeLeaving(token, random, atMs);
        if (messageId !== null) messages.doubtUnsent(messageId, atMs);
      }
    });
    if (messageId !== null) changes.messages([messageId]);
  }

  #viewOf(token: string): GateView {
    const view = this.#parts.attempts.viewForGate(token);
    assert(view, 'what was handed over has an attempt');
    return view;
  }

  #lineOf(view: GateView, token: string, random: string, atMs: number): LedgerLine {
    const { scopes, aliases } = this.#parts.fences.ofAttempt(view.attemptId);
    const { account, campaignUid, rowNumber } = view;
    return { token, campaign: campaignUid ?? '', row: rowNumber ?? 0, account, scopes, aliases, random, atMs };
  }

  /** Writes the line and returns its position. If it cannot be written, only the database holds the doubt. */
  #writeLine(line: LedgerLine): LedgerPosition | null {
    try {
      return this.#parts.ledger.append(line);
    } catch (error) {
      this.#parts.log.error('ledger', error);
      return null;
    }
  }
}
