import type { Database } from '../database.ts';
import type { Journal } from '../journal.ts';
import type { ReceiptNotice } from '../network.ts';
import type { ChatStore } from './chat-store.ts';
import { digitsOf, lidOf, numberWidOf } from './directory.ts';
import type { LidMap } from './lid-map.ts';
import { randomId } from './message-key.ts';
import { Collection, MessageModel } from './models.ts';
import { createWid, type Wid } from './wid.ts';

const secondMs = 1_000;
const dayMs = 86_400 * secondMs;
const otherChat = createWid('447700900199@c.us');

interface Parts {
  readonly remote: Wid;
  readonly fromMe: boolean;
  readonly id: string;
}

function createMessage(chatStore: ChatStore, parts: Parts, body: string, at: number, more: object): MessageModel {
  const id = new chatStore.MessageKey(parts);
  const t = Math.floor(at / secondMs);
  return new MessageModel({ ...chatStore.directionOf(id), id, type: 'chat', t, body, ...more }, at * secondMs);
}

/** Applies an acknowledgement to the message in memory and to its record on disk. */
export async function applyReceipt(chatStore: ChatStore, lids: LidMap, notice: ReceiptNotice): Promise<void> {
  const { envelope, receipt } = notice;
  const { ack, under = 'own' } = receipt;
  if (under !== 'own') {
    const parts = { ...foreignKey(createWid(envelope.chat), under), id: envelope.id };
    if (under === 'lid') await lids.learn(parts.remote);
    const model = createMessage(chatStore, parts, envelope.body || 'Another message', Date.now(), { ack: 0 });
    showAck(Collection.put<MessageModel>(chatStore.messages, model), ack);
    return;
  }
  const key = chatStore.MessageKey.fromString(envelope.key);
  const model = Collection.known(chatStore.messages, key);
  if (model && receipt.silent) model.ack = ack;
  else if (model && receipt.raw) showAck(model, ack);
  else model?.updateAck(ack);
  await chatStore.storeAck(key, ack);
}

function foreignKey(chat: Wid, under: 'other_chat' | 'not_from_me' | 'lid'): Omit<Parts, 'id'> {
  if (under === 'other_chat') return { remote: otherChat, fromMe: true };
  return under === 'lid' ? { remote: lidOf(digitsOf(chat)), fromMe: true } : { remote: chat, fromMe: false };
}

/** Announces the acknowledgement to every listener, even where it is not higher than the one before. */
function showAck(model: MessageModel, ack: number): void {
  const before = model.ack;
  model.ack = ack;
  model.trigger('change:ack', model, ack, before);
  model.trigger('change', model);
}

/**
 * Receives a message from somebody else. An unheard one came before anybody listened: while it opens, WhatsApp's page
 * writes the messages that waited for it into its database, and tells no listener that comes later.
 */
export async function receive(
  { chatStore, journal }: { readonly chatStore: ChatStore; readonly journal: Journal },
  from: Wid,
  text: string,
  isUnheard = false,
): Promise<string> {
  const chat = await chatStore.openChat(numberWidOf(from));
  const id = randomId();
  const model = createMessage(chatStore, { remote: chat.id, fromMe: false, id }, text, Date.now(), {
    isNewMsg: !isUnheard,
    ack: 0,
  });
  if (!isUnheard) chatStore.show(chat, model);
  chat.set({ unreadCount: chat.unreadCount + 1 });
  await chatStore.keep(model);
  await journal.record({ kind: 'received', at: Date.now(), id, from: chat.id.toString(), body: text });
  return id;
}

/** A message that the operator typed on the phone: it appears in this page, which never sent it. */
export async function sendByHand(chatStore: ChatStore, journal: Journal, to: Wid, text: string): Promise<string> {
  const chat = await chatStore.openChat(numberWidOf(to));
  const id = randomId();
  const more = { isNewMsg: true, ack: 1 };
  const model = createMessage(chatStore, { remote: chat.id, fromMe: true, id }, text, Date.now(), more);
  chatStore.show(chat, model);
  await chatStore.keep(model);
  await journal.record({ kind: 'sent_by_hand', at: Date.now(), id, to: chat.id.toString(), body: text });
  return id;
}

/** Puts a message of yesterday into the chat, read by the recipient. It is only on disk, like all history. */
export async function seedEarlierText(
  parts: { readonly database: Database; readonly chatStore: ChatStore; readonly journal: Journal },
  to: Wid,
  text: string,
): Promise<void> {
  const { database, chatStore, journal } = parts;
  const seededKey = `seeded:${digitsOf(to)}`;
  if (await database.read('state', (store) => store.get(seededKey))) return;
  await database.write(['state'], (store) => store('state').put(true, seededKey));
  const chat = await chatStore.openChat(numberWidOf(to));
  const at = Date.now() - dayMs;
  const id = randomId();
  await chatStore.keep(createMessage(chatStore, { remote: chat.id, fromMe: true, id }, text, at, { ack: 3 }));
  await journal.record({ kind: 'sent_by_hand', at, id, to: chat.id.toString(), body: text });
}
