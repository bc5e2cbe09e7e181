import { type ChatStore, directionOf } from './chat-store.ts';
import type { Database } from './database.ts';
import { digitsOf, numberWidOf } from './directory.ts';
import type { Journal } from './journal.ts';
import { randomId } from './message-key.ts';
import { MessageModel } from './models.ts';
import type { ReceiptNotice } from './network.ts';
import { createWid, Wid } from './wid.ts';

const secondMs = 1_000;
const dayMs = 86_400 * secondMs;
const otherChat = new Wid('447700900199', 'c.us');

interface Parts {
  readonly remote: Wid;
  readonly fromMe: boolean;
  readonly id: string;
}

function createMessage(chatStore: ChatStore, parts: Parts, body: string, at: number, more: object = {}): MessageModel {
  const id = new chatStore.MessageKey(parts);
  const t = Math.floor(at / secondMs);
  return new MessageModel({ ...directionOf(id), id, type: 'chat', t, body, ...more }, at * secondMs);
}

/** What the client does with an acknowledgement: the message in memory shows it, the record on disk keeps it. */
export async function applyReceipt(chatStore: ChatStore, { envelope, receipt }: ReceiptNotice): Promise<void> {
  const { ack, under = 'own', raw = false } = receipt;
  if (under !== 'own') {
    const remote = under === 'other_chat' ? otherChat : createWid(envelope.chat);
    const parts = { remote, fromMe: under === 'other_chat', id: envelope.id };
    chatStore.messages.add(createMessage(chatStore, parts, 'Another message', Date.now())).showAck(ack);
    return;
  }
  const key = chatStore.MessageKey.fromString(envelope.key);
  const model = chatStore.messages.known(key);
  if (model && (raw || ack > model.ack)) model.showAck(ack);
  await chatStore.storeAck(key, ack);
}

/** A message from somebody else. */
export async function receive(chatStore: ChatStore, journal: Journal, from: Wid, text: string): Promise<string> {
  const chat = await chatStore.openChat(numberWidOf(from));
  const id = randomId();
  const model = createMessage(chatStore, { remote: chat.id, fromMe: false, id }, text, Date.now(), { isNewMsg: true });
  chatStore.show(chat, model);
  chat.setUnreadCount(chat.unreadCount + 1);
  await chatStore.keep(model);
  await chatStore.storeChat(chat);
  await journal.record({ kind: 'received', at: Date.now(), id, from: chat.id.toString(), body: text });
  return id;
}

/** A message that the operator typed on the phone: it appears here, and was never handed over here. */
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

/** Lets a chat contain the text since yesterday, read. It is on disk only, like all history. */
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
