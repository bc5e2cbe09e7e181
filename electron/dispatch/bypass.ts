import type { Attempts, GateView } from '../../db/attempts.ts';
import type { Db } from '../../db/database.ts';
import type { Fences } from '../../db/fences.ts';
import type { Ledger } from '../../db/ledger.ts';
import type { Messages } from '../../db/messages.ts';
import { writeLedgerPosition } from '../../db/meta.ts';
import { idAliases } from '../../domain/alias.ts';
import type { Clock, Leaving, Log, RaiseAlarm } from '../ports.ts';
import type { FlightSlot, InFlight } from './in-flight.ts';

export type BypassParts = {
  readonly db: Db;
  readonly attempts: Attempts;
  readonly fences: Fences;
  readonly messages: Messages;
  readonly ledger: Ledger;
  readonly flight: FlightSlot;
  readonly raise: RaiseAlarm;
  readonly clock: Clock;
  readonly log: Log;
  readonly onMessages: (ids: readonly number[]) => void;
};

/**
 * What is done when a message may have left around the send gate: its attempt counts as passed, also in the ledger, so that
 * nobody is sent it again; whatever was believed of it becomes *not confirmed*; and an alarm stops all sending.
 */
export class Bypass {
  readonly #parts: BypassParts;

  constructor(parts: BypassParts) {
    this.#parts = parts;
  }

  /** A message of ours was seen where WhatsApp encrypts it. Under an id that passed the gate, all is well. */
  receiveLeaving({ random, remote }: Leaving): void {
    const { attempts, flight, raise, log } = this.#parts;
    if (attempts.hasPassed(random)) return;
    log.error('a message left around the send gate', new Error('its id passed no gate'));
    const { current } = flight;
    const token =
      current !== null && this.#isFor(current, remote) ? current.outgoing.token : attempts.refusedToken(random);
    if (token === undefined) raise('bypass', {});
    else this.#countAsPassed(token, random);
  }

  /** The call into the page went around the gate, and nobody saw under which id the message left. */
  callWentAround(token: string): void {
    this.#parts.log.error('a call went around the send gate', new Error('the gate was not asked'));
    this.#countAsPassed(token, `bypass-${token}`);
  }

  #isFor({ outgoing, waRandom }: InFlight, remote: string): boolean {
    const { attempts, fences } = this.#parts;
    if (waRandom !== null) return false;
    if (remote === outgoing.chatId) return true;
    const view = attempts.viewForGate(outgoing.token);
    const held = view === undefined ? [] : fences.ofAttempt(view.attemptId).aliases;
    return idAliases(remote).some((alias) => held.includes(fences.hash(alias)));
  }

  #countAsPassed(token: string, random: string): void {
    const { db, attempts, messages, flight, raise, clock, onMessages } = this.#parts;
    const nowMs = clock.nowMs();
    const messageId = db.immediate(() => {
      const view = attempts.viewForGate(token);
      if (view === undefined) return null;
      raise('bypass', view.messageId === null ? {} : { messageId: view.messageId });
      if (attempts.hasPassedByToken(token)) return view.messageId;
      this.#writeLine(view, token, random, nowMs);
      if (view.isOpen) attempts.passAsInLedger(view.attemptId, { random, atMs: nowMs }, null);
      else {
        attempts.seeLeaving(token, random, nowMs);
        if (view.messageId !== null) messages.doubtUnsent(view.messageId, nowMs);
      }
      return view.messageId;
    });
    if (flight.current?.outgoing.token === token) flight.current.gateOpened(random);
    if (messageId !== null) onMessages([messageId]);
  }

  /** The doubt must outlive this database too. A ledger that cannot be written leaves it to the database alone. */
  #writeLine(view: GateView, token: string, random: string, atMs: number): void {
    const { db, fences, ledger, log } = this.#parts;
    const { scopes, aliases } = fences.ofAttempt(view.attemptId);
    const { account, campaignUid, rowNumber } = view;
    const line = { token, campaign: campaignUid ?? '', row: rowNumber ?? 0, account, scopes, aliases, random, atMs };
    try {
      writeLedgerPosition(db, ledger.append(line));
    } catch (error) {
      log.error('ledger', error);
    }
  }
}
