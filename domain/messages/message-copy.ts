import { type AttachmentKind, attachmentKinds } from '../campaign.ts';
import { isSameText } from '../template/text-identity.ts';
import { serverAck } from './message.ts';

/** The kinds of a message in a chat. Copies are recognised only among texts and files of ours. */
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

/** A message in WhatsApp's own chat, of either side. Times are WhatsApp's, in whole seconds. */
export type ChatMessage = {
  readonly random: string;
  readonly fromMe: boolean;
  readonly kind: (typeof chatMessageKinds)[number];
  /** The text, or the caption of an attachment. */
  readonly text: string;
  /** WhatsApp's acknowledgement of our message. Below 1 it is only in this computer's chat and may never have left. */
  readonly ack: number;
  readonly atMs: number;
};

/** The parts of a chat message that tell whether it is a copy of ours. */
export type PossibleCopy = Omit<ChatMessage, 'random'>;

/** The message whose copies are looked for. */
export type WantedCopy = {
  /** The text or caption as this person gets it. */
  readonly text: string;
  /** Null for a plain text. */
  readonly attachmentKind: AttachmentKind | null;
  /** Copies from before this moment do not count; null where all count. */
  readonly sinceMs: number | null;
};

/**
 * Whether a message in the chat is a copy of ours that WhatsApp took. A message without a tick is on this computer only
 * and proves nothing. WhatsApp encodes pictures again, so a file is compared by its kind and caption. A file without a
 * caption never counts as a copy: two such pictures may look alike and still differ.
 */
export function isCopy(found: PossibleCopy, wanted: WantedCopy): boolean {
  if (!found.fromMe || found.ack < serverAck) return false;
  if (wanted.sinceMs !== null && found.atMs < wanted.sinceMs) return false;
  if (found.kind !== (wanted.attachmentKind ?? 'text')) return false;
  if (wanted.attachmentKind !== null && isSameText(wanted.text, '')) return false;
  return isSameText(found.text, wanted.text);
}
