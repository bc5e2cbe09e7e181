import type { Queue } from '../../db/messages/queue.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Given, LookUp } from '../ports.ts';
import { bounded } from '../timeout.ts';

/** Whom WhatsApp found at the same moment: a known number, else our own, which it may know without asking. */
type Witness = 'stranger' | 'own' | 'none';

export type NotFound = { readonly said: 'absent' | 'nothing'; readonly witness: Witness };

/** How WhatsApp answers questions for numbers. A fault only says when to try again, by the monotonic clock. */
export type LookHealth = {
  /** The different messages in a row that had neither an answer nor a witness. Several of them mean an outage. */
  readonly unwitnessed: readonly number[];
  /** How many times in a row nobody answered. */
  readonly tries: number;
  /** When WhatsApp is asked again. Before an outage, only numbers without an answer wait for that. */
  readonly retryAtMs: number;
};

/** What counts against a number, or when it is asked for again because nothing does. */
export type LookVerdict =
  | { readonly counts: 'absent' | 'silence' }
  | { readonly counts: 'nothing'; readonly againInMs: number };

export const healthy: LookHealth = { unwitnessed: [], tries: 0, retryAtMs: 0 };

type LooksParts = Pick<Stores, 'queue'> & Given<'messenger' | 'clock'>;

export type Look = (LookUp & { kind: 'registered' }) | ({ readonly kind: 'not_found' } & NotFound);

const lateLookUp: LookUp = { kind: 'unavailable', why: 'no answer in time' };

/** Asks WhatsApp for numbers, and remembers how it answers. */
export class Looks {
  readonly #parts: LooksParts;
  #health = healthy;
  #lastMs: number | null = null;
  /** Since when an answer is waited for, on the wall clock, to be shown to the operator. */
  #waitsSinceMs: number | null = null;
  /** Whether WhatsApp, when it last did not find a number, said so. */
  #isAnswering = true;
  /** Messages that may be asked for again at once, since there is a new connection. */
  #released: readonly number[] = [];
  /** How many look-ups in a row had no answer, whatever their witnesses got. */
  #unanswered = 0;
  /** From when on the page may be started anew, on the monotonic clock. */
  #newPageFromMs = 0;
  /** How many turns in a row each campaign gave to people who had never been asked for. */
  readonly #newInARow = new Map<number, number>();

  constructor(parts: LooksParts) {
    this.#parts = parts;
  }

  /** When a number was last asked for, on the monotonic clock; null when none was. */
  get lastMs(): number | null {
    return this.#lastMs;
  }

  /** Whether WhatsApp answers, so that numbers that wait only wait to be asked for a second time. */
  get isAnswering(): boolean {
    return this.#isAnswering;
  }

  /** How long an outage is waited for until the next try; null when WhatsApp may be asked. */
  get retryInMs(): number | null {
    return retryInMs(this.#health, this.#parts.clock.monotonicMs()) || null;
  }

  /** Whether it is the turn of a message set aside: every fifth of a campaign, while others were never asked for. */
  isTurnOfSetAside(campaignId: number): boolean {
    return (this.#newInARow.get(campaignId) ?? 0) >= limits.newPerSetAside;
  }

  hadTurn(campaignId: number, wasSetAside: boolean): void {
    this.#newInARow.set(campaignId, wasSetAside ? 0 : (this.#newInARow.get(campaignId) ?? 0) + 1);
  }

  /** Since when sending only waits for WhatsApp's answer, however often it was asked meanwhile. */
  waitsSinceMs(): number {
    this.#waitsSinceMs ??= this.#parts.clock.nowMs();
    return this.#waitsSinceMs;
  }

  /** Called when there is nothing to ask for: the next wait begins anew. */
  rest(): void {
    this.#waitsSinceMs = null;
  }

  /** WhatsApp's answer about a number. If it was not found, also whether WhatsApp answers for others. */
  async look(phone: string, account: Account): Promise<Look> {
    this.#lastMs = this.#parts.clock.monotonicMs();
    const found = await this.#ask(phone);
    this.#unanswered = found.kind === 'unavailable' ? this.#unanswered + 1 : 0;
    if (found.kind === 'registered') {
      this.#health = healthy;
      this.#waitsSinceMs = null;
      return found;
    }
    const said = found.kind === 'absent' ? 'absent' : 'nothing';
    const asking = { queue: this.#parts.queue, ask: (one: string) => this.#ask(one), tries: this.#health.tries };
    const witness = await askWitness(asking, phone, account.phone);
    this.#startPageAnew();
    return { kind: 'not_found', said, witness };
  }

  judge(messageId: number, notFound: NotFound): LookVerdict {
    const [health, verdict] = afterNotFound(this.#health, messageId, notFound, this.#parts.clock.monotonicMs());
    this.#health = health;
    this.#isAnswering = verdict.counts === 'absent';
    if (this.#isAnswering) this.#waitsSinceMs = null;
    else this.waitsSinceMs();
    return verdict;
  }

  disconnected(): void {
    this.#released = this.#health.unwitnessed;
    this.#health = afterDisconnect(this.#health, this.#parts.clock.monotonicMs());
  }

  /** The messages that wait for a time that a new connection makes needless, once. */
  takeReleased(): readonly number[] {
    const released = this.#released;
    this.#released = [];
    return released;
  }

  /** Starts the page anew: with its own store broken it asks nobody and looks well, and numbers would be given up. */
  #startPageAnew(): void {
    const { clock, messenger } = this.#parts;
    if (this.#unanswered < limits.unansweredBeforeNewPage || clock.monotonicMs() < this.#newPageFromMs) return;
    if (!messenger.startAnew()) return;
    this.#unanswered = 0;
    this.#newPageFromMs = clock.monotonicMs() + limits.newPageEveryMs;
  }

  #ask(phone: string): Promise<LookUp> {
    const { clock, messenger } = this.#parts;
    const ask = async () => messenger.lookUp(phone);
    return bounded(clock, ask(), lateLookUp);
  }
}

/** WhatsApp's health after a number was not found, and what that counts against the number. */
export function afterNotFound(
  health: LookHealth,
  messageId: number,
  { said, witness }: NotFound,
  nowMs: number,
): readonly [LookHealth, LookVerdict] {
  if (witness === 'none') {
    const unwitnessed = [...new Set([...health.unwitnessed, messageId])];
    // The tries of the first few numbers do not count as part of the outage.
    const isBegun = unwitnessed.length === limits.outageNumbers && health.unwitnessed.length < limits.outageNumbers;
    const tries = isBegun ? 0 : health.tries;
    const againInMs = limits.lookRetryMs[tries] ?? limits.lookRetryEveryMs;
    return [
      { unwitnessed, tries: tries + 1, retryAtMs: nowMs + againInMs },
      { counts: 'nothing', againInMs },
    ];
  }
  if (said === 'absent') return [healthy, { counts: 'absent' }];
  // The page alone may answer for our own number. Where nobody else was ever found, it may be an outage.
  if (witness === 'own') return [healthy, { counts: 'nothing', againInMs: limits.lookAgainAloneMs }];
  return [healthy, { counts: 'silence' }];
}

/** After a disconnect: the next connection is tried at once, for everybody who waits for WhatsApp. */
export function afterDisconnect(health: LookHealth, nowMs: number): LookHealth {
  return { ...health, retryAtMs: Math.min(health.retryAtMs, nowMs) };
}

/** How long everybody waits until WhatsApp is asked again; 0 when it may be asked now. */
export function retryInMs({ unwitnessed, retryAtMs }: LookHealth, nowMs: number): number {
  return unwitnessed.length < limits.outageNumbers ? 0 : Math.max(0, retryAtMs - nowMs);
}

type Asking = {
  readonly queue: Queue;
  readonly ask: (phone: string) => Promise<LookUp>;
  /** How many times in a row nobody answered: a witness may have left WhatsApp, so each time another one is asked. */
  readonly tries: number;
};

/** Asks for a witness to the answer about a number. Earlier finds prove nothing now, so a person is asked for anew. */
async function askWitness({ queue, ask, tries }: Asking, phone: string, own: string): Promise<Witness> {
  const strangers = queue.foundBefore(own, phone);
  const stranger = strangers[tries % strangers.length];
  const asked = await ask(stranger ?? own);
  if (asked.kind !== 'registered') return 'none';
  return stranger === undefined ? 'own' : 'stranger';
}
