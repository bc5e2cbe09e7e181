import type { Database } from '../database.ts';
import type { Me } from '../me.ts';
import type { MessageKey, MessageKeyClass } from './message-key.ts';
import {
  ChatModel,
  type ChatRecord,
  Collection,
  MessageCollection,
  MessageModel,
  type MessageRecord,
} from './models.ts';
import { createWid, type Wid } from './wid.ts';

const historyPage = 50;

/** The client's chats and messages: on disk all of them, in memory those that the library sees. */
export class ChatStore {
  readonly messages = new MessageCollection();
  readonly chats = new Collection<ChatModel>();
  readonly MessageKey: MessageKeyClass;
  readonly me: Me;
  readonly #database: Database;

  constructor(database: Database, MessageKey: MessageKeyClass, me: Me) {
    this.#database = database;
    this.MessageKey = MessageKey;
    this.me = me;
  }

  /** Reads all chats into memory. Their messages follow only when something asks for them. */
  async start(): Promise<void> {
    const records: ChatRecord[] = await this.#database.read('chats', (store) => store.getAll());
    for (const record of records) {
      this.chats.add(new ChatModel(createWid(record.id), record));
    }
  }

  chatOf(wid: Wid): ChatModel | undefined {
    return Collection.known(this.chats, wid);
  }

  async openChat(wid: Wid): Promise<ChatModel> {
    const known = this.chatOf(wid);
    if (known) return known;
    const chat = Collection.put(this.chats, new ChatModel(wid));
    await this.storeChat(chat);
    return chat;
  }

  async storeChat(chat: ChatModel): Promise<void> {
    await this.#database.write(['chats'], (store) => store('chats').put(chatRecordOf(chat)));
  }

  /** Shows the message to the page's listeners at once. */
  show(chat: ChatModel, model: MessageModel): void {
    this.messages.add(model);
    chat.msgs.add(model);
    chat.set({ t: MessageModel.contentOf(model).t });
  }

  async keep(...models: readonly MessageModel[]): Promise<void> {
    await this.#database.write(['messages', 'chats'], (store) => {
      for (const model of models) {
        store('messages').put(recordOf(model));
        const chat = this.chatOf(model.id.remote);
        const { t, type } = MessageModel.contentOf(model);
        chat?.set({ t: Math.max(chat.t ?? 0, t) });
        if (!model.id.fromMe && !isNote(type)) chat?.set({ tcToken: new Uint8Array(1) });
        if (chat) store('chats').put(chatRecordOf(chat));
      }
    });
  }

  /** Reads messages by the text form of their keys, from memory or from disk. Those not found are left out. */
  async load(keys: readonly { toString(): string }[]): Promise<MessageModel[]> {
    const found = await Promise.all(keys.map((key) => this.#loadOne(key.toString())));
    return found.filter((model) => model !== undefined);
  }

  async #loadOne(key: string): Promise<MessageModel | undefined> {
    const known = Collection.known(this.messages, key);
    if (known) return known;
    const record: MessageRecord | undefined = await this.#database.read('messages', (store) => store.get(key));
    return record && this.modelOf(record);
  }

  /** Reads the next older messages of a chat into memory. Empty when there are none. */
  async loadEarlier(chat: ChatModel): Promise<MessageModel[]> {
    const [first] = chat.msgs.getModelsArray();
    const records = await this.#recordsOf(chat, first ? MessageModel.orderOf(first) : Number.MAX_SAFE_INTEGER);
    const models = records
      .slice(-historyPage)
      .map((record) => Collection.put<MessageModel>(this.messages, this.modelOf(record)));
    chat.msgs.add(models);
    return models;
  }

  /** The chat's messages on disk that are older than `before`. */
  #recordsOf(chat: ChatModel, before: number): Promise<MessageRecord[]> {
    const id = chat.id.toString();
    return this.#database.read('messages', (store) =>
      store.index('chat').getAll(IDBKeyRange.bound([id, 0], [id, before], false, true)),
    );
  }

  /** Keeps the highest acknowledgement; a rejection only where nothing better is known. */
  async storeAck(key: MessageKey, ack: number): Promise<void> {
    await this.#database.write(['messages'], (store) => {
      const request: IDBRequest<MessageRecord | undefined> = store('messages').get(key.toString());
      request.onsuccess = () => {
        const record = request.result;
        if (record?.ack === undefined) return;
        const better = ack < 0 ? record.ack <= 0 : ack > record.ack;
        if (better) store('messages').put({ ...record, ack });
      };
    });
  }

  modelOf(record: MessageRecord): MessageModel {
    const id = this.MessageKey.fromString(record.key);
    const ack = record.ack === undefined ? {} : { ack: record.ack };
    return new MessageModel({ ...withoutGaps(record.content), ...this.directionOf(id), id, ...ack }, record.order);
  }

  /** The sender and the recipient of a message, by its key. */
  directionOf(id: MessageKey): { readonly from: Wid; readonly to: Wid } {
    const me = id.remote.isLid() ? this.me.lid() : this.me.number();
    if (!me) throw new Error('me is unknown');
    return id.fromMe ? { from: me, to: id.remote } : { from: id.remote, to: me };
  }

  /** Forgets everything, as a logout does. */
  async clear(): Promise<void> {
    await this.#database.write(['chats', 'messages', 'outbox'], (store) => {
      for (const name of ['chats', 'messages', 'outbox'] as const) store(name).clear();
    });
  }
}

/** The types of messages that no person wrote. */
const noteTypes = [
  'broadcast_notification',
  'call_log',
  'debug',
  'e2e_notification',
  'gp2',
  'newsletter_notification',
  'notification',
  'notification_template',
  'protocol',
  'pinned_message',
];

export function isNote(type: string): boolean {
  return noteTypes.includes(type);
}

function chatRecordOf({ id, unreadCount, t, tcToken }: ChatModel): ChatRecord {
  return { id: id.toString(), unreadCount, t, tcToken };
}

function recordOf(model: MessageModel): MessageRecord {
  const content = MessageModel.contentOf(model);
  const { type, t, subtype, kind, body, caption, mimetype, filename, filehash, size, directPath, mediaKey } = content;
  return {
    key: model.id.toString(),
    chat: model.id.remote.toString(),
    order: MessageModel.orderOf(model),
    ack: model.ack,
    content: { type, t, subtype, kind, body, caption, mimetype, filename, filehash, size, directPath, mediaKey },
  };
}

function withoutGaps(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
