import type { Stores } from '../../db/stores.ts';
import type { Given, OwnMessage } from '../ports.ts';

type ReceiveParts = Pick<Stores, 'conversations'> & Given<'clock' | 'changes'>;

/** Takes a message of the account itself: one that a person wrote, on any device, answers the person it went to. */
export function receiveOwn({ conversations, clock, changes }: ReceiveParts, { ids, waKey }: OwnMessage): void {
  if (conversations.answered(ids, waKey, clock.nowMs()).length > 0) changes.replies();
}
