import type { PracticeSettings } from '../protocol.ts';
import type { ChatStore } from './chat-store.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { numberWidOf } from './directory.ts';
import { never } from './emitter.ts';
import type { Journal } from './journal.ts';
import { type ChatModel, MessageModel } from './models.ts';
import type { Delivery, Envelope, Network } from './network.ts';
import type { Scenario } from './scenarios.ts';

/** What the second promise of a send resolves with. */
interface SendResult {
  readonly messageSendResult: 'OK' | 'ERROR_UNKNOWN';
  readonly t: number;
}

/** A message that the page keeps until the network took it. */
interface OutboxRecord {
  readonly key: string;
  readonly envelope: Envelope;
  /** The document that holds it back on purpose; another document sends it. */
  readonly heldBy?: string;
}

/** The same words before and after the hand-over: an error does not say whether the message left. */
const sendError = 'Failed to send message';

/** The page's way from "send this" to the network: the store, the outbox, the hand-over. */
export class Sender {
  readonly #database: Database;
  readonly #chatStore: ChatStore;
  readonly #network: Network;
  readonly #connection: Connection;
  readonly #journal: Journal;
  readonly #settings: PracticeSettings;
  readonly #document = crypto.randomUUID();
  readonly #waiting = new Map<string, (delivery: Delivery) => void>();
  /** Does to the page what a scenario wants once the network has the message. */
  readonly #afterTaken: (effect: NonNullable<Scenario['afterTaken']>) => Promise<void>;

  constructor(parts: {
    readonly database: Database;
    readonly chatStore: ChatStore;
    readonly network: Network;
    readonly connection: Connection;
    readonly journal: Journal;
    readonly settings: PracticeSettings;
    readonly afterTaken: (effect: NonNullable<Scenario['afterTaken']>) => Promise<void>;
  }) {
    this.#database = parts.database;
    this.#chatStore = parts.chatStore;
    this.#network = parts.network;
    this.#connection = parts.connection;
    this.#journal = parts.journal;
    this.#settings = parts.settings;
    this.#afterTaken = parts.afterTaken;
  }

  /** The last step before WhatsApp takes a message: `[added to the store, sent]`. */
  addAndSend(
    chat: ChatModel,
    attributes: ConstructorParameters<typeof MessageModel>[0],
  ): [Promise<MessageModel>, Promise<SendResult>] {
    const scenario = this.#network.scenarioOf(chat.id);
    if (scenario.handOver === 'throws') throw new Error(sendError);
    if (scenario.handOver === 'reloads_before') {
      location.reload();
      return [never(), never()];
    }
    const model = new MessageModel(attributes);
    const envelope = envelopeOf(model);
    this.#chatStore.show(chat, model);
    const added = this.#keep(model, envelope, scenario);
    const result = added.then(() => this.#handOver(envelope, scenario));
    if (scenario.handOver === 'throws_but_goes') throw new Error(sendError);
    return [this.#whatTheCallerSees(model, scenario, added, result), result];
  }

  async #keep(model: MessageModel, envelope: Envelope, scenario: Scenario): Promise<void> {
    const record: OutboxRecord = {
      key: envelope.key,
      envelope,
      ...(scenario.network === 'holds' ? { heldBy: this.#document } : {}),
    };
    await this.#chatStore.keep(model, { store: 'outbox', record });
    const to = numberWidOf(model.id.remote).toString();
    this.#journal.note({ kind: 'handed_over', at: Date.now(), id: envelope.id, to });
  }

  async #handOver(envelope: Envelope, scenario: Scenario): Promise<SendResult> {
    const mustWait = scenario.network === 'holds' || this.#connection.socket.state !== 'CONNECTED';
    const delivery = mustWait
      ? await new Promise<Delivery>((resolve) => this.#waiting.set(envelope.key, resolve))
      : await this.#network.deliver(envelope);
    if (delivery === 'lost') return never();
    return { messageSendResult: delivery === 'taken' ? 'OK' : 'ERROR_UNKNOWN', t: Math.floor(Date.now() / 1_000) };
  }

  async #whatTheCallerSees(
    model: MessageModel,
    scenario: Scenario,
    added: Promise<void>,
    result: Promise<SendResult>,
  ): Promise<MessageModel> {
    await added;
    if (scenario.hiddenWhenSent) this.#chatStore.messages.hide(model.id.toString(), this.#settings.missMs);
    if (scenario.handOver === 'rejects_when_taken') {
      await result;
      throw new Error(sendError);
    }
    if (scenario.afterTaken) {
      await result;
      await this.#afterTaken(scenario.afterTaken);
    }
    return model;
  }

  /** Messages that an earlier document left behind are in memory again, so that their acknowledgements show. */
  async recallOutbox(): Promise<void> {
    for (const model of await this.#chatStore.load((await this.#outbox()).map((record) => record.key))) {
      this.#chatStore.show(await this.#chatStore.openChat(model.id.remote), model);
    }
  }

  /** Hands over what waited for the connection or for another document; `all` also what is held back on purpose. */
  async flushOutbox(which: 'all' | 'waiting'): Promise<number> {
    const records = (await this.#outbox()).filter((record) => which === 'all' || record.heldBy !== this.#document);
    for (const { key, envelope } of records) {
      const delivery = await this.#network.deliver(envelope);
      this.#waiting.get(key)?.(delivery);
      this.#waiting.delete(key);
    }
    return records.length;
  }

  async countOutbox(): Promise<number> {
    return (await this.#outbox()).length;
  }

  #outbox(): Promise<OutboxRecord[]> {
    return this.#database.read('outbox', (store) => store.getAll());
  }
}

/** Fails for a key that is no key, which is what the library's `extra: { id }` makes of it. */
function envelopeOf(model: MessageModel): Envelope {
  const { body, caption, mimetype, filename, filehash, directPath } = model.content;
  const address = { key: model.id.toString(), id: model.id.id, chat: model.id.remote.toString() };
  if (directPath === undefined) return { ...address, body: body ?? '', caption: '' };
  return {
    ...address,
    body: '',
    caption: caption ?? '',
    ...(mimetype === undefined ? {} : { mimetype }),
    ...(filename === undefined ? {} : { filename }),
    ...(filehash === undefined ? {} : { sha256: hexadecimal(filehash) }),
  };
}

function hexadecimal(base64: string): string {
  return Array.from(atob(base64), (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
