import type { Counts } from '../../domain/message.ts';

/** Messages that need no more: sent, not sent, not confirmed. */
export function doneOf(counts: Counts): number {
  return counts.sent + counts.notSent + counts.notConfirmed;
}

/** Messages that wait or are being sent. */
export function openOf(counts: Counts): number {
  return counts.pending + counts.sending;
}

/** Everything that went or will go out; cancelled messages are in nobody's way and not counted. */
export function totalOf(counts: Counts): number {
  return doneOf(counts) + openOf(counts);
}
