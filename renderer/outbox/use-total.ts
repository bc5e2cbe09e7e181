import { useEffect, useState } from 'react';
import type { MessageFilter } from '../../domain/contract.ts';
import type { Counts } from '../../domain/message.ts';
import { call } from '../api.ts';
import { useStore } from '../store.ts';
import { listKey } from './message-list.ts';
import { useOutbox } from './use-outbox.ts';
import { sortOf } from './view.ts';

/** Rows that come and go one after another are counted once. */
const countAfterMs = 300;

/** How many messages the filter shows, without the one being sent; null until that is known. */
export function useTotal(filter: MessageFilter): number | null {
  const { view, counts } = useOutbox();
  const known = isWhole(filter) ? countOf(filter, counts) : null;
  const key = listKey({ filter, sort: sortOf(view) });
  const list = useStore((store) => store.lists[key]);
  const [counted, setCounted] = useState<{ readonly key: string; readonly total: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the filter, and a changed list is counted again
  useEffect(() => {
    if (known !== null) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const reply = await call('messages:count', { filter });
      if (isCurrent && reply.ok) setCounted({ key, total: reply.value.total });
    }, countAfterMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, list, known === null]);
  return known ?? (counted?.key === key ? counted.total : null);
}

/** Whether main's sums say already how many there are. */
function isWhole({ search, reason, delivery, replied }: MessageFilter): boolean {
  return search === '' && reason === null && delivery === null && !replied;
}

function countOf({ tab, certainty }: MessageFilter, counts: Counts): number {
  switch (tab) {
    case 'pending':
      return counts.pending;
    case 'sent':
      return counts.sent;
    case 'failed':
      if (certainty === null) return counts.notSent + counts.notConfirmed;
      return certainty === 'not_sent' ? counts.notSent : counts.notConfirmed;
  }
}
