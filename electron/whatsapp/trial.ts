import { randomUUID } from 'node:crypto';
import type { Account } from '../../domain/state.ts';
import type { Clock, GateAnswer, GateAsk, HandOverEnd, OutgoingMessage } from '../ports.ts';
import { wait } from '../timeout.ts';

type TrialParts = {
  readonly account: Account;
  readonly handOver: (outgoing: OutgoingMessage) => Promise<HandOverEnd>;
  readonly clock: Clock;
};

/** `unknown`: the gate was not reached, for a reason that is not the gate's. */
export type TrialEnd = { readonly kind: 'holds' } | { readonly kind: 'broken' | 'unknown'; readonly why: string };

/** What would leave after a refusal has left by then. */
const settleMs = 500;

/**
 * Tries the send gate on the linked account itself, without messaging anybody: a message is handed over, and the gate has
 * to ask for it once, to stop it at a "no", and nothing may be seen below it. While it runs, every question is its own.
 */
export class Trial {
  readonly #parts: TrialParts;
  readonly #asks: GateAsk[] = [];
  #hasLeft = false;

  constructor(parts: TrialParts) {
    this.#parts = parts;
  }

  judge(ask: GateAsk): GateAnswer {
    this.#asks.push(ask);
    return { go: false, why: 'unknown_attempt' };
  }

  seeLeaving(): void {
    this.#hasLeft = true;
  }

  async run(): Promise<TrialEnd> {
    const { account, handOver, clock } = this.#parts;
    const token = randomUUID();
    const end = await handOver({ token, chatId: account.id, text: 'SendOnce', attachment: null });
    await wait(clock, settleMs);
    if (end.kind === 'threw' && this.#asks.length === 0 && !this.#hasLeft) return { kind: 'unknown', why: end.why };
    const why = this.#whatIsWrong(end, token);
    return why === null ? { kind: 'holds' } : { kind: 'broken', why };
  }

  #whatIsWrong(end: HandOverEnd, token: string): string | null {
    const { account } = this.#parts;
    const [ask, ...more] = this.#asks;
    if (this.#hasLeft) return 'a message that was refused reached encryption';
    if (end.kind === 'gate_missing' || end.kind === 'bypassed') return end.why;
    if (!ask) return 'the gate was not asked';
    if (more.length > 0) return 'the gate was asked more than once';
    if (end.kind === 'returned') return 'a refusal was not told';
    if (ask.token !== token) return 'the gate was asked for another message';
    if (!ask.key.fromMe || ask.key.random === '') return 'the key of a message cannot be read';
    if (!ask.ids.includes(account.id)) return 'the person of a message cannot be read';
    if (ask.type !== 'chat' || ask.text !== 'SendOnce') return 'the text of a message cannot be read';
    return null;
  }
}
