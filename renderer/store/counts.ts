import type { Counts } from '../../domain/messages/message.ts';

/** Messages that are finished: sent, not sent, not confirmed. */
export function doneOf(counts: Counts): number {
  return counts.sent + counts.notSent + counts.notConfirmed;
}

/** Messages in doubt that somebody did not find in the chat. They are counted under that name, not as to be checked. */
export function notInChatOf({ notConfirmed, toCheck }: Pick<Counts, 'notConfirmed' | 'toCheck'>): number {
  return notConfirmed - toCheck;
}

/** Messages that wait or are being sent. */
export function openOf(counts: Counts): number {
  return counts.pending + counts.sending;
}

/** All messages that were or will be sent, which excludes cancelled ones. */
export function totalOf(counts: Counts): number {
  return doneOf(counts) + openOf(counts);
}
