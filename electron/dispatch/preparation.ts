import type { NextMessage } from '../../db/messages/queue.ts';
import type { Attachment } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import { type ChatMessage, isCopy } from '../../domain/messages/message-copy.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Given, LookUp, OutgoingAttachment, ReadChat } from '../ports.ts';
import { bounded, withTimeout } from '../timeout.ts';
import type { Look, Looks } from './looks.ts';

/** A file that goes out with a text; `keepsPlace`: including the place where a picture was taken. */
export type ChosenFile = Pick<NextMessage, 'attachmentHash' | 'attachmentName' | 'keepsPlace'>;

type AttachedFile = {
  readonly file: Attachment;
  readonly read: (how: Pick<ChosenFile, 'keepsPlace'>) => Promise<OutgoingAttachment>;
};

export type PreparationParts = Given<'messenger' | 'clock' | 'log'> & {
  /** Reads a chat of another account of this computer; null where that account's page is not ready. */
  readonly readOldChat: ReadChat;
  readonly attachment: (hash: string) => AttachedFile | undefined;
};

/** What is known of a message before its claim. Nothing has been changed yet, here or at WhatsApp. */
export type Prepared =
  | {
      readonly kind: 'ready';
      readonly found: LookUp & { kind: 'registered' };
      /** Only our copy's presence in the chat proves anything; where the chat could not be read, the claim goes on. */
      readonly copy: Copies;
      readonly attachment: OutgoingAttachment | null;
    }
  | (Look & { kind: 'not_found' })
  | { readonly kind: 'attachment_unreadable' }
  | { readonly kind: 'old_chat_unread' };

/** Finds the person, looks for our copy of the text in their chats with this and former accounts, reads the file. */
export async function prepare(
  parts: PreparationParts,
  looks: Looks,
  account: Account,
  message: NextMessage,
  text: string,
): Promise<Prepared> {
  const found = await looks.look(message.phone, account);
  if (found.kind !== 'registered') return found;
  const copy = await findCopies(parts, found, message, text);
  if (copy === null) return { kind: 'old_chat_unread' };
  const attachment = await readAttachment(parts, message);
  if (attachment === 'unreadable') return { kind: 'attachment_unreadable' };
  return { kind: 'ready', found, copy, attachment };
}

type Copies = 'present' | 'absent' | 'unknown';

/**
 * Whether one of our own last messages is a copy, in this chat or in the chat of an account that had the message
 * before; null where one of these cannot be read. For a repeat only messages since its declaration count.
 */
async function findCopies(
  { messenger, clock, readOldChat }: PreparationParts,
  { chatId, ids }: LookUp & { kind: 'registered' },
  message: NextMessage,
  text: string,
): Promise<Copies | null> {
  const sinceMs = message.copiesSinceMs;
  const most = limits.historyMessagesRead;
  const wanted = { text, attachmentKind: message.attachmentKind, sinceMs };
  const isIn = (lines: readonly ChatMessage[]) => lines.some((line) => isCopy(line, wanted));
  let isInOld = false;
  // The other account may know the person by only one of their ids.
  for (const phone of message.movedFrom)
    for (const id of new Set([chatId, ...ids])) {
      const lines = await bounded(clock, readOldChat(id, most, sinceMs, phone), null);
      if (lines === null) return null;
      isInOld ||= isIn(lines);
    }
  const lines = await bounded(clock, messenger.readChat(chatId, most, sinceMs), null);
  if (isInOld) return 'present';
  if (lines === null) return 'unknown';
  return isIn(lines) ? 'present' : 'absent';
}

/** The bytes of an attachment in the form that the page gets; null where the message has none. */
export async function readAttachment(
  { attachment, clock, log }: PreparationParts,
  { attachmentHash: hash, attachmentName, keepsPlace }: ChosenFile,
): Promise<OutgoingAttachment | null | 'unreadable'> {
  if (hash === null) return null;
  const file = attachment(hash);
  if (!file) return 'unreadable';
  try {
    const read = await withTimeout(clock, limits.attachmentReadMs, file.read({ keepsPlace }));
    return { ...read, fileName: attachmentName ?? read.fileName };
  } catch (error) {
    log.error('attachment', error);
    return 'unreadable';
  }
}
