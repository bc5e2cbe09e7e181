import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { FailureCode, MessageRow } from '../../domain/contract.ts';
import { useStore } from '../store.ts';
import { listKey, type MessageFilter, rowsOf } from './message-list.ts';

export type MessageListView = {
  readonly rows: readonly MessageRow[];
  /** False until main has answered for the first time. */
  readonly read: boolean;
  readonly failure: FailureCode | null;
  /** Whether all rows there are have been read. */
  readonly complete: boolean;
  readonly onRange: (firstVisible: number, lastVisible: number) => void;
};

const noRows: readonly MessageRow[] = [];

/** A list of messages, kept while a component shows it; reads what comes into sight. */
export function useMessageList(filter: MessageFilter): MessageListView {
  const key = listKey(filter);
  // A filter is a value: the same words are the same filter.
  const latest = useRef(filter);
  latest.current = filter;
  const openList = useStore((store) => store.openList);
  const closeList = useStore((store) => store.closeList);
  const readRange = useStore((store) => store.readRange);
  const list = useStore((store) => store.lists[key]);
  const range = useRef({ first: 0, last: 0 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the filter
  useEffect(() => {
    const opened = latest.current;
    range.current = { first: 0, last: 0 };
    openList(opened);
    return () => closeList(opened);
  }, [key, openList, closeList]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the list changed, something may be stale
  useEffect(() => {
    void readRange(latest.current, range.current.first, range.current.last);
  }, [list, readRange]);

  const onRange = useCallback(
    (first: number, last: number) => {
      range.current = { first, last };
      void readRange(latest.current, first, last);
    },
    [readRange],
  );
  const rows = useMemo(() => (list === undefined ? noRows : rowsOf(list)), [list]);
  return {
    rows,
    read: list?.read ?? false,
    failure: list?.failure ?? null,
    complete: list?.pages.at(-1)?.next === null && list.read,
    onRange,
  };
}
