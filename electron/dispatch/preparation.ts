import type { NextMessage } from '../../db/messages/queue.ts';
import type { Attachment } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import { isCopy } from '../../domain/messages/message-copy.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Clock, Log, LookUp, Messenger, OutgoingAttachment } from '../ports.ts';
import { withTimeout } from '../timeout.ts';
import { bounded } from './bounded.ts';
import type { Look, Looks } from './looks.ts';

/** A file that goes out with a text; `keepsPlace`: with the place where a picture was taken. */
export type ChosenFile = Pick<NextMessage, 'attachmentHash' | 'keepsPlace'>;

export type PreparationParts = {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
  readonly attachment: (
    hash: string,
  ) => { file: Attachment; read: (keepsPlace: boolean) => Promise<OutgoingAttachment> } | undefined;
};

/** What is known of a message before its claim. Nothing has been touched yet, neither here nor at WhatsApp. */
export type Prepared =
  | {
      readonly kind: 'ready';
      readonly found: LookUp & { kind: 'registered' };
      /** Only presence of our copy in the chat is proof; where the chat could not be read, the claim goes on. */
      readonly copy: 'present' | 'absent' | 'unknown';
      readonly attachment: OutgoingAttachment | null;
    }
  | (Look & { kind: 'not_found' })
  | { readonly kind: 'attachment_unreadable' };

/** Finds the person on WhatsApp, looks for our copy of their text in the chat, and reads the attachment. */
export async function prepare(
  parts: PreparationParts,
  looks: Looks,
  account: Account,
  message: NextMessage,
  text: string,
): Promise<Prepared> {
  const found = await looks.look(message.phone, account);
  if (found.kind !== 'registered') return found;
  const copy = await findCopy(parts, found.chatId, message, text);
  const attachment = await readAttachment(parts, message);
  if (attachment === 'unreadable') return { kind: 'attachment_unreadable' };
  return { kind: 'ready', found, copy, attachment };
}

/** Whether one of our own last messages in the chat is a copy. For a repeat only those since its declaration count. */
async function findCopy(
  { messenger, clock }: PreparationParts,
  chatId: string,
  message: NextMessage,
  text: string,
): Promise<'present' | 'absent' | 'unknown'> {
  const sinceMs = message.copiesSinceMs;
  const lines = await bounded(clock, messenger.readChat(chatId, limits.historyMessagesRead, sinceMs), null);
  if (lines === null) return 'unknown';
  const wanted = { text, attachmentKind: message.attachmentKind, sinceMs };
  return lines.some((line) => isCopy(line, wanted)) ? 'present' : 'absent';
}

/** The bytes of an attachment as the page gets them; null where the message has none. */
export async function readAttachment(
  { attachment, clock, log }: PreparationParts,
  { attachmentHash: hash, keepsPlace }: ChosenFile,
): Promise<OutgoingAttachment | null | 'unreadable'> {
  if (hash === null) return null;
  const file = attachment(hash);
  if (!file) return 'unreadable';
  try {
    return await withTimeout(clock, limits.attachmentReadMs, file.read(keepsPlace));
  } catch (error) {
    log.error('attachment', error);
    return 'unreadable';
  }
}
