import type { AckNews } from '../ports.ts';
import { AckWords } from './page/page-words.ts';

/**
 * The part that we read of the library's model of a message: its own fields, and `_data`, from which it was made. The
 * library reads ids in the older of the two fields that hold their text, so in a newer build only `_data` has them.
 */
export type MessageModel = {
  readonly id?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly body?: unknown;
  readonly type?: unknown;
  /** In seconds. */
  readonly timestamp?: unknown;
  readonly _data?: { readonly from?: unknown; readonly to?: unknown; readonly type?: unknown };
};

/**
 * The acknowledgement in a message model of the library; null when it is no message of a chat, or its ids are too long.
 * Builds of WhatsApp Web differ in the field with an id's text, so the parts of the key are read, never its text form.
 */
export function ackNewsOf(message: MessageModel, ack: unknown): AckNews | null {
  const id = message.id as { id?: unknown; remote?: unknown } | null | undefined;
  const fromMe = isFromMe(id);
  const remote = textOfId(id?.remote) || (fromMe ? receiverOf(message) : '');
  return AckWords.safeParse({ random: id?.id, fromMe, remote, ack }).data ?? null;
}

/** The id of who wrote a message; '' when the model gives none. */
export function senderOf(message: MessageModel): string {
  return textOfId(message.from) || textOfId(message._data?.from);
}

/** The id that a message went to; '' when the model gives none. */
export function receiverOf(message: MessageModel): string {
  return textOfId(message.to) || textOfId(message._data?.to);
}

/** Whether the account itself wrote a message. */
export function isFromMe(id: unknown): boolean {
  return (id as { fromMe?: unknown } | null | undefined)?.fromMe === true;
}

/** WhatsApp's name for the kind of the message; '' when the model gives none. */
export function typeOf(message: MessageModel): string {
  const { type = message.type } = message._data ?? {};
  return typeof type === 'string' ? type : '';
}

/** The random part of a message's id: the same in each event, and naming nobody. Null when the model gives none. */
export function randomOf(id: unknown): string | null {
  const random = (id as { id?: unknown } | null | undefined)?.id;
  return typeof random === 'string' && random !== '' ? random : null;
}

/** The text of an id that was copied out of the page; '' for none. */
export function textOfId(id: unknown): string {
  if (typeof id === 'string') return id;
  if (typeof id !== 'object' || id === null) return '';
  const { _serialized, $1, user, server } = id as Record<string, unknown>;
  if (typeof _serialized === 'string') return _serialized;
  if (typeof $1 === 'string') return $1;
  return typeof user === 'string' && typeof server === 'string' ? `${user}@${server}` : '';
}
