import type { Acks } from '../../db/acks.ts';
import type { Db } from '../../db/database.ts';
import { errorCode } from '../../db/open.ts';
import { playedAck, serverAck } from '../../domain/message.ts';
import { pauseFor } from '../../domain/storage-problem.ts';
import type { AckNews, Changes, Clock, Log, PauseSending, RaiseAlarm } from '../ports.ts';
import type { FlightSlot } from './in-flight.ts';

export type AckReceiptParts = {
  readonly db: Db;
  readonly acks: Acks;
  readonly flight: FlightSlot;
  readonly pause: PauseSending;
  readonly raise: RaiseAlarm;
  readonly clock: Clock;
  readonly log: Log;
  readonly changes: Changes;
  /** WhatsApp's word changed one of our messages. */
  readonly onAnswer: () => void;
  /** WhatsApp rejected one of our messages. */
  readonly onRejected: () => void;
};

/** Takes WhatsApp's word on our messages: records it, and tells the message that waits for it. */
export class AckReceipt {
  readonly #parts: AckReceiptParts;

  constructor(parts: AckReceiptParts) {
    this.#parts = parts;
  }

  /** WhatsApp's word on any message, whenever it comes. */
  receive(news: AckNews): void {
    if (!news.fromMe) return;
    try {
      if (news.ack < 0) this.#receiveRejection(news);
      else this.#receiveAck(news);
    } catch (error) {
      const { log, pause } = this.#parts;
      log.error('acknowledgement', error);
      const code = errorCode(error);
      pause(pauseFor(code), code);
    }
  }

  #receiveAck(news: AckNews): void {
    const { db, acks, clock, flight, raise, log } = this.#parts;
    // WhatsApp knows five ticks of which the last is not about our messages.
    if (news.ack > playedAck) {
      log.info('an acknowledgement that is none', { ack: news.ack });
      return;
    }
    const result = db.immediate(() => {
      const recorded = acks.recordAck(news, clock.nowMs());
      if (recorded.kind === 'recorded' && recorded.contradiction && recorded.messageId !== null)
        raise('contradiction', { messageId: recorded.messageId });
      return recorded;
    });
    if (result.kind === 'not_ours') return;
    if (news.ack >= serverAck && flight.current?.waRandom === news.random) flight.current.acknowledged();
    if (result.messageId !== null && result.changed) this.#tell(result.messageId);
  }

  #receiveRejection(news: AckNews): void {
    const { acks, clock, flight, onRejected } = this.#parts;
    const found = acks.recordRejection(news, clock.nowMs());
    if (!found) return;
    if (flight.current?.waRandom === news.random) flight.current.rejected();
    if (found.messageId !== null) this.#tell(found.messageId);
    onRejected();
  }

  #tell(messageId: number): void {
    this.#parts.changes.messages([messageId]);
    this.#parts.onAnswer();
  }
}
