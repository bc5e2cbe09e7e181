import { useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { MessageFilter, MessageRow, MessageSort } from '../../domain/contract.ts';
import { listKey, rowsOf } from '../store/message-list.ts';
import { useActions, useStore } from '../store/use-store.ts';

export type MessageListView = ReturnType<typeof useMessageList>;

const noRows: readonly MessageRow[] = [];

/** A list of messages, kept while a component shows it. `isOld`: `rows` and `key` are those of the previous list. */
export function useMessageList(filter: MessageFilter, sort: MessageSort) {
  const key = listKey({ filter, sort });
  const { openList, closeList, readRange } = useActions();
  // Filters are compared by value.
  const open = useEffectEvent(() => openList(filter, sort));
  const list = useStore((store) => store.lists[key]);
  const range = useRef({ first: 0, last: 0 });
  const isOld = useRef(false);

  useEffect(() => {
    range.current = { first: 0, last: 0 };
    open();
    return () => closeList(key);
  }, [key, closeList]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the list changed, something may be stale
  useEffect(() => {
    void readRange(key, range.current.first, range.current.last);
  }, [list, readRange]);

  const onRange = useCallback(
    (first: number, last: number) => {
      // The visible part of the previous rows says nothing about the requested ones.
      if (isOld.current) return;
      range.current = { first, last };
      void readRange(key, first, last);
    },
    [key, readRange],
  );
  const rows = useMemo(() => (list === undefined ? noRows : rowsOf(list)), [list]);
  const read = list?.read ?? false;
  const failure = list?.failure ?? null;
  // Another sorting or search of a tab keeps the old rows for a moment: nothing flashes, and a pressed header keeps the
  // focus.
  const part = JSON.stringify([filter.tab, filter.campaignId, filter.certainty]);
  const shown = useRef<{ readonly part: string; readonly key: string; readonly rows: readonly MessageRow[] }>(null);
  useEffect(() => {
    if (read) shown.current = { part, key, rows };
  });
  const old = read || failure !== null || shown.current?.part !== part ? null : shown.current;
  isOld.current = old !== null && old.rows.length > 0;
  if (old !== null && isOld.current) return { rows: old.rows, key: old.key, isOld: true, read: true, failure, onRange };
  return { rows, key, isOld: false, read, failure, onRange };
}
