import { limits } from '../../domain/limits.ts';
import type { Log } from '../ports.ts';
import { wait } from '../timeout.ts';
import { readLines, type TalkParts } from './talk.ts';

type LookThroughParts = TalkParts & {
  readonly isLinked: (phone: string) => boolean;
  /** Whether the database is open: the app may end while it is at work. */
  readonly isOpen: () => boolean;
  readonly log: Log;
};

/** Reads, once WhatsApp is ready, the chats of those who wait, for what the phone answered. It touches nobody. */
export class LookThrough {
  readonly #parts: LookThroughParts;
  #isRunning = false;

  constructor(parts: LookThroughParts) {
    this.#parts = parts;
  }

  /** WhatsApp is ready. Does nothing while it is at work. */
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
