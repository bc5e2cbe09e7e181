import { useEffect, useRef, useState } from 'react';
import type { MessageFilter } from '../../domain/contract.ts';
import type { Counts } from '../../domain/message.ts';
import { call } from '../api.ts';
import { listKey } from '../store/message-list.ts';
import { sortOf } from '../store/outbox-view.ts';
import { useStore } from '../store/use-store.ts';
import { useOutbox } from './use-outbox.ts';

/** While a list keeps changing, it is counted no more often than this. */
const countEveryMs = 400;

/** How many messages the filter shows, without the one being sent; null until that is known. */
export function useTotal(filter: MessageFilter): number | null {
  const { view, counts } = useOutbox();
  const known = isWhole(filter) ? countOf(filter, counts) : null;
  const counted = useCounted(filter, listKey({ filter, sort: sortOf(view) }), known === null);
  return known ?? counted;
}

/** What main counts, again whenever the list changed. */
function useCounted(filter: MessageFilter, key: string, isNeeded: boolean): number | null {
  const list = useStore((store) => store.lists[key]);
  const [counted, setCounted] = useState<{ readonly key: string; readonly total: number } | null>(null);
  const latest = useRef({ key, filter });
  latest.current = { key, filter };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isKnown = counted?.key === key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed list is the reason to count again
  useEffect(() => {
    // A count that is due sees this change as well: put off by each change, it would never come while messages go out.
    if (!isNeeded || timer.current !== undefined) return;
    const count = async () => {
      timer.current = undefined;
      const asked = latest.current;
      const result = await call('message:count', { filter: asked.filter });
      if (result.ok && asked.key === latest.current.key) setCounted({ key: asked.key, total: result.value.total });
    };
    timer.current = setTimeout(count, isKnown ? countEveryMs : 0);
  }, [key, list, isNeeded]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return isKnown ? counted.total : null;
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
