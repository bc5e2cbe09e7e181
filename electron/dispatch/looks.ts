import type { Account } from '../../domain/state.ts';
import type { Clock, LookUp, Messenger } from '../ports.ts';
import { bounded } from './bounded.ts';
import {
  afterAbsent,
  afterDisconnect,
  afterFound,
  afterSilence,
  hasWitness,
  healthy,
  retryInMs,
  type Silence,
  type Silent,
} from './look-health.ts';

type LooksParts = { readonly messenger: Messenger; readonly clock: Clock };

/** What is known of a number after the look. `no_answer` has whether WhatsApp answered for our own number. */
type Look =
  | (LookUp & { kind: 'registered' })
  | { readonly kind: 'absent' }
  | { readonly kind: 'no_answer'; readonly isWitnessed: boolean };

const lateLookUp: LookUp = { kind: 'unavailable', why: 'no answer in time' };

/** Asks WhatsApp for numbers, and remembers how it answers on the present connection. */
export class Looks {
  readonly #parts: LooksParts;
  #health = healthy;
  #lastMs: number | null = null;
  /** Since when an answer is waited for, on the wall clock, for the operator's eyes. */
  #waitsSinceMs: number | null = null;

  constructor(parts: LooksParts) {
    this.#parts = parts;
  }

  /** When a number was last asked for, on the monotonic clock; null when none was. */
  get lastMs(): number | null {
    return this.#lastMs;
  }

  /** Whether WhatsApp gave no answer for the last number: then another one tells more. */
  get isSilent(): boolean {
    return this.#health.silent.length > 0;
  }

  /** How long an outage is waited for until the next try; null when WhatsApp may be asked. */
  get retryInMs(): number | null {
    return retryInMs(this.#health, this.#parts.clock.monotonicMs()) || null;
  }

  /** Since when nothing is done but wait for WhatsApp's answer, however often it was asked meanwhile. */
  waitsSinceMs(): number {
    this.#waitsSinceMs ??= this.#parts.clock.nowMs();
    return this.#waitsSinceMs;
  }

  /** There is nothing to ask for: the next wait begins anew. */
  rest(): void {
    this.#waitsSinceMs = null;
  }

  /** Returns what WhatsApp says of a number. "Not registered" counts only with a witness. */
  async look(phone: string, account: Account): Promise<Look> {
    this.#lastMs = this.#parts.clock.monotonicMs();
    const found = await this.#ask(phone);
    if (found.kind === 'registered') return found;
    if (found.kind === 'absent' && hasWitness(this.#health, this.#parts.clock.monotonicMs())) return this.#absent();
    const own = await bounded(this.#parts.clock, this.#parts.messenger.lookUp(account.phone), lateLookUp);
    const isWitnessed = own.kind === 'registered';
    if (found.kind === 'absent' && isWitnessed) return this.#absent();
    return { kind: 'no_answer', isWitnessed };
  }

  /** Returns whose fault it is that a number had no answer. */
  noAnswer(number: Silent, isWitnessed: boolean): Silence {
    const { clock } = this.#parts;
    const [health, silence] = afterSilence(this.#health, number, isWitnessed, clock.monotonicMs());
    if (health.outage !== null) this.waitsSinceMs();
    this.#health = health;
    return silence;
  }

  /** The connection is gone. */
  disconnected(): void {
    this.#health = afterDisconnect(this.#health, this.#parts.clock.monotonicMs());
  }

  async #ask(phone: string): Promise<LookUp> {
    const { clock, messenger } = this.#parts;
    const found = await bounded(clock, messenger.lookUp(phone), lateLookUp);
    if (found.kind === 'registered') {
      this.#health = afterFound(clock.monotonicMs());
      this.#waitsSinceMs = null;
    }
    return found;
  }

  #absent(): Look {
    this.#health = afterAbsent(this.#health);
    this.#waitsSinceMs = null;
    return { kind: 'absent' };
  }
}
