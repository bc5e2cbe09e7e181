import type { Counts } from '../../domain/messages/message.ts';

/** Messages that need no more: sent, not sent, not confirmed. */
export function doneOf(counts: Counts): number {
  return counts.sent + counts.notSent + counts.notConfirmed;
}

/** In doubt, and somebody looked at the chat and did not find it: counted by that name, not as to be confirmed. */
export function notInChatOf({ notConfirmed, toCheck }: Pick<Counts, 'notConfirmed' | 'toCheck'>): number {
  return notConfirmed - toCheck;
}

/** Messages that wait or are being sent. */
export function openOf(counts: Counts): number {
  return counts.pending + counts.sending;
}

/** Everything that went or will go out; cancelled messages are in nobody's way and not counted. */
export function totalOf(counts: Counts): number {
  return doneOf(counts) + openOf(counts);
}
