import type { Attempts } from '../../db/messages/attempts.ts';
import { errorCode, isBusy } from '../../db/open.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import { playedAck, serverAck } from '../../domain/messages/message.ts';
import { pauseFor } from '../../domain/state/storage-problem.ts';
import { InOrder } from '../in-order.ts';
import type { AckNews, Given } from '../ports.ts';
import type { FlightParts } from './in-flight.ts';

export type AckReceiptParts = FlightParts &
  Pick<Stores, 'acks'> &
  Given<'raise' | 'changes' | 'phone'> & {
    readonly attempts: Pick<Attempts, 'isOf'>;
    /** Called when WhatsApp's news changed one of our messages. */
    readonly onAnswer: () => void;
    readonly onRejected: () => void;
  };

/**
 * Takes WhatsApp's news of our messages: records it, and tells the message that waits for it. While another program
 * writes, the news waits in its order; if the app ends meanwhile, the next start reads WhatsApp's own record.
 */
export class AckReceipt {
  readonly #parts: AckReceiptParts;
  readonly #news: InOrder<AckNews>;

  constructor(parts: AckReceiptParts) {
    this.#parts = parts;
    const write = (news: AckNews) => this.#take(news);
    this.#news = new InOrder({ clock: parts.clock, most: limits.acksKeptMax, write });
  }

  receive(news: AckNews): void {
    if (news.fromMe) this.#news.add(news);
  }

  /** Returns false where the news could not be recorded yet. */
  #take(news: AckNews): boolean {
    const { attempts, phone, log, pause } = this.#parts;
    // Above *played* WhatsApp has one more value, which says nothing about a message that we sent.
    if (news.ack > playedAck) {
      log.info('an acknowledgement that is none', { ack: news.ack });
      return true;
    }
    try {
      // The session of this account has nothing to say about messages of another account.
      if (!attempts.isOf(news.random, phone())) return true;
      if (news.ack < 0) this.#receiveRejection(news);
      else this.#receiveAck(news);
    } catch (error) {
      log.error('acknowledgement', error);
      if (isBusy(error)) return false;
      const code = errorCode(error);
      pause(pauseFor(code), code);
    }
    return true;
  }

  #receiveAck(news: AckNews): void {
    const { db, acks, clock, flight, raise } = this.#parts;
    const result = db.immediateSoon(() => {
      const recorded = acks.recordAck(news, clock.nowMs());
      if (recorded.kind === 'recorded' && recorded.contradiction)
        raise('contradiction', { messageId: recorded.messageId });
      return recorded;
    });
    if (result.kind === 'not_ours') return;
    if (news.ack >= serverAck && flight.current?.waRandom === news.random) flight.current.acknowledged();
    if (result.changed) this.#tell(result);
  }

  #receiveRejection(news: AckNews): void {
    const { db, acks, clock, flight, onRejected } = this.#parts;
    const record = () => acks.recordRejection(news, clock.nowMs());
    const found = db.immediateSoon(record);
    if (!found) return;
    if (flight.current?.waRandom === news.random) flight.current.rejected();
    this.#tell(found);
    onRejected();
  }

  #tell({ messageId, isAnswer }: { readonly messageId: number | null; readonly isAnswer: boolean }): void {
    const { changes } = this.#parts;
    if (isAnswer) changes.replies();
    if (messageId === null) return;
    changes.messages([messageId]);
    this.#parts.onAnswer();
  }
}
