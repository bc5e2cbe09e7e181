import { randomUUID } from 'node:crypto';
import type { Limits } from '../../domain/limits.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Clock, GateAnswer, GateAsk, HandOverEnd, Leaving, OutgoingMessage } from '../ports.ts';
import { wait } from '../timeout.ts';
import type { SendGate, TrialJudge } from './gate.ts';
import { readIds } from './page/calls-in-page.ts';
import type { TimedPage } from './page/timed-page.ts';

type TrialParts = {
  readonly account: Account;
  /** Every id by which WhatsApp knows the account. */
  readonly ownIds: readonly string[];
  readonly handOver: (outgoing: OutgoingMessage) => Promise<HandOverEnd>;
  /** The page discards a "go" that is older than this. */
  readonly goMaxAgeMs: number;
  readonly clock: Clock;
};

/** `unknown`: the gate was not reached, for a reason that does not lie in the gate. */
export type TrialEnd = { readonly kind: 'holds' } | { readonly kind: 'broken' | 'unknown'; readonly why: string };

/** By then a message that leaves despite a refusal has left. */
const settleMs = 500;
/** How much older than allowed the late "go" is. */
const lateByMs = 1_000;
const refusal: GateAnswer = { go: false, why: 'unknown_attempt' };

type Tried = {
  readonly gate: SendGate;
  readonly page: TimedPage;
  readonly account: Account;
  readonly clock: Clock;
  readonly limits: Limits;
};

/**
 * Tries a page's send gate on the account itself, messaging nobody, for `mostMs` and some seconds: one refusal, or
 * everything that it must stop. Never rejects.
 */
export async function tryGate(tried: Tried, what: 'refusal' | 'all', mostMs: number): Promise<TrialEnd> {
  const { gate, page, account, clock, limits } = tried;
  const end = page.call(mostMs, async (guarded) => {
    const ownIds = await guarded.evaluate(readIds, account.id);
    const handOver = (outgoing: OutgoingMessage) => gate.handOver(guarded, outgoing);
    const trial = new Trial({ account, ownIds, handOver, goMaxAgeMs: limits.gateGoMaxAgeMs, clock });
    return gate.judgedBy(trial, () => (what === 'all' ? trial.runAll() : trial.run()));
  });
  const unknown = (why: string): TrialEnd => ({ kind: 'unknown', why });
  return end.then((known) => known ?? unknown('it is being tried already')).catch((error) => unknown(String(error)));
}

/** Hands a message over. The gate must ask about it once and stop it at a "no", and nothing may be seen below it. */
class Trial implements TrialJudge {
  readonly #parts: TrialParts;
  readonly #tokens = new Set<string>();
  readonly #asks: GateAsk[] = [];
  #answer: () => GateAnswer | Promise<GateAnswer> = () => refusal;
  #hasLeft = false;

  constructor(parts: TrialParts) {
    this.#parts = parts;
  }

  /** Whether the question is about a message of the trial. All others have their own judge. */
  asks({ token }: GateAsk): boolean {
    return this.#tokens.has(token);
  }

  judge(ask: GateAsk): GateAnswer | Promise<GateAnswer> {
    this.#asks.push(ask);
    return this.#answer();
  }

  seeLeaving({ remote }: Leaving): void {
    if (this.#parts.ownIds.includes(remote)) this.#hasLeft = true;
  }

  async run(): Promise<TrialEnd> {
    const token = randomUUID();
    const end = await this.#handOver(token);
    if (end.kind === 'threw' && this.#asks.length === 0 && !this.#hasLeft) return { kind: 'unknown', why: end.why };
    return ended(this.#whatIsWrong(end));
  }

  /** Tries the refusal and the rarer cases: a message tried again, and a "go" that comes too late. Takes seconds. */
  async runAll(): Promise<TrialEnd> {
    const first = await this.run();
    if (first.kind !== 'holds') return first;
    const [token] = this.#tokens;
    const again = token === undefined ? null : await this.#handOver(token);
    if (this.#hasLeft || again?.kind !== 'threw' || this.#askCount() !== 1)
      return ended('a message that was tried before was let through');
    const { clock, goMaxAgeMs } = this.#parts;
    this.#answer = () => wait(clock, goMaxAgeMs + lateByMs).then(() => ({ go: true }));
    const late = await this.#handOver(randomUUID());
    if (this.#askCount() !== 2) return { kind: 'unknown', why: 'the gate was not asked a second time' };
    return ended(this.#hasLeft || late.kind !== 'threw' ? 'a "go" that came late let a message through' : null);
  }

  #askCount(): number {
    return this.#asks.length;
  }

  async #handOver(token: string): Promise<HandOverEnd> {
    const { account, handOver, clock } = this.#parts;
    this.#tokens.add(token);
    const end = await handOver({ token, chatId: account.id, text: 'SendOnce', attachment: null });
    await wait(clock, settleMs);
    return end;
  }

  #whatIsWrong(end: HandOverEnd): string | null {
    const { account } = this.#parts;
    const [ask, ...more] = this.#asks;
    if (this.#hasLeft) return 'a message that was refused reached encryption';
    if (end.kind === 'gate_missing' || end.kind === 'bypassed') return end.why;
    if (!ask) return 'the gate was not asked';
    if (more.length > 0) return 'the gate was asked more than once';
    if (end.kind === 'returned') return 'a refusal was not told';
    if (!ask.key.fromMe || ask.key.random === '') return 'the key of a message cannot be read';
    if (!ask.ids.includes(account.id)) return 'the person of a message cannot be read';
    if (ask.type !== 'chat' || ask.text !== 'SendOnce') return 'the text of a message cannot be read';
    return null;
  }
}

function ended(why: string | null): TrialEnd {
  return why === null ? { kind: 'holds' } : { kind: 'broken', why };
}
