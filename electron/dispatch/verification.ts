import { setImmediate } from 'node:timers/promises';
import type { ToVerify, VerificationStore, VerificationSums } from '../../db/report/verification.ts';
import type { Verification as VerificationView } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { serverAck } from '../../domain/messages/message.ts';
import { type ChatMessage, isCopy } from '../../domain/messages/message-copy.ts';
import { isSameText } from '../../domain/template/text-identity.ts';
import type { Given, Messenger } from '../ports.ts';
import { wait } from '../timeout.ts';

type VerificationParts = Given<'clock' | 'log'> & {
  readonly store: VerificationStore;
  /** The accounts that are linked now, by number, whose chats can be read. */
  readonly linked: () => ReadonlyMap<string, Pick<Messenger, 'readChat'>>;
  readonly gapMs: () => number;
  readonly onProgress: (view: VerificationView) => void;
  readonly onSecondCopy: (messageId: number) => void;
};

type Running = { readonly campaignId: number; sums: VerificationSums };

const secondMs = 1_000;
const noSums = { total: 0, done: 0, once: 0, none: 0, more: 0, unknown: 0, finishedAtMs: null };

/** Counts our copies of the text in a campaign's chats, slowly; it can be stopped and resumed. Changes no status. */
export class Verification {
  readonly #parts: VerificationParts;
  #running: Running | null = null;
  #isOver = false;

  constructor(parts: VerificationParts) {
    this.#parts = parts;
  }

  isRunning(campaignId: number): boolean {
    return this.#running?.campaignId === campaignId;
  }

  view(campaignId: number): VerificationView {
    const running = this.#running?.campaignId === campaignId ? this.#running : null;
    return { campaignId, isRunning: running !== null, ...(running?.sums ?? this.#parts.store.sums(campaignId)) };
  }

  /** Starts a verification or goes on with it. A finished one begins anew. Only one runs at a time. */
  start(campaignId: number): VerificationView {
    if (this.isRunning(campaignId) || this.#isOver) return this.view(campaignId);
    const { store } = this.#parts;
    const before = store.sums(campaignId);
    const isAnew = before.done > 0 && before.done >= before.total;
    const running: Running = { campaignId, sums: isAnew ? { ...noSums, total: before.total } : before };
    this.#running = running;
    void this.#work(running, isAnew).catch((error: unknown) => {
      // A verification that was stopped may find its data closed, and reports nothing more.
      if (running !== this.#running) return;
      this.#parts.log.error('verification', error);
      this.stop();
    });
    return this.view(campaignId);
  }

  stop(): void {
    const stopped = this.#running;
    this.#running = null;
    if (stopped) this.#parts.onProgress(this.view(stopped.campaignId));
  }

  /** Stops for good: the data is about to be closed. */
  end(): void {
    this.#isOver = true;
    this.stop();
  }

  async #work(running: Running, isAnew: boolean): Promise<void> {
    const { campaignId } = running;
    const { store, clock, gapMs, onProgress, onSecondCopy } = this.#parts;
    while (isAnew && store.reset(campaignId)) {
      await setImmediate();
      if (running !== this.#running) return;
    }
    let next = this.#next(running, store.lastRead(campaignId));
    for (; next; next = this.#next(running, next.recipientId)) {
      const seen = await this.#count(next, running);
      if (running !== this.#running) return;
      store.record(next.messageId, seen, clock.nowMs());
      noteSeen(running, seen);
      if (seen !== null && seen > 1) onSecondCopy(next.messageId);
      onProgress(this.view(campaignId));
      await wait(this.#parts.clock, gapMs());
      if (running !== this.#running) return;
    }
    this.stop();
  }

  /**
   * The person whose chat is read next. People who were sent to later than somebody further down the list are read at
   * the end. The chats of another account say nothing about a message, so people of an account that cannot be read are
   * left for later.
   */
  #next({ campaignId, sums }: Running, afterRecipientId: number): ToVerify | undefined {
    const { store, linked } = this.#parts;
    const accounts = [...linked().keys()];
    const next = store.next(campaignId, afterRecipientId, accounts);
    return next ?? (sums.done < sums.total ? store.next(campaignId, 0, accounts) : undefined);
  }

  async #count(wanted: ToVerify, running: Running): Promise<number | null> {
    const { linked, store } = this.#parts;
    // Where only the ledger knows the hand-over, or the person was erased, the chat and the text are unknown.
    if (wanted.chatId === '') return null;
    const earliestMs = wanted.campaignStartedAtMs - limits.verifyMarginMs;
    const lines = await linked().get(wanted.account)?.readChat(wanted.chatId, limits.verifyMessagesRead, earliestMs);
    if (!lines || running !== this.#running) return null;
    const sinceMs = countedSince(lines, wanted);
    const copies = countCopies(lines, { ...wanted, sinceMs }, (random) => store.isOfAnother(random, wanted.messageId));
    // If the chat is too long to be read back to the campaign's start, an unseen copy may be further up.
    const isReadBack = lines.length < limits.verifyMessagesRead || lines.some(({ atMs }) => atMs < sinceMs);
    return isReadBack || (copies ?? 0) > 1 ? copies : null;
  }
}

/** Adds a result to the sums: counting a long campaign anew for each chat would hold everything up. */
function noteSeen(running: Running, seen: number | null): void {
  const kind = seen === null ? 'unknown' : seen === 0 ? 'none' : seen === 1 ? 'once' : 'more';
  const { sums } = running;
  running.sums = { ...sums, done: sums.done + 1, [kind]: sums[kind] + 1 };
}

/**
 * From when copies count: the campaign's start by WhatsApp's clock, which may be behind ours and has whole seconds. Our
 * own message shows how far behind; one with a time after its hand-over only waited for the connection.
 */
export function countedSince(
  lines: readonly ChatMessage[],
  { random, passedAtMs, campaignStartedAtMs }: Pick<ToVerify, 'random' | 'passedAtMs' | 'campaignStartedAtMs'>,
): number {
  const ours = lines.find((line) => line.random === random);
  const behindMs = ours === undefined ? 0 : Math.max(0, passedAtMs - ours.atMs);
  return Math.floor((campaignStartedAtMs - behindMs) / secondMs) * secondMs;
}

/**
 * Our copies of a text in a chat since the campaign's start: the message under our own id, and every other one with its
 * text that is no other message of ours. Null when there is only one copy without a tick: this computer shows that also
 * when it never left. Null also where a file without a caption is not shown under our id: nothing tells it from others.
 */
export function countCopies(
  lines: readonly ChatMessage[],
  wanted: Pick<ToVerify, 'body' | 'attachmentKind' | 'random'> & { readonly sinceMs: number },
  isOfAnother: (random: string) => boolean,
): number | null {
  const { body: text, attachmentKind, sinceMs } = wanted;
  const looksAlike = (line: ChatMessage) =>
    isCopy({ ...line, ack: Math.max(line.ack, serverAck) }, { text, attachmentKind, sinceMs });
  const copies = lines.filter(
    (line) => line.fromMe && (line.random === wanted.random || (looksAlike(line) && !isOfAnother(line.random))),
  );
  const [only] = copies;
  if (only === undefined) return attachmentKind !== null && isSameText(text, '') ? null : 0;
  return copies.length === 1 && only.ack < serverAck ? null : copies.length;
}
