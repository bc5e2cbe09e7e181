import { chanceOf } from '../scenarios.ts';
import type { ChatStore } from './chat-store.ts';
import { digitsOf } from './directory.ts';
import { type ChatModel, MessageModel } from './models.ts';

const secondMs = 1_000;
/** Of ten new chats, eight begin with the note on encryption, and two of these have a card as well. */
const withNote = 0.8;
const withCard = 0.2;

/**
 * Puts WhatsApp Web's notes into a chat that was just made. They look like new messages from that person, without text
 * and without an acknowledgement.
 */
export async function noteNewChat(chatStore: ChatStore, chat: ChatModel, always: boolean): Promise<void> {
  const chance = always ? 0 : chanceOf(digitsOf(chat.id));
  const notes: object[] = [];
  if (chance < withNote) notes.push({ type: 'e2e_notification', kind: 'e2eNotification', subtype: 'encrypt' });
  if (chance < withCard)
    notes.push({ type: 'notification_template', kind: 'notificationTemplate', subtype: 'contact_info_card' });
  const models = notes.map((note) => createNote(chatStore, chat, note));
  await chatStore.keep(...models);
  for (const model of models) chatStore.show(chat, model);
}

function createNote(chatStore: ChatStore, { id: remote }: ChatModel, note: object): MessageModel {
  const { MessageKey, me } = chatStore;
  const id = new MessageKey({ fromMe: me.is(remote), remote, id: MessageKey.newId_DEPRECATED() });
  const to = remote.isLid() ? me.lid() : me.number();
  const t = Math.floor(Date.now() / secondMs);
  return new MessageModel({ ...note, id, from: remote, to, t, templateParams: [], isNewMsg: true });
}
