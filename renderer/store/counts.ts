import type { Counts } from '../../domain/messages/message.ts';

export function doneOf({ sent, notSent, notConfirmed }: Pick<Counts, 'sent' | 'notSent' | 'notConfirmed'>): number {
  return sent + notSent + notConfirmed;
}

/** Messages in doubt that somebody did not find in the chat. They are counted under that name, not as to be checked. */
export function notInChatOf({ notConfirmed, toCheck }: Pick<Counts, 'notConfirmed' | 'toCheck'>): number {
  return notConfirmed - toCheck;
}

export function openOf(counts: Counts): number {
  return counts.pending + counts.sending;
}

/** All messages that were or will be sent, which excludes cancelled ones. */
export function totalOf(counts: Counts): number {
  return doneOf(counts) + openOf(counts);
}
