import { type AttachmentKind, attachmentKinds } from '../campaign.ts';
import { isSameText } from '../template/text-identity.ts';
import { serverAck } from './message.ts';

/** What a message in a chat is. Of copies only texts and files of ours are told. */
export const chatMessageKinds = [
  'text',
  ...attachmentKinds,
  'voice',
  'audio',
  'sticker',
  'place',
  'contact',
  'poll',
  'deleted',
  'other',
] as const;

/** A message in WhatsApp's own chat, by either side. Times are WhatsApp's, in whole seconds. */
export type ChatMessage = {
  readonly random: string;
  readonly fromMe: boolean;
  readonly kind: (typeof chatMessageKinds)[number];
  /** The text, or the caption of an attachment. */
  readonly text: string;
  /** WhatsApp's word on ours. Below 1 it stands in the chat of this computer alone, and may never have left. */
  readonly ack: number;
  readonly atMs: number;
};

/** A message in the chat, as far as it tells whether it is a copy of ours. */
export type PossibleCopy = Omit<ChatMessage, 'random'>;

/** The message that a copy is looked for. */
export type WantedCopy = {
  /** The text as this person gets it, or the caption. */
  readonly text: string;
  /** Null for a plain text. */
  readonly attachmentKind: AttachmentKind | null;
  /** Copies from before this do not count; null where all do. */
  readonly sinceMs: number | null;
};

/**
 * Whether a message in the chat is a copy of ours that WhatsApp took. One without a tick stands on this computer alone
 * and proves nothing. WhatsApp encodes pictures anew, so a file counts by its kind and its caption, and one without a
 * caption is never taken for a copy: two such pictures look alike and need not be.
 */
export function isCopy(found: PossibleCopy, wanted: WantedCopy): boolean {
  if (!found.fromMe || found.ack < serverAck) return false;
  if (wanted.sinceMs !== null && found.atMs < wanted.sinceMs) return false;
  if (found.kind !== (wanted.attachmentKind ?? 'text')) return false;
  if (wanted.attachmentKind !== null && isSameText(wanted.text, '')) return false;
  return isSameText(found.text, wanted.text);
}
