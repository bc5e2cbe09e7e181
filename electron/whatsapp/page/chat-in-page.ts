import type { ChatMessage } from '../../../domain/messages/message-copy.ts';
import type { PageChat, PageMessage, PageWindow } from './page-types.ts';

/** In the page: the last messages with a person, marking none as seen. Null where it cannot be asked; empty without a chat. */
export const readChatInPage = async (
  chatId: string,
  count: number,
  sinceMs: number | null,
): Promise<ChatMessage[] | null> => {
  const tools = (window as unknown as PageWindow).sendOnceTools;
  if (!tools) return null;
  const kinds: Readonly<Record<string, ChatMessage['kind']>> = {
    chat: 'text',
    list_response: 'text',
    buttons_response: 'text',
    template_button_reply: 'text',
    interactive_response: 'text',
    image: 'image',
    video: 'video',
    document: 'document',
    ptv: 'video',
    ptt: 'voice',
    audio: 'audio',
    sticker: 'sticker',
    'sticker-pack': 'sticker',
    location: 'place',
    vcard: 'contact',
    multi_vcard: 'contact',
    poll_creation: 'poll',
    revoked: 'deleted',
  };
  const shown = (message: PageMessage): ChatMessage => {
    const hasFile = typeof message.filehash === 'string' && message.filehash !== '';
    const kind = kinds[message.type] ?? 'other';
    // For whatever is no text `body` is a preview, or what a program reads.
    const isWords = !hasFile && kind !== 'place' && kind !== 'contact' && kind !== 'deleted';
    const text = (isWords ? message.body : message.caption) ?? '';
    const { id, t } = message;
    return { random: id.id, fromMe: id.fromMe === true, kind, text, ack: tools.ackOf(message), atMs: t * 1_000 };
  };
  const chats = tools.findChats(tools.idsOf(chatId));
  const read = await Promise.all(chats.map((chat) => tools.recentMessages(chat, count, sinceMs)));
  return read
    .flat()
    .sort((one, other) => one.t - other.t)
    .slice(-count)
    .map(shown);
};

/** In the page: the chats of people written in since then, newest first. Null where it cannot be asked. */
export const readActiveChatsInPage = (sinceMs: number, most: number): string[] | null => {
  const page = window as unknown as PageWindow;
  const tools = page.sendOnceTools;
  if (!tools) return null;
  // WhatsApp's times have whole seconds, cut off.
  const writtenMs = (chat: PageChat): number => (chat.t ?? 0) * 1_000 + 999;
  const chats = page.require('WAWebCollections').Chat.getModelsArray();
  return chats
    .filter((chat) => writtenMs(chat) >= sinceMs)
    .sort((one, other) => writtenMs(other) - writtenMs(one))
    .map((chat) => tools.textOf(chat.id))
    .filter((id) => /@(c\.us|lid)$/.test(id))
    .slice(0, most);
};
