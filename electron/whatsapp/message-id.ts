import type { AckNews } from '../dispatch/ports.ts';

/**
 * What a message model of the library says about an acknowledgement; null when it is no message of a chat. Builds of
 * WhatsApp Web differ in the field that holds an id's text, so the parts of the key are read, never its text form.
 */
export function ackNewsOf(message: { readonly id?: unknown; readonly to?: unknown }, ack: unknown): AckNews | null {
  const id = message.id as { id?: unknown; fromMe?: unknown; remote?: unknown } | null | undefined;
  if (!id || typeof id.id !== 'string' || id.id === '' || typeof ack !== 'number') return null;
  const fromMe = id.fromMe === true;
  const remote = textOfId(id.remote) || (fromMe ? textOfId(message.to) : '');
  return { random: id.id, fromMe, remote, ack };
}

/**
 * The random part of a message's id: the same whenever its event comes, also when its sender has got another id
 * meanwhile, and nothing that tells who wrote. Null when the model gives none.
 */
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
