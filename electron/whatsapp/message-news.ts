import type { AckNews, IncomingMessage, Log } from '../ports.ts';
import type { WhatsAppClient } from './client.ts';
import { ackNewsOf, type MessageModel, randomOf, senderOf, typeOf } from './message-id.ts';
import { writtenTypes } from './written-types.ts';

type MessageNewsParts = {
  readonly onAck: (news: AckNews) => void;
  readonly onIncoming: (message: IncomingMessage) => void;
  /** Every id by which WhatsApp knows a person, by one of them. */
  readonly idsOf: (id: string) => Promise<readonly string[]>;
  readonly log: Log;
};

/** The highest acknowledgement that people see: played. Above it WhatsApp has numbers of its own. */
const highestAck = 4;

/** What WhatsApp says of messages: its acknowledgements of ours, and what people write to us. */
export class MessageNews {
  readonly #parts: MessageNewsParts;
  readonly #rejected = new Set<string>();

  constructor(parts: MessageNewsParts) {
    this.#parts = parts;
  }

  listenTo(client: WhatsAppClient): void {
    client.on('message_ack', (message: MessageModel, ack: unknown) => {
      const news = ackNewsOf(message, ack);
      if (news) this.receiveAck(news);
    });
    client.on('message', (message: MessageModel) => void this.#receive(message));
  }

  /** An acknowledgement, by whichever way it came. A rejection comes by several, and is told once. */
  receiveAck(news: AckNews): void {
    const { onAck, log } = this.#parts;
    if (news.ack > highestAck) {
      log.info('an acknowledgement that says nothing', { ack: news.ack });
      return;
    }
    if (news.ack < 0 && this.#rejected.has(news.random)) return;
    if (news.ack < 0) this.#rejected.add(news.random);
    onAck(news);
  }

  async #receive(message: MessageModel): Promise<void> {
    const { idsOf, onIncoming } = this.#parts;
    const from = senderOf(message);
    const type = typeOf(message);
    if (!/@(c\.us|lid)$/.test(from) || !writtenTypes.includes(type) || typeof message.body !== 'string') return;
    // A file may come without words, a text does not.
    if (type === 'chat' && message.body.trim() === '') return;
    const ids = await idsOf(from).catch(() => [from]);
    onIncoming({ ids, text: message.body, waKey: randomOf(message.id) });
  }
}
