import type { ChatMessage } from '../ports.ts';
import type { PageMessage, PageWindow } from './page-types.ts';

/**
 * Runs in the page: the last messages of a chat, oldest first, without marking anything as seen. Null where the page
 * cannot be asked; an empty list where there is no chat.
 */
export const readChatInPage = async (
  chatId: string,
  count: number,
  sinceMs: number | null,
): Promise<ChatMessage[] | null> => {
  const tools = (window as unknown as PageWindow).sendOnceTools;
  if (!tools) return null;
  const chat = tools.findChat(tools.idsOf(chatId));
  if (!chat) return [];
  const files = ['image', 'video', 'document'] as const;
  const shown = (message: PageMessage): ChatMessage => {
    const hasFile = typeof message.filehash === 'string' && message.filehash !== '';
    const text = (hasFile ? message.caption : message.body) ?? '';
    const kind = message.type === 'chat' ? 'text' : files.find((one) => one === message.type);
    const ack = typeof message.ack === 'number' ? message.ack : 0;
    const atMs = message.t * 1_000;
    return { random: message.id.id, fromMe: message.id.fromMe === true, text, kind: kind ?? 'other', ack, atMs };
  };
  const messages = await tools.recentMessages(chat, count, sinceMs);
  return messages
    .sort((one, other) => one.t - other.t)
    .slice(-count)
    .map(shown);
};
