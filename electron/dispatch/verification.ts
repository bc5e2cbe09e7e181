import type { ToVerify, VerificationStore } from '../../db/verification.ts';
import type { Verification as VerificationView } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { serverAck } from '../../domain/message.ts';
import type { ChatMessage, Clock, Log, Messenger } from '../ports.ts';

type VerificationParts = {
  readonly store: VerificationStore;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
  readonly gapMs: () => number;
  readonly onProgress: (view: VerificationView) => void;
  /** Somebody has more than one copy. */
  readonly onSecondCopy: (messageId: number) => void;
};

/**
 * Looks through WhatsApp's own chats of a campaign and counts our copies of the text, gently paced. It can be stopped
 * and goes on where it was. It changes no status: it is a second pair of eyes.
 */
export class Verification {
  readonly #parts: VerificationParts;
  #runningId: number | null = null;
  #run = 0;

  constructor(parts: VerificationParts) {
    this.#parts = parts;
  }

  isRunning(campaignId: number): boolean {
    return this.#runningId === campaignId;
  }

  view(campaignId: number): VerificationView {
    return { campaignId, isRunning: this.isRunning(campaignId), ...this.#parts.store.sums(campaignId) };
  }

  /** Starts or goes on. A finished verification begins anew. One runs at a time. */
  start(campaignId: number): VerificationView {
    const sums = this.#parts.store.sums(campaignId);
    if (this.#runningId === campaignId) return this.view(campaignId);
    if (sums.total > 0 && sums.done === sums.total) this.#parts.store.reset(campaignId);
    this.#runningId = campaignId;
    this.#run += 1;
    void this.#work(campaignId, this.#run).catch((error: unknown) => {
      this.#parts.log.error('verification', error);
      this.stop();
    });
    return this.view(campaignId);
  }

  stop(): void {
    const campaignId = this.#runningId;
    this.#runningId = null;
    this.#run += 1;
    if (campaignId !== null) this.#parts.onProgress(this.view(campaignId));
  }

  async #work(campaignId: number, run: number): Promise<void> {
    const { store, messenger, clock, gapMs, onProgress, onSecondCopy } = this.#parts;
    for (let next = store.next(campaignId); next; next = store.next(campaignId)) {
      // Another account's chats say nothing about this campaign, and without a link there is nothing to read.
      if (messenger.account()?.phone !== next.account) break;
      const seen = await this.#count(next);
      if (run !== this.#run) return;
      store.record(next.messageId, seen, clock.nowMs());
      if (seen !== null && seen > 1) onSecondCopy(next.messageId);
      onProgress(this.view(campaignId));
      await this.#pause(gapMs());
      if (run !== this.#run) return;
    }
    this.stop();
  }

  async #count(wanted: ToVerify): Promise<number | null> {
    const { messenger } = this.#parts;
    // Where only the ledger knows of a hand-over, or the person was erased, nothing says which chat and which text.
    if (wanted.chatId === '') return null;
    const earliestMs = wanted.passedAtMs - limits.verifyMarginMs;
    const lines = await messenger.readChat(wanted.chatId, limits.verifyMessagesRead, earliestMs);
    if (lines === null) return null;
    const copies = countCopies(lines, wanted);
    // Where too much was written since to read back to our message, what was not seen may stand before.
    const isReadBack = lines.length < limits.verifyMessagesRead || lines.some(({ random }) => random === wanted.random);
    return isReadBack || (copies ?? 0) > 1 ? copies : null;
  }

  #pause(forMs: number): Promise<void> {
    return new Promise((done) => void this.#parts.clock.after(forMs, done));
  }
}

/**
 * Our copies of a text in a chat, counted from WhatsApp's own time of our message on; from the hand-over where the chat
 * does not show it. WhatsApp makes pictures smaller, so an attachment counts by its caption and that there is a file.
 * Null when all there is is one copy without a tick: this computer shows it also when it never left.
 */
export function countCopies(
  lines: readonly ChatMessage[],
  wanted: Pick<ToVerify, 'body' | 'attachmentHash' | 'random' | 'passedAtMs'>,
): number | null {
  const ours = lines.find((line) => line.random === wanted.random);
  const fromMs = ours?.atMs ?? wanted.passedAtMs - 1_000;
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  const copies = lines.filter(
    (line) =>
      line.fromMe &&
      line.atMs >= fromMs &&
      line.hasFile === (wanted.attachmentHash !== null) &&
      plain(line.text) === plain(wanted.body),
  );
  const [only] = copies;
  return copies.length === 1 && only !== undefined && only.ack < serverAck ? null : copies.length;
}
