import { readPause, type StoredPause, writePause } from '../../db/campaigns/stored-pause.ts';
import type { PauseReason } from '../../domain/state/state.ts';
import type { Given } from '../ports.ts';

/** The sending of one account, as far as it pauses together with the others. */
type Member = {
  standStill(): void;
  stopForAlarm(): void;
  nudge(): void;
};

/** WhatsApp's restrictions on a number, and its questions to the owner. They end here with the login. */
export const ofTheLogin: readonly PauseReason[] = ['restricted', 'security_check'];

/** The reasons that concern one account only. */
const ownReasons: readonly PauseReason[] = [
  'not_handed_over_in_a_row',
  'rejected',
  'logged_out',
  'other_account',
  'gate_missing',
  ...ofTheLogin,
];

export function isOwn(reason: PauseReason): boolean {
  return ownReasons.includes(reason);
}

/** What the accounts share: the one turn before the send gate, and the pause of all of them. */
export class Together {
  readonly #parts: Given<'db' | 'log'>;
  readonly #members = new Set<Member>();
  #pause: StoredPause | null;
  #turn: Promise<unknown> = Promise.resolve();
  #inTurn = 0;

  constructor(parts: Given<'db' | 'log'>) {
    this.#parts = parts;
    this.#pause = readPause(parts.db);
  }

  /** Why all accounts stand still; null where they do not. */
  get pause(): StoredPause | null {
    return this.#pause;
  }

  join(member: Member): void {
    this.#members.add(member);
  }

  leave(member: Member): void {
    this.#members.delete(member);
  }

  /** Pauses all accounts. The first reason stays, unless it is the operator's own pause. */
  standStill(pause: StoredPause): void {
    if (!this.#pause || this.#pause.reason === 'operator') {
      this.#pause = pause;
      this.#parts.log.warn('paused', { reason: pause.reason, detail: pause.detail });
      storePause(this.#parts, pause, null);
    }
    for (const member of this.#members) member.standStill();
  }

  goOn(): void {
    this.#pause = null;
    storePause(this.#parts, null, null);
  }

  stopForAlarm(): void {
    for (const member of this.#members) member.stopForAlarm();
  }

  nudge(): void {
    for (const member of this.#members) member.nudge();
  }

  /**
   * Does the work between a message's claim and its gate, after any other that is there: over all accounts, one message
   * is before its gate at a time. `work` is told whether it waited, since its earlier findings may be out of date then.
   */
  async beforeGate<Value>(work: (hasWaited: boolean) => Promise<Value>): Promise<Value> {
    const hasWaited = this.#inTurn > 0;
    const before = this.#turn;
    this.#inTurn += 1;
    const mine = hasWaited ? before.then(() => work(true)) : work(false);
    this.#turn = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.#inTurn -= 1;
    }
  }
}

/** Stores why all accounts, or one, stand still; if it cannot be stored, it holds until the app ends. */
export function storePause(
  { db, log }: Given<'db' | 'log'>,
  pause: StoredPause | null,
  accountId: number | null,
): void {
  try {
    writePause(db, pause, accountId);
  } catch (error) {
    log.error('pause not stored', error);
  }
}
