import { limits } from '../../domain/limits.ts';
import type { AckNews } from '../ports.ts';
import type { WhatsAppClient } from './client.ts';
import { ackNewsOf, isFromMe, type MessageModel, randomOf, receiverOf, senderOf, typeOf } from './message-id.ts';
import { AckNumber, IncomingWords, writtenTypes } from './page/page-words.ts';
import type { SessionParts } from './session-parts.ts';

type MessageNewsParts = Pick<SessionParts, 'onAck' | 'onIncoming' | 'onOwn' | 'log'> & {
  /** Every id by which WhatsApp knows a person, given one of them. */
  readonly idsOf: (id: string) => Promise<readonly string[]>;
};

/** WhatsApp's news of messages: its acknowledgements of ours, and what people write to us. */
export class MessageNews {
  readonly #parts: MessageNewsParts;
  readonly #rejected = new Set<string>();

  constructor(parts: MessageNewsParts) {
    this.#parts = parts;
  }

  listenTo(client: WhatsAppClient): void {
    client.on('message_ack', (message: MessageModel | null | undefined, ack: unknown) => {
      const news = ackNewsOf(message ?? {}, ack);
      if (news) this.receiveAck(news);
    });
    client.on('message', (message: MessageModel | null | undefined) => void this.#receive(message ?? {}));
    client.on('message_create', (message: MessageModel | null | undefined) => void this.#receiveOwn(message ?? {}));
  }

  /** Takes an acknowledgement, by whatever way it came. A rejection comes in several ways, and is reported once. */
  receiveAck(news: AckNews): void {
    const { onAck, log } = this.#parts;
    if (!AckNumber.safeParse(news.ack).success) {
      log.info('an acknowledgement that says nothing', { ack: news.ack });
      return;
    }
    if (news.ack < 0 && this.#rejected.has(news.random)) return;
    if (news.ack < 0) this.#noteRejected(news.random);
    onAck(news);
  }

  async #receiveOwn(message: MessageModel): Promise<void> {
    const words = { from: receiverOf(message), type: typeOf(message), body: '', random: randomOf(message.id) };
    const read = IncomingWords.safeParse(words);
    if (!read.success || !isFromMe(message.id)) return;
    const { from: to, type, random } = read.data;
    if (!/@(c\.us|lid)$/.test(to) || !writtenTypes.includes(type)) return;
    const ids = await this.#parts.idsOf(to).catch(() => [to]);
    this.#parts.onOwn({ ids, waKey: random });
  }

  async #receive(message: MessageModel): Promise<void> {
    const { idsOf, onIncoming } = this.#parts;
    const { body: words, timestamp: seconds } = message;
    const told = { from: senderOf(message), type: typeOf(message), body: words, random: randomOf(message.id), seconds };
    const read = IncomingWords.safeParse(told);
    if (!read.success) return;
    const { from, type, body, random } = read.data;
    if (!/@(c\.us|lid)$/.test(from) || !writtenTypes.includes(type)) return;
    // A file may come without words, a text may not.
    if (type === 'chat' && body.trim() === '') return;
    const ids = await idsOf(from).catch(() => [from]);
    const writtenAtMs = read.data.seconds === undefined ? undefined : read.data.seconds * 1_000;
    onIncoming({ ids, text: body, waKey: random, writtenAtMs });
  }

  #noteRejected(random: string): void {
    this.#rejected.add(random);
    const [oldest] = this.#rejected;
    if (this.#rejected.size > limits.rejectionsKept && oldest !== undefined) this.#rejected.delete(oldest);
  }
}
