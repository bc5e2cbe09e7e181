import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandInput, MessageFilter } from '../../domain/contract.ts';
import type { Counts } from '../../domain/messages/message.ts';
import type { Delivery } from '../../domain/messages/message-filter.ts';
import { call } from '../api.ts';
import { listKey } from '../store/message-list.ts';
import { sortOf } from '../store/outbox-view.ts';
import { useStore } from '../store/use-store.ts';
import { useOutbox } from './use-outbox.ts';

/** While a list keeps changing, it is not counted more often than this. */
const countEveryMs = 400;

export type Counted = {
  /** Null until it is known, and where there are too many to count. */
  readonly total: number | null;
  /** There are more than are counted for a list. */
  readonly isMany: boolean;
  /** Counts again after a failure; null otherwise. */
  readonly countAgain: (() => void) | null;
};

const notCounted: Counted = { total: null, isMany: false, countAgain: null };

/** How many messages the filter shows, without the one being sent. Very many are counted only once all are selected. */
export function useTotal(filter: MessageFilter): Counted {
  const { view, counts } = useOutbox();
  const isExact = useStore(({ selected }) => selected.isWhole);
  const known = isWhole(filter) ? countOf(filter, counts) : null;
  const list = listKey({ filter, sort: sortOf(view) });
  const counted = useCounted({ filter, isExact }, isExact ? `${list} exact` : list, list, known === null);
  return known === null ? counted : { ...notCounted, total: known };
}

/** Main's count, asked for again whenever the list changes. */
function useCounted(asked: CommandInput<'message:count'>, key: string, ofList: string, isNeeded: boolean): Counted {
  const list = useStore((store) => store.lists[ofList]);
  const [counted, setCounted] = useState<(Counted & { readonly key: string }) | null>(null);
  const latest = useRef({ key, asked });
  latest.current = { key, asked };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const count = useCallback(async () => {
    timer.current = undefined;
    const now = latest.current;
    const result = await call('message:count', now.asked);
    if (now.key !== latest.current.key) return;
    setCounted({
      key: now.key,
      ...notCounted,
      ...(result.ok ? { ...result.value, isMany: result.value.total === null } : { countAgain: () => void count() }),
    });
  }, []);
  const isKnown = counted?.key === key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed list is the reason to count again
  useEffect(() => {
    // The pending count will see this change too. If each change postponed it, it would never come while messages are
    // sent.
    if (!isNeeded || timer.current !== undefined) return;
    timer.current = setTimeout(count, isKnown ? countEveryMs : 0);
  }, [key, list, isNeeded]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return isKnown ? counted : notCounted;
}

/** Whether main's sums already tell the number. */
function isWhole({ search, reason, replied, account, days }: MessageFilter): boolean {
  return search === '' && reason === null && !replied && account === null && !days;
}

function countOf({ tab, certainty, delivery }: MessageFilter, counts: Counts): number {
  switch (tab) {
    case 'pending':
      return counts.pending;
    case 'sent':
      return delivery === null ? counts.sent : countOfDelivery(delivery, counts);
    case 'failed':
      if (certainty === null) return counts.notSent + counts.notConfirmed;
      return certainty === 'not_sent' ? counts.notSent : counts.notConfirmed;
  }
}

/** How many sent messages came exactly this far. The sum of each step includes those of the next. */
function countOfDelivery(delivery: Delivery, counts: Counts): number {
  switch (delivery) {
    case 'word':
      return counts.seenByOperator;
    case 'read':
      return counts.read;
    case 'delivered':
      return counts.delivered - counts.read;
    case 'sent':
      return counts.sent - counts.delivered - counts.seenByOperator;
  }
}
