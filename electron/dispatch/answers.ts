import type { Answers } from '../../db/people/answers.ts';
import { limits } from '../../domain/limits.ts';
import type { AnswerEnd } from '../../domain/people/answer.ts';
import { assert } from '../../domain/result.ts';
import { restrictionDetail } from '../../domain/state/restriction.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Changes, GateRefusal, Given } from '../ports.ts';
import { bounded } from '../timeout.ts';
import { HandOver, type HandOverParts } from './hand-over.ts';
import { InFlight } from './in-flight.ts';
import type { Together } from './together.ts';

/** An answer whose attempt is open. Everything else about it is in the attempt. */
export type AnswerOrder = {
  readonly token: string;
  readonly account: string;
  readonly chatId: string;
  readonly text: string;
  /** The random part of the last message in the chat that its writer has read; null where they saw none. */
  readonly seen: string | null;
};

type AnswerParts = HandOverParts &
  Given<'random'> & {
    readonly answers: Answers;
    readonly settings: () => { readonly ackWaitMs: number };
    readonly changes: Pick<Changes, 'replies'>;
    readonly together: Together;
  };

type AnswerHooks = Given<'pause' | 'nudge'> & {
  /** Whether an answer may leave now: no alarm, and no pause but the operator's own or one for new chats only. */
  readonly mayGo: () => boolean;
};

/** An answer that waits, and until when, on the monotonic clock. */
type Waiting = { readonly order: AnswerOrder; readonly untilMs: number; readonly cancel: () => void };

/**
 * Answers that wait for their turn, in the order in which they were given. They are in memory only: one that waits when
 * the app ends is closed at the next start and never goes, as one whose gate does not open within two minutes.
 */
export class AnswerSender {
  readonly #parts: AnswerParts;
  readonly #hooks: AnswerHooks;
  readonly #handOver: HandOver;
  readonly #waiting: Waiting[] = [];
  /** Until when nothing is tried again after the page was not ready or the chat could not be read. */
  #againAtMs = 0;
  #gapMs: number = limits.answerGapMinMs;

  constructor(parts: AnswerParts, hooks: AnswerHooks) {
    this.#parts = parts;
    this.#hooks = hooks;
    this.#handOver = new HandOver(parts);
  }

  take(order: AnswerOrder): void {
    const { clock } = this.#parts;
    const cancel = clock.after(limits.answerWaitMs, () => void this.#giveUp(order.token, 'too_late'));
    this.#waiting.push({ order, untilMs: clock.monotonicMs() + limits.answerWaitMs, cancel });
  }

  /** The attempts of the answers that wait: they are open, and nothing has left by them. */
  get waiting(): readonly string[] {
    return this.#waiting.map(({ order }) => order.token);
  }

  /** How long until the next answer may go; null where none waits that may be tried now. */
  get dueInMs(): number | null {
    const { clock, flight } = this.#parts;
    const nowMs = clock.monotonicMs();
    if (this.#waiting.length === 0 || nowMs < this.#againAtMs) return null;
    const last = flight.lastHandOverMonotonicMs;
    return last === null ? 0 : Math.max(0, last + this.#gapMs - nowMs);
  }

  /** Takes the first answer through the gate, and waits for its end. */
  async sendNext(account: Account): Promise<void> {
    const [next] = this.#waiting;
    assert(next, 'one waits');
    try {
      await this.#send(next, account);
    } finally {
      this.#parts.flight.current = null;
      this.#parts.changes.replies();
    }
  }

  /** The app is about to end: waiting answers never go. */
  stop(): Promise<unknown> {
    return Promise.all([...this.#waiting].map(({ order }) => this.#giveUp(order.token, 'stopped')));
  }

  async #send(waiting: Waiting, account: Account): Promise<void> {
    const { order } = waiting;
    if (order.account !== account.phone) return this.#giveUp(order.token, 'other_account');
    const may = await this.#mayGo(order);
    if (may === 'not_yet') return this.#tryAgain();
    if (may !== 'go') return this.#giveUp(order.token, may);
    const passed = await this.#parts.together.beforeGate(async (hasWaited) => {
      const mayStill = !hasWaited || (await this.#mayGo(order)) === 'go';
      // The answer was given up while the chat was read.
      if (!this.#waiting.some((one) => one.order === order)) return undefined;
      if (mayStill && this.#hooks.mayGo()) return this.#toItsGate(waiting);
      this.#tryAgain();
      return undefined;
    });
    if (passed) await this.#waitForWord(passed);
  }

  /** Returns the answer in flight if it has passed its gate. */
  async #toItsGate({ order, untilMs }: Waiting): Promise<InFlight | undefined> {
    const { clock, random } = this.#parts;
    this.#gapMs = limits.answerGapMinMs + random() * (limits.answerGapMaxMs - limits.answerGapMinMs);
    const flight = new InFlight(
      { token: order.token, chatId: order.chatId, text: order.text, attachment: null },
      clock,
    );
    // Whatever happens to it, it is handed over only once.
    this.#drop(order.token);
    const reach = await this.#handOver.toGate(flight, untilMs - clock.monotonicMs());
    const why = reach === 'too_late' ? 'too_late' : reach === 'blocked' ? 'blocked_in_whatsapp' : endOf(flight.refusal);
    const closed = await this.#handOver.close(flight, () => this.#close(order.token, why));
    return closed === 'not_sent' ? undefined : flight;
  }

  async #waitForWord(flight: InFlight): Promise<void> {
    const { answers, clock, settings, changes } = this.#parts;
    changes.replies();
    const word = await flight.waitForAck(settings().ackWaitMs);
    if (word === 'acknowledged') return;
    await this.#handOver.whenFree(() => answers.reconcileAll(clock.nowMs() + limits.reconcileAfterMs[0]));
  }

  /** Nothing goes on a page that is not ready, or into a chat whose last messages its writer has not read. */
  async #mayGo({ chatId, seen }: AnswerOrder): Promise<'go' | 'not_yet' | AnswerEnd> {
    const { messenger, clock, attempts } = this.#parts;
    const standing = await messenger.standing(chatId);
    if (standing.kind === 'restricted') {
      this.#hooks.pause('restricted', restrictionDetail(standing.restriction));
      return 'restricted';
    }
    if (standing.kind === 'not_yet') return 'not_yet';
    const lines = await bounded(clock, messenger.readChat(chatId, limits.answerLinesRead, null), null);
    if (lines === null) return 'not_yet';
    const read = seen === null ? -1 : lines.findLastIndex(({ random }) => random === seen);
    // The writers of answers know the answers that this app sent itself.
    const later = lines.slice(read + 1).filter(({ random }) => !attempts.isAnswer(random));
    return (seen === null || read >= 0) && later.length === 0 ? 'go' : 'newer_words';
  }

  #tryAgain(): void {
    const { clock } = this.#parts;
    this.#againAtMs = clock.monotonicMs() + limits.catchUpPollMs;
    clock.after(limits.catchUpPollMs, () => this.#hooks.nudge());
  }

  /** Closes the attempt of an answer that did not leave. An attempt that passed the gate meanwhile stays as it is. */
  async #giveUp(token: string, why: AnswerEnd): Promise<void> {
    const { log, changes } = this.#parts;
    this.#drop(token);
    log.info('answer given up', { why });
    try {
      await this.#handOver.whenFree(() => this.#close(token, why));
      changes.replies();
    } catch (error) {
      // The next start closes the attempt.
      log.error('answer', error);
    }
  }

  #close(token: string, why: AnswerEnd): 'not_sent' | 'passed' {
    const { answers, attempts, clock } = this.#parts;
    const closed = attempts.close(token, clock.nowMs());
    answers.noteEnd(token, why);
    return closed;
  }

  #drop(token: string): void {
    const place = this.#waiting.findIndex(({ order }) => order.token === token);
    const [ended] = place < 0 ? [] : this.#waiting.splice(place, 1);
    ended?.cancel();
  }
}

function endOf(refusal: GateRefusal | null): AnswerEnd {
  if (refusal === 'asked_to_stop') return 'do_not_contact';
  return refusal === 'newer_words' || refusal === 'do_not_contact' || refusal === 'other_account' ? refusal : 'refused';
}
