import type { Acks } from '../../db/acks.ts';
import { errorCode } from '../../db/open.ts';
import { serverAck } from '../../domain/message.ts';
import { errorText } from '../../domain/result.ts';
import type { AckNews, Clock, Log, PauseSending } from '../ports.ts';
import type { FlightSlot } from './in-flight.ts';
import { pauseFor } from './storage-failure.ts';

export type AckReceiptParts = {
  readonly acks: Acks;
  readonly flight: FlightSlot;
  readonly pause: PauseSending;
  readonly clock: Clock;
  readonly log: Log;
  readonly onMessages: (ids: readonly number[]) => void;
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
      pause(pauseFor(errorCode(error)), errorText(error));
    }
  }

  #receiveAck(news: AckNews): void {
    const { acks, clock, flight, onMessages, pause } = this.#parts;
    const result = acks.recordAck(news, clock.nowMs());
    if (result.kind === 'not_ours') return;
    if (news.ack >= serverAck && flight.current?.waRandom === news.random) flight.current.acknowledged();
    if (result.messageId !== null && result.changed) onMessages([result.messageId]);
    if (result.contradiction) pause('contradiction');
  }

  #receiveRejection(news: AckNews): void {
    const { acks, clock, flight, onMessages, pause } = this.#parts;
    const found = acks.recordRejection(news, clock.nowMs());
    if (!found) return;
    if (flight.current?.waRandom === news.random) flight.current.rejected();
    if (found.messageId !== null) onMessages([found.messageId]);
    pause('rejected');
  }
}
