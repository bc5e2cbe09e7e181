import type { ChatStore } from '../chats/chat-store.ts';
import { MessageModel } from '../chats/models.ts';
import type { Connection } from '../connection.ts';
import type { Database } from '../database.ts';
import { Emitter, never } from '../emitter.ts';
import type { Delivery, Envelope, Network, ReceiptNotice } from '../network.ts';
import type { Restrictions } from '../restrictions.ts';
import type { Scenario } from '../scenarios.ts';

/** What WhatsApp Web passes to the step that encrypts: a person's message, or a message of its own protocol. */
interface SendRecord {
  readonly type: 'message' | 'addon';
  readonly data: MessageModel;
}

/** The forms in which different builds pass the record. */
export type SendForm = SendRecord | { readonly record: SendForm };

function recordIn(given: SendForm): SendRecord {
  return 'record' in given ? recordIn(given.record) : given;
}

/** The server's answer. `error` is the code of its refusal. */
interface ServerAck {
  readonly t: string;
  readonly count: null;
  readonly error: number | null;
}

/** A message that the page keeps until the network has taken it. */
interface OutboxRecord {
  readonly key: string;
  readonly envelope: Envelope;
  /** The document that holds the message back on purpose. A later document sends it. */
  readonly heldBy?: string;
}

const secondMs = 1_000;
const serverAck = 1;

/** The last step in the page, which encrypts a message and sends it to the server. */
export class SendJob {
  readonly #database: Database;
  readonly #chatStore: ChatStore;
  readonly #network: Network;
  readonly #connection: Connection;
  readonly #restrictions: Restrictions;
  readonly #document = crypto.randomUUID();
  readonly #waiting = new Map<string, (delivery: Delivery) => void>();
  readonly #unacknowledged = new Map<string, () => void>();
  /** Carries out a scenario's effect on the page once the network has the message. */
  readonly #afterTaken: (effect: NonNullable<Scenario['afterTaken']>, model: MessageModel) => Promise<void>;
  /** Triggers the text form of a message's key once the network has the message and the scenario's effect is over. */
  readonly taken = new Emitter();
  /** The module. The page calls its functions through this object, so a function that replaces one here is called. */
  readonly module = {
    encryptAndSendMsg: (given: SendForm, _reporter?: object) => this.#encryptAndSend(recordIn(given)),
  };

  constructor(parts: {
    readonly database: Database;
    readonly chatStore: ChatStore;
    readonly network: Network;
    readonly connection: Connection;
    readonly restrictions: Restrictions;
    readonly afterTaken: (effect: NonNullable<Scenario['afterTaken']>, model: MessageModel) => Promise<void>;
  }) {
    this.#database = parts.database;
    this.#chatStore = parts.chatStore;
    this.#network = parts.network;
    this.#connection = parts.connection;
    this.#restrictions = parts.restrictions;
    this.#afterTaken = parts.afterTaken;
  }

  async #encryptAndSend({ data: model }: SendRecord): Promise<ServerAck> {
    await this.#connection.offlineDelivery.wait();
    if (!model.id?.id) throw new Error('[messaging] sending message without an id');
    const scenario = this.#network.scenarioOf(model.id.remote);
    if (scenario.send === 'throws_before') throw new Error('encryption failed');
    if (scenario.send === 'server_status_error') throw new ServerStatusCodeError(503);
    const envelope = envelopeOf(model);
    const acknowledged = new Promise<void>((resolve) => this.#unacknowledged.set(envelope.key, resolve));
    const delivery = await this.#handOver(envelope, scenario, await this.#nackFor(model, scenario));
    if (delivery === 'lost') return never();
    if (delivery !== 'taken') return answer(delivery.nack);
    if (scenario.afterTaken) await this.#afterTaken(scenario.afterTaken, model);
    this.taken.trigger(envelope.key);
    await acknowledged;
    return answer(null);
  }

  /** The server's first acknowledgement ends the send that waits for it. */
  acknowledge({ envelope, receipt }: ReceiptNotice): void {
    if (receipt.ack < serverAck || (receipt.under ?? 'own') !== 'own') return;
    this.#unacknowledged.get(envelope.key)?.();
    this.#unacknowledged.delete(envelope.key);
  }

  async #nackFor(model: MessageModel, scenario: Scenario): Promise<number | null> {
    if (scenario.restricts === 'timelock') await this.#restrictions.lock(this.#network.settings.restrictionMs);
    if (scenario.restricts === 'cap') await this.#restrictions.cap(this.#network.settings.restrictionMs);
    if (this.#chatStore.me.is(model.id.remote)) return null;
    return this.#chatStore.chatOf(model.id.remote)?.getTcToken() ? null : this.#restrictions.nackForNewChat();
  }

  async #handOver(envelope: Envelope, scenario: Scenario, nack: number | null): Promise<Delivery> {
    const holds = scenario.network === 'holds';
    const record: OutboxRecord = { key: envelope.key, envelope, ...(holds ? { heldBy: this.#document } : {}) };
    await this.#database.write(['outbox'], (store) => void store('outbox').put(record));
    if (holds || !this.#connection.isUp)
      return new Promise<Delivery>((resolve) => this.#waiting.set(envelope.key, resolve));
    return this.#network.deliver(envelope, nack);
  }

  /** Reads the messages that an earlier document held back into memory. Its other unsent messages are never sent. */
  async recallOutbox(): Promise<void> {
    const records = await this.#outbox();
    await this.#database.write(['outbox'], (store) => {
      for (const { key, heldBy } of records) if (heldBy === undefined) store('outbox').delete(key);
    });
    const held = records.filter((record) => record.heldBy !== undefined).map((record) => record.key);
    for (const model of await this.#chatStore.load(held)) {
      this.#chatStore.show(await this.#chatStore.openChat(model.id.remote), model);
    }
  }

  /** Hands over what waited for a connection or for a later document. `all` also hands over what is held back. */
  async flushOutbox(which: 'all' | 'waiting'): Promise<number> {
    const records = (await this.#outbox()).filter((record) => which === 'all' || record.heldBy !== this.#document);
    for (const { key, envelope } of records) {
      const delivery = await this.#network.deliver(envelope, null);
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

/** A step before the hand-over asked the server for something, and the server answered with an error status. */
export class ServerStatusCodeError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`ServerStatusCodeError: ${status}`);
    this.name = 'ServerStatusCodeError';
    this.status = status;
  }
}

function answer(error: number | null): ServerAck {
  return { t: String(Math.floor(Date.now() / secondMs)), count: null, error };
}

/** Fails where the key is no message key, as after the library's `extra: { id }`. */
function envelopeOf(model: MessageModel): Envelope {
  const { body, caption, mimetype, filename, filehash, directPath } = MessageModel.contentOf(model);
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
