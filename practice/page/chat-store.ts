import type { Database } from './database.ts';
import { account } from './directory.ts';
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

/** The client's chats and messages: those in memory, as the library sees them, and all of them on disk. */
export class ChatStore {
  readonly messages = new MessageCollection();
  readonly chats = new Collection<ChatModel>();
  readonly MessageKey: MessageKeyClass;
  readonly #database: Database;

  constructor(database: Database, MessageKey: MessageKeyClass) {
    this.#database = database;
    this.MessageKey = MessageKey;
  }

  /** Chats are in memory from the start, their messages only once they are asked for. */
  async start(): Promise<void> {
    const records: ChatRecord[] = await this.#database.read('chats', (store) => store.getAll());
    for (const record of records) {
      this.chats.add(new ChatModel(this.chats, createWid(record.id), record.unreadCount));
    }
  }

  async openChat(wid: Wid): Promise<ChatModel> {
    const known = this.chats.known(wid);
    if (known) return known;
    const chat = this.chats.add(new ChatModel(this.chats, wid));
    await this.storeChat(chat);
    return chat;
  }

  async storeChat(chat: ChatModel): Promise<void> {
    const record: ChatRecord = { id: chat.id.toString(), unreadCount: chat.unreadCount };
    await this.#database.write(['chats'], (store) => store('chats').put(record));
  }

  /** Shows the message to the page's listeners at once. */
  show(chat: ChatModel, model: MessageModel): void {
    chat.msgs.add(model);
    chat.t = model.content.t;
    this.messages.add(model);
  }

  /** Keeps the message; `alongside` puts more into the same transaction. */
  async keep(model: MessageModel, alongside?: { readonly store: 'outbox'; readonly record: unknown }): Promise<void> {
    await this.#database.write(['messages', 'outbox'], (store) => {
      store('messages').put(recordOf(model));
      if (alongside) store(alongside.store).put(alongside.record);
    });
  }

  /** Reads messages by the text form of their keys, from memory or from disk. Those not found are left out. */
  async load(keys: readonly { toString(): string }[]): Promise<MessageModel[]> {
    const found = await Promise.all(keys.map((key) => this.#loadOne(key.toString())));
    return found.filter((model) => model !== undefined);
  }

  async #loadOne(key: string): Promise<MessageModel | undefined> {
    const known = this.messages.known(key);
    if (known) return known;
    const record: MessageRecord | undefined = await this.#database.read('messages', (store) => store.get(key));
    return record && this.modelOf(record);
  }

  /** Reads the next older messages of a chat into memory. Empty when there are none. */
  async loadEarlier(chat: ChatModel): Promise<MessageModel[]> {
    const oldest = chat.msgs.getModelsArray()[0]?.order ?? Number.MAX_SAFE_INTEGER;
    const records: MessageRecord[] = await this.#database.read('messages', (store) =>
      store.index('chat').getAll(IDBKeyRange.bound([chat.id.toString(), 0], [chat.id.toString(), oldest], false, true)),
    );
    const models = records.slice(-historyPage).map((record) => this.messages.add(this.modelOf(record)));
    for (const model of models) chat.msgs.add(model);
    return models;
  }

  /** Keeps the highest acknowledgement; a rejection only where nothing better is known. */
  async storeAck(key: MessageKey, ack: number): Promise<void> {
    await this.#database.write(['messages'], (store) => {
      const request: IDBRequest<MessageRecord | undefined> = store('messages').get(key.toString());
      request.onsuccess = () => {
        const record = request.result;
        if (!record) return;
        const better = ack < 0 ? record.ack <= 0 : ack > record.ack;
        if (better) store('messages').put({ ...record, ack });
      };
    });
  }

  modelOf(record: MessageRecord): MessageModel {
    const id = this.MessageKey.fromString(record.key);
    return new MessageModel({ ...record.content, ...directionOf(id), id, ack: record.ack }, record.order);
  }

  /** Forgets everything, as a logout does. */
  async clear(): Promise<void> {
    await this.#database.write(['chats', 'messages', 'outbox'], (store) => {
      for (const name of ['chats', 'messages', 'outbox'] as const) store(name).clear();
    });
  }
}

/** Who a message is from and to, which its key says. */
export function directionOf(id: MessageKey): { readonly from: Wid; readonly to: Wid } {
  const me = id.remote.isLid() ? account.lid : account.wid;
  return id.fromMe ? { from: me, to: id.remote } : { from: id.remote, to: me };
}

function recordOf(model: MessageModel): MessageRecord {
  const { type, t, body, caption, mimetype, filename, filehash, size, directPath, mediaKey } = model.content;
  return {
    key: model.id.toString(),
    chat: model.id.remote.toString(),
    order: model.order,
    ack: model.ack,
    content: { type, t, body, caption, mimetype, filename, filehash, size, directPath, mediaKey },
  };
}
