import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Queue } from '../../db/messages/queue.ts';
import { limits } from '../../domain/limits.ts';
import { deliveredAck } from '../../domain/messages/message.ts';
import { type MessageKey, wholeKey } from '../../domain/messages/message-key.ts';
import type { AckNews, Clock, RecordAck } from '../ports.ts';

type MissedTicksParts = {
  readonly queue: Pick<Queue, 'unread'>;
  /** What WhatsApp's own records show; null where it cannot be asked now. */
  readonly readAcks: (keys: readonly MessageKey[]) => Promise<readonly RecordAck[] | null>;
  readonly onAck: (news: AckNews) => void;
  readonly clock: Clock;
};

/**
 * Reads the ticks of messages that an account sent and nobody has read as far as is known, the newest first. WhatsApp's
 * page reports ticks only for messages in its memory: not those that came while the app was closed, nor for messages
 * from before, until they are read here. Returns false where WhatsApp cannot be asked.
 */
export async function readMissedTicks(parts: MissedTicksParts, phone: string, goesOn: () => boolean): Promise<boolean> {
  const { queue, readAcks, onAck, clock } = parts;
  const sinceMs = clock.nowMs() - limits.reconcileForMs;
  const most = limits.missedTicksRead;
  let beforeMs = Number.MAX_SAFE_INTEGER;
  for (let read = 0; read < limits.missedTicks; read += most) {
    const sent = queue.unread(phone, { sinceMs, beforeMs, most });
    const keys = sent.map(wholeKey);
    const found = keys.length === 0 ? [] : await readAcks(keys);
    if (found === null || !goesOn()) return false;
    for (const { random, remote, ack } of found.filter((one) => one.ack >= deliveredAck)) {
      onAck({ random, remote, ack, fromMe: true });
      // Each tick is stored by itself.
      await othersTurn();
      if (!goesOn()) return false;
    }
    if (sent.length < most) break;
    beforeMs = sent.at(-1)?.passedAtMs ?? 0;
  }
  return true;
}
