import type { EventName, ReplyFilter } from '../../domain/contract.ts';
import { useRead } from '../ui/hooks/use-read.ts';

const events: readonly EventName[] = ['replies:changed'];

/** Who wrote back, asked for again whenever somebody writes or is answered. Null until it is known. */
export function useReplies({ campaignId, account, search, group }: ReplyFilter) {
  const { shown, failure, again } = useRead('replies:list', { campaignId, account, search, group }, { events });
  return { rows: shown, failure, again };
}
