import type { DoubtfulAttempt } from '../../db/messages/queue.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import { serverAck } from '../../domain/messages/message.ts';
import { type MessageKey, wholeKey } from '../../domain/messages/message-key.ts';
import { toChatUser } from '../../domain/phone/phone.ts';
import type { AckNews, Given } from '../ports.ts';
import { withTimeout } from '../timeout.ts';

type ReconciliationParts = Pick<Stores, 'attempts' | 'queue'> &
  Given<'messenger' | 'clock' | 'log' | 'changes'> & {
    /** An acknowledgement found in WhatsApp's record counts like one that came by itself. */
    readonly onAck: (news: AckNews) => void;
  };

/**
 * Reads WhatsApp's own record of messages that are not confirmed: after 10 s, 1 min and 10 min, then each hour, and at
 * each start and reconnect, until WhatsApp acknowledges or 30 days are over, whatever a person saw in the chat
 * meanwhile. An acknowledgement makes them sent; its absence proves nothing and changes nothing.
 */
export class Reconciliation {
  readonly #parts: ReconciliationParts;
  #cancel: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #isStopped = false;
  /** Whether the next round reads every open record, also those that are not due yet. */
  #isAllWanted = false;

  constructor(parts: ReconciliationParts) {
    this.#parts = parts;
  }

  /**
   * Reads open records that are not due yet as well, as many as one round takes, now or once the present round is over:
   * used after a start or a reconnect, which may have cut a round off.
   */
  readAll(): void {
    this.#isAllWanted = true;
    this.#start();
  }

  /** Reads the records once more, before the login and WhatsApp's record go. Waits no longer than a page may hang. */
  async readLast(): Promise<void> {
    this.readAll();
    await withTimeout(this.#parts.clock, limits.pageHangMs, this.#rounds()).catch(() => undefined);
  }

  async #rounds(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Sets the timer for the next record that is to be read, at least `leastMs` from now. */
  arm(leastMs = 0): void {
    this.#cancel();
    const account = this.#parts.messenger.account();
    if (!account || this.#isStopped) return;
    const nextMs = this.#nextMs(account.phone);
    if (nextMs === null) return;
    const delayMs = Math.min(Math.max(leastMs, nextMs - this.#parts.clock.nowMs()), limits.reconcileEveryMs);
    this.#cancel = this.#parts.clock.after(delayMs, () => this.#start());
  }

  /** If the database cannot be read, the dispatcher reports that; here it only means that nothing is read now. */
  #nextMs(account: string): number | null {
    try {
      return this.#parts.queue.nextReconcileAtMs(account);
    } catch (error) {
      this.#parts.log.error('reconciliation', error);
      return null;
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  #start(): void {
    if (this.#running || this.#isStopped) return;
    const untilMs = this.#isAllWanted ? Number.MAX_SAFE_INTEGER : this.#parts.clock.nowMs();
    this.#isAllWanted = false;
    // A record that failed is not asked for again at once: the disk or the page may need a while.
    let leastMs = 0;
    this.#running = this.#run(untilMs)
      .catch((error: unknown) => {
        this.#parts.log.error('reconciliation', error);
        leastMs = limits.reconcileAfterMs[0];
      })
      .finally(() => {
        this.#running = null;
        if (this.#isAllWanted) this.#start();
        else this.arm(leastMs);
      });
  }

  async #run(untilMs: number): Promise<void> {
    const account = this.#parts.messenger.account();
    if (!account) return;
    const open = this.#parts.queue.doubtful(account.phone, untilMs, limits.reconcileBatchCount);
    for (const attempt of open) {
      if (this.#isStopped || this.#parts.messenger.account()?.phone !== account.phone) return;
      await this.#read(attempt);
    }
  }

  async #read(attempt: DoubtfulAttempt): Promise<void> {
    const { attempts, messenger, clock, onAck, changes } = this.#parts;
    const key = keyOf(attempt);
    const reading = await messenger.readRecord(key);
    const nowMs = clock.nowMs();
    const againMs = limits.reconcileAfterMs[attempt.reconciledCount + 1] ?? limits.reconcileEveryMs;
    const isLast = nowMs + againMs > attempt.passedAtMs + limits.reconcileForMs;
    const nextAtMs = isLast ? null : nowMs + againMs;
    if (reading.kind === 'found' && reading.ack >= serverAck) {
      // Stored first: an acknowledgement that does not count for this attempt would be read again at once, without end.
      attempts.noteReconciled(attempt.attemptId, null, nextAtMs, nowMs);
      return onAck({ random: attempt.random, fromMe: true, remote: reading.remote, ack: reading.ack });
    }
    attempts.noteReconciled(
      attempt.attemptId,
      reading.kind === 'unavailable' ? null : attempt.messageId,
      nextAtMs,
      nowMs,
    );
    if (attempt.messageId !== null) changes.messages([attempt.messageId]);
  }
}

/** The key of a message. One that was made from the ledger names no chat; the person's number says where to look. */
function keyOf(attempt: DoubtfulAttempt): MessageKey {
  const key = wholeKey(attempt);
  if (key.remote !== '') return key;
  return { ...key, remote: attempt.chatId || (attempt.phone === null ? '' : `${toChatUser(attempt.phone)}@c.us`) };
}
