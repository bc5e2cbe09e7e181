import { isBusy } from '../../db/open.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import type { Given, HandOverEnd } from '../ports.ts';
import { wait } from '../timeout.ts';
import type { Bypass } from './bypass.ts';
import type { FlightParts, GateReach, InFlight } from './in-flight.ts';

export type HandOverParts = Omit<FlightParts, 'pause'> &
  Pick<Stores, 'attempts'> &
  Given<'messenger'> & { readonly bypass: Bypass };

/** The way of a message from its open attempt to the gate, and what is stored about it there. */
export class HandOver {
  readonly #parts: HandOverParts;

  constructor(parts: HandOverParts) {
    this.#parts = parts;
  }

  async toGate(flight: InFlight, withinMs: number): Promise<GateReach> {
    const { messenger } = this.#parts;
    this.#parts.flight.current = flight;
    void messenger.handOver(flight.outgoing).then((end) => this.#callEnded(flight, end));
    return flight.reachGate(withinMs);
  }

  /** Also handles a call that ends long after its message was given up: what bypassed the gate is never "unsent". */
  #callEnded(flight: InFlight, end: HandOverEnd): void {
    if (end.kind === 'bypassed' || (end.kind === 'returned' && !flight.wasAsked))
      this.#parts.bypass.callWentAround(flight.outgoing.token);
    flight.callEnded(end);
  }

  /**
   * Gives up a message for which the gate did not open in time, so that a late call is refused; only then is it judged.
   * `giveUp` closes the attempt and stores the result where the message certainly did not leave, else `doubt`.
   */
  close(
    flight: InFlight,
    giveUp: () => 'not_sent' | 'passed',
    doubt: () => void = () => undefined,
  ): Promise<'not_sent' | 'passed' | 'in_doubt'> {
    const { attempts, clock } = this.#parts;
    return this.whenFree(() => {
      // The ledger says that it left, and the database could not be told. The doubt stays, as after a crash here.
      if (flight.line !== null) {
        attempts.passFromLedger(flight.line, clock.nowMs());
        doubt();
        return 'in_doubt';
      }
      // Nothing is stored for "not yet". For the last one, the id under which the message would have left is kept.
      if (flight.putOff !== null) attempts.noteRefusal(flight.outgoing.token, flight.putOff.random);
      return giveUp();
    });
  }

  /**
   * Stores something about a message on its way as soon as the database is free: another writer is waited for. `write`
   * checks in the same transaction what has happened meanwhile.
   */
  async whenFree<Value>(write: () => Value): Promise<Value> {
    const { db, clock, log } = this.#parts;
    for (;;) {
      try {
        return db.immediateSoon(write);
      } catch (error) {
        if (!isBusy(error)) throw error;
        log.warn('the database is busy');
      }
      await wait(clock, limits.busyAgainMs);
    }
  }
}
