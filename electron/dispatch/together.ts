import { readPause, type StoredPause, writePause } from '../../db/campaigns/stored-pause.ts';
import type { PauseReason } from '../../domain/state/state.ts';
import type { Given } from '../ports.ts';

/** The sending of one account, as far as it stands still with all others. */
type Member = {
  /** A pause stands that is everybody's. */
  standStill(): void;
  stopForAlarm(): void;
  nudge(): void;
};

/** What WhatsApp has laid upon a number, or asks of its owner: it ends here with the login. */
export const ofTheLogin: readonly PauseReason[] = ['restricted', 'security_check'];

/** What concerns one account, and leaves the others be. */
const ownReasons: readonly PauseReason[] = [
  'not_handed_over_in_a_row',
  'rejected',
  'logged_out',
  'other_account',
  'gate_missing',
  ...ofTheLogin,
];

/** Whether a pause is one account's alone. */
export function isOwn(reason: PauseReason): boolean {
  return ownReasons.includes(reason);
}

/** What the accounts have in common: the one turn before the send gate, and what all of them stand still for. */
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

  /** Why all stand still; null where they do not. */
  get pause(): StoredPause | null {
    return this.#pause;
  }

  join(member: Member): void {
    this.#members.add(member);
  }

  leave(member: Member): void {
    this.#members.delete(member);
  }

  /** All stand still. The first reason stays, but for the operator's own. */
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
   * Does what leads one message from its claim to its gate, after whoever is at that: over all accounts one is before its
   * gate at a time. `work` is told whether it waited, since what it looked at before may be otherwise by then.
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

/** Remembers why all stand still, or one account. What cannot be stored holds until the app ends. */
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
