import type { NextMessage } from '../../db/queue.ts';
import type { Attachment } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import type { NotSentReason } from '../../domain/message.ts';
import { parseTemplate, renderTemplate } from '../../domain/template.ts';
import type { Clock, Log, LookUp, Messenger, OutgoingAttachment } from '../ports.ts';

export type PreparationParts = {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
  readonly attachment: (hash: string) => { file: Attachment; read: () => Promise<OutgoingAttachment> } | undefined;
};

/** What is known of a message before its claim. Nothing has been touched yet, neither here nor at WhatsApp. */
type Prepared =
  | {
      readonly kind: 'ready';
      readonly text: string;
      readonly found: LookUp & { kind: 'registered' };
      /** Only presence of our copy in the chat is proof; where it could not be read, the claim goes on. */
      readonly copy: 'absent' | 'unknown';
      readonly attachment: OutgoingAttachment | null;
    }
  | { readonly kind: 'not_sent'; readonly reason: NotSentReason }
  | { readonly kind: 'unavailable'; readonly why: string };

/** Makes the text, finds the person on WhatsApp, looks for our copy in the chat, and reads the attachment. */
export async function prepare(parts: PreparationParts, message: NextMessage): Promise<Prepared> {
  const text = render(message);
  const lateLookUp: LookUp = { kind: 'unavailable', why: 'no answer in time' };
  const found = await bounded(parts.clock, parts.messenger.lookUp(message.phone), lateLookUp);
  if (found.kind === 'unavailable') return found;
  if (found.kind === 'absent') return { kind: 'not_sent', reason: 'not_on_whatsapp' };
  const wanted = { text, fileHash: message.attachmentHash, sinceMs: message.repeat > 0 ? message.startedAtMs : null };
  const copy = await bounded(parts.clock, parts.messenger.hasCopy(found.chatId, wanted), 'unknown' as const);
  if (copy === 'present') return { kind: 'not_sent', reason: 'duplicate' };
  const attachment = await readAttachment(parts, message.attachmentHash);
  if (attachment === 'unreadable') return { kind: 'not_sent', reason: 'attachment_failed' };
  return { kind: 'ready', text, found, copy, attachment };
}

/** The bytes of an attachment as the page gets them; null where the message has none. */
export async function readAttachment(
  { attachment, log }: PreparationParts,
  hash: string | null,
): Promise<OutgoingAttachment | null | 'unreadable'> {
  if (hash === null) return null;
  try {
    return (await attachment(hash)?.read()) ?? 'unreadable';
  } catch (error) {
    log.error('attachment', error);
    return 'unreadable';
  }
}

/** The text as this person gets it. Blanks were refused at the start; a later one is a reason to stop, not to send. */
function render(message: NextMessage): string {
  const values = new Map(message.fields.map((field) => [field.key, message.cells[field.index] ?? '']));
  const rendered = renderTemplate(parseTemplate(message.text), values);
  if (!rendered.ok) throw new Error(`the text of message ${message.id} cannot be made: ${rendered.failure.code}`);
  return rendered.value;
}

/** WhatsApp's answer, or what is said of one that comes too late or fails. */
async function bounded<Value>(clock: Clock, work: Promise<Value>, late: Value): Promise<Value> {
  const waiting = Promise.withResolvers<Value>();
  const cancel = clock.after(limits.lookUpTimeoutMs, () => waiting.resolve(late));
  work.then(waiting.resolve, () => waiting.resolve(late));
  const value = await waiting.promise;
  cancel();
  return value;
}
