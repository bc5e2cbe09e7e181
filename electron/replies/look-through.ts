import { limits } from '../../domain/limits.ts';
import type { Log } from '../ports.ts';
import { wait } from '../timeout.ts';
import { readLines, type TalkParts } from './talk.ts';

type LookThroughParts = TalkParts & {
  readonly isLinked: (phone: string) => boolean;
  /** Whether the database is open: the app may end meanwhile. */
  readonly isOpen: () => boolean;
  readonly log: Log;
};

/** Reads the chats of people who wait, once WhatsApp is ready, to find answers from the phone. It sends nothing. */
export class LookThrough {
  readonly #parts: LookThroughParts;
  #isRunning = false;

  constructor(parts: LookThroughParts) {
    this.#parts = parts;
  }

  /** Begins when WhatsApp is ready. Does nothing while it is running. */
  begin(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#run()
      .catch((error: unknown) => this.#parts.log.error('answers from the phone', error))
      .finally(() => {
        this.#isRunning = false;
      });
  }

  async #run(): Promise<void> {
    const { answers, conversations, clock, isLinked, isOpen } = this.#parts;
    for (const messageId of conversations.toLookAt(limits.talksLookedAt)) {
      await wait(clock, limits.verifyGapMs);
      if (!isOpen()) return;
      const to = answers.correspondent(messageId);
      if (to && isLinked(to.account)) await readLines(this.#parts, messageId, to, limits.answerLinesRead);
    }
  }
}
