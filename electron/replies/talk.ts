import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import type { ChatMessage } from '../../domain/messages/message-copy.ts';
import { isAnswered, type Talk, talkLines } from '../../domain/people/talk.ts';
import type { Given, ReadChat } from '../ports.ts';

export type TalkParts = Pick<Stores, 'conversations' | 'answers' | 'replies' | 'people'> &
  Given<'clock' | 'changes'> & {
    readonly readChat: ReadChat;
    /** The tokens of the attempts that are on their way. */
    readonly inFlight: () => readonly string[];
  };

/** The chat with a person who wrote back, after taking over answers from the phone; null without one. */
export async function readTalk(parts: TalkParts, messageId: number): Promise<Talk | null> {
  const { answers, conversations, people, inFlight } = parts;
  const to = answers.correspondent(messageId);
  if (!to) return null;
  const lines = await readLines(parts, messageId, to, limits.talkLinesShown);
  const given = answers.of(messageId, inFlight());
  const last = given.at(-1);
  const shown = lines === null || lines.length === 0 ? keptLines(parts, messageId) : lines;
  return {
    lines: talkLines(shown, conversations.origins(shown.map(({ random }) => random)), given),
    isRead: lines !== null,
    seen: lines?.at(-1)?.random ?? null,
    isStopped: answers.isStopped(messageId),
    person: people.ofMessage(messageId),
    unsent: last?.state === 'not_sent' ? last : null,
  };
}

/** Reads the last lines of a chat, and takes over an answer in it. Null where it cannot be read. */
export async function readLines(
  { conversations, readChat, clock, changes }: TalkParts,
  messageId: number,
  { chatId, account }: { readonly chatId: string; readonly account: string },
  count: number,
): Promise<readonly ChatMessage[] | null> {
  const lines = await readChat(chatId, count, null, account);
  if (lines === null) return null;
  const isDone = isAnswered(lines, conversations.origins(lines.map(({ random }) => random)));
  if (isDone && conversations.answeredInChat(messageId, lines, clock.nowMs())) changes.replies();
  return lines;
}

/** The stored replies, where WhatsApp's chat cannot be read or is empty. */
function keptLines({ replies }: TalkParts, messageId: number): ChatMessage[] {
  return replies
    .of(messageId)
    .slice(-limits.talkLinesShown)
    .map(({ atMs, text }) => ({ random: '', fromMe: false, kind: 'text', text, ack: 0, atMs }));
}
