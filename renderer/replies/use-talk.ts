import type { EventName } from '../../domain/contract.ts';
import { useEvery, useRead } from '../ui/hooks/use-read.ts';

/** A chat that could not be read is asked for again after this. */
const againMs = 5_000;
const events: readonly EventName[] = ['replies:changed', 'link:changed'];

/** The chat with somebody who wrote back, read again with each change. Null until it was read. */
export function useTalk(messageId: number) {
  const { shown: talk, again } = useRead('replies:chat', { id: messageId }, { events });
  useEvery(talk?.isRead === false ? againMs : undefined, again);
  return { talk, again };
}
