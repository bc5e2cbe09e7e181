import type { AckNews, Clock, GateAnswer } from '../ports.ts';

/** The messages that passed a page's send gate and have no answer from WhatsApp yet: the page may still hold them. */
export class Unacknowledged {
  readonly #clock: Clock;
  /** After this time a message is no longer waited for. */
  readonly #maxAgeMs: number;
  /** When each message passed, by the random part of its id, on the monotonic clock. */
  readonly #passedAtMs = new Map<string, number>();

  constructor(clock: Clock, maxAgeMs: number) {
    this.#clock = clock;
    this.#maxAgeMs = maxAgeMs;
  }

  noteAnswer(random: string, answer: GateAnswer): GateAnswer {
    if (answer.go) this.#passedAtMs.set(random, this.#clock.monotonicMs());
    return answer;
  }

  noteAck({ random, ack }: AckNews): void {
    if (ack !== 0) this.#passedAtMs.delete(random);
  }

  isAny(): boolean {
    const oldestMs = this.#clock.monotonicMs() - this.#maxAgeMs;
    for (const [random, passedAtMs] of this.#passedAtMs) if (passedAtMs < oldestMs) this.#passedAtMs.delete(random);
    return this.#passedAtMs.size > 0;
  }
}
