import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { FailureCode, MessageFilter, MessageRow, MessageSort } from '../../domain/contract.ts';
import { useStore } from '../store.ts';
import { listKey, rowsOf } from './message-list.ts';

export type MessageListView = {
  readonly rows: readonly MessageRow[];
  /** False until main has answered for the first time. */
  readonly read: boolean;
  readonly failure: FailureCode | null;
  readonly onRange: (firstVisible: number, lastVisible: number) => void;
};

const noRows: readonly MessageRow[] = [];

/** A list of messages, kept while a component shows it; reads what comes into sight. */
export function useMessageList(filter: MessageFilter, sort: MessageSort): MessageListView {
  const key = listKey({ filter, sort });
  // A filter is a value: the same words are the same filter.
  const latest = useRef({ filter, sort });
  latest.current = { filter, sort };
  const openList = useStore((store) => store.openList);
  const closeList = useStore((store) => store.closeList);
  const readRange = useStore((store) => store.readRange);
  const list = useStore((store) => store.lists[key]);
  const range = useRef({ first: 0, last: 0 });

  useEffect(() => {
    range.current = { first: 0, last: 0 };
    openList(latest.current.filter, latest.current.sort);
    return () => closeList(key);
  }, [key, openList, closeList]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the list changed, something may be stale
  useEffect(() => {
    void readRange(key, range.current.first, range.current.last);
  }, [list, readRange]);

  const onRange = useCallback(
    (first: number, last: number) => {
      range.current = { first, last };
      void readRange(key, first, last);
    },
    [key, readRange],
  );
  const rows = useMemo(() => (list === undefined ? noRows : rowsOf(list)), [list]);
  return {
    rows,
    read: list?.read ?? false,
    failure: list?.failure ?? null,
    onRange,
  };
}
