import type { Queue } from '../../db/messages/queue.ts';
import { limits } from '../../domain/limits.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Clock, LookUp, Messenger } from '../ports.ts';
import { bounded } from '../timeout.ts';
import { afterDisconnect, afterNotFound, healthy, type NotFound, retryInMs, type Verdict } from './look-health.ts';
import { askWitness } from './witness.ts';

type LooksParts = { readonly messenger: Messenger; readonly clock: Clock; readonly queue: Queue };

/** What is known of a number after the look. */
export type Look = (LookUp & { kind: 'registered' }) | ({ readonly kind: 'not_found' } & NotFound);

const lateLookUp: LookUp = { kind: 'unavailable', why: 'no answer in time' };

/** Asks WhatsApp for numbers, and remembers how it answers. */
export class Looks {
  readonly #parts: LooksParts;
  #health = healthy;
  #lastMs: number | null = null;
  /** Since when an answer is waited for, on the wall clock, for the operator's eyes. */
  #waitsSinceMs: number | null = null;
  /** Whether WhatsApp, when it last did not find a number, said so. */
  #isAnswering = true;
  /** Those who may be asked for again at once, since the connection is another. */
  #released: readonly number[] = [];
  /** How many turns in a row of each campaign were of people never asked for before. */
  readonly #newInARow = new Map<number, number>();

  constructor(parts: LooksParts) {
    this.#parts = parts;
  }

  /** When a number was last asked for, on the monotonic clock; null when none was. */
  get lastMs(): number | null {
    return this.#lastMs;
  }

  /** Whether it answers, so that whoever waits only waits to be asked for a second time. */
  get isAnswering(): boolean {
    return this.#isAnswering;
  }

  /** How long an outage is waited for until the next try; null when WhatsApp may be asked. */
  get retryInMs(): number | null {
    return retryInMs(this.#health, this.#parts.clock.monotonicMs()) || null;
  }

  /** Whether it is the turn of one who was set aside: each fifth of a campaign, while others were never asked for. */
  isTurnOfSetAside(campaignId: number): boolean {
    return (this.#newInARow.get(campaignId) ?? 0) >= limits.newPerSetAside;
  }

  /** A campaign had its turn. */
  hadTurn(campaignId: number, wasSetAside: boolean): void {
    this.#newInARow.set(campaignId, wasSetAside ? 0 : (this.#newInARow.get(campaignId) ?? 0) + 1);
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

  /** Returns what WhatsApp says of a number, and of whoever was not found, whether it answers for others. */
  async look(phone: string, account: Account): Promise<Look> {
    this.#lastMs = this.#parts.clock.monotonicMs();
    const found = await this.#ask(phone);
    if (found.kind === 'registered') {
      this.#health = healthy;
      this.#waitsSinceMs = null;
      return found;
    }
    const said = found.kind === 'absent' ? 'absent' : 'nothing';
    const asking = { queue: this.#parts.queue, ask: (one: string) => this.#ask(one), tries: this.#health.tries };
    return { kind: 'not_found', said, witness: await askWitness(asking, phone, account.phone) };
  }

  /** Returns what counts against a number that was not found. */
  judge(messageId: number, notFound: NotFound): Verdict {
    const [health, verdict] = afterNotFound(this.#health, messageId, notFound, this.#parts.clock.monotonicMs());
    this.#health = health;
    this.#isAnswering = verdict.counts === 'absent';
    if (this.#isAnswering) this.#waitsSinceMs = null;
    else this.waitsSinceMs();
    return verdict;
  }

  /** The connection is gone. */
  disconnected(): void {
    this.#released = this.#health.unwitnessed;
    this.#health = afterDisconnect(this.#health, this.#parts.clock.monotonicMs());
  }

  /** Whoever waits for a time that a new connection makes needless, once. */
  takeReleased(): readonly number[] {
    const released = this.#released;
    this.#released = [];
    return released;
  }

  #ask(phone: string): Promise<LookUp> {
    const { clock, messenger } = this.#parts;
    const ask = async () => messenger.lookUp(phone);
    return bounded(clock, ask(), lateLookUp);
  }
}
