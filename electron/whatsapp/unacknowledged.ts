import type { AckNews, Clock, GateAnswer } from '../ports.ts';

/** The messages that passed the send gate of a page and have no word from WhatsApp yet: the page may still hold them. */
export class Unacknowledged {
  readonly #clock: Clock;
  /** After this a message is not waited for any more. */
  readonly #maxAgeMs: number;
  /** When each passed, by the random part of its id, on the monotonic clock. */
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
