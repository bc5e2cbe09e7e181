import { errorCode, isBusy } from '../../db/open.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import { pauseFor } from '../../domain/state/storage-problem.ts';
import type { DoNotContactParts } from '../do-not-contact/parts.ts';
import { receiveReply } from '../do-not-contact/stop-proposals.ts';
import { InOrder } from '../in-order.ts';
import type { Given, IncomingMessage, OwnMessage } from '../ports.ts';
import { receiveOwn } from './receive.ts';

type InboxParts = DoNotContactParts & Pick<Stores, 'conversations'> & Given<'db' | 'pause' | 'log'>;

/**
 * Stores what people write to the accounts, and what is written from these on any device. These messages come only
 * once, so what cannot be stored while another program writes, or on a full disk, waits for that.
 */
export class Inbox {
  readonly #parts: InboxParts;
  readonly #news: InOrder<() => void>;

  constructor(parts: InboxParts) {
    this.#parts = parts;
    const write = (one: () => void) => this.#write(one);
    this.#news = new InOrder({ clock: parts.clock, most: limits.repliesWaitingMax, write });
  }

  /** `account`: the number that received it; absent where that is not known. */
  receive(message: IncomingMessage, account?: string): void {
    this.#news.add(() => receiveReply(this.#parts, message, account));
  }

  receiveOwn(message: OwnMessage): void {
    this.#news.add(() => receiveOwn(this.#parts, message));
  }

  /** Whether everything received is stored. */
  get isWritten(): boolean {
    return this.#news.isEmpty;
  }

  #write(one: () => void): boolean {
    const { db, pause, log } = this.#parts;
    if (!db.isOpen) return true;
    try {
      db.immediateSoon(one);
      return true;
    } catch (error) {
      log.error('inbox', error);
      if (isBusy(error)) return false;
      const reason = pauseFor(errorCode(error));
      pause(reason, errorCode(error));
      return reason !== 'disk_full';
    }
  }
}
