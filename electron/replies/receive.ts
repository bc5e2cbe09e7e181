import type { Conversations } from '../../db/people/conversations.ts';
import type { Changes, Clock, OwnMessage } from '../ports.ts';

type ReceiveParts = {
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly changes: Changes;
};

/** A message of the account itself: one that somebody wrote, on whatever device, answers the person it went to. */
export function receiveOwn({ conversations, clock, changes }: ReceiveParts, { ids, waKey }: OwnMessage): void {
  if (conversations.answered(ids, waKey, clock.nowMs()).length > 0) changes.replies();
}
