import { useEffect, useState } from 'react';
import type { MessageRow } from '../../domain/contract.ts';
import { useStore } from '../store.ts';
import { listKey, type MessageFilter } from './message-list.ts';

export type Selection = {
  readonly filter: MessageFilter;
  /** The selected rows among those that have been read. */
  readonly ids: ReadonlySet<number>;
  /** Everything that the filter shows is selected, also what has not been read. */
  readonly isWhole: boolean;
  /** Whether every row of the list is selected, some, or none. */
  readonly all: boolean | 'mixed';
  readonly toggle: (row: MessageRow) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
};

const none: ReadonlySet<number> = new Set();

/**
 * Which pending messages are selected. All of a list means all there are: where not all have been read, main is told
 * the filter instead of the ids.
 */
export function useSelection(filter: MessageFilter, rows: readonly MessageRow[], complete: boolean): Selection {
  const selected = useStore((store) => store.selected);
  const select = useStore((store) => store.select);
  const key = listKey(filter);
  const [wholeKey, setWholeKey] = useState<string | null>(null);
  // Another filter shows other people: what was selected under this one is let go.
  useEffect(() => () => setWholeKey((now) => (now === key ? null : now)), [key]);
  const selectable = rows.filter((row) => row.status === 'pending').map((row) => row.id);
  const isWhole = wholeKey === key;
  const ids = isWhole ? new Set(selectable) : selected;
  const isAll = isWhole || (ids.size > 0 && ids.size >= selectable.length && selectable.every((id) => ids.has(id)));

  const clear = () => {
    setWholeKey(null);
    select(none);
  };
  return {
    filter,
    ids,
    isWhole,
    all: isAll ? true : ids.size > 0 ? 'mixed' : false,
    clear,
    toggle: (row) => {
      if (row.status !== 'pending') return;
      const next = new Set(ids);
      if (!next.delete(row.id)) next.add(row.id);
      setWholeKey(null);
      select(next);
    },
    toggleAll: () => {
      if (isWhole || ids.size > 0) return clear();
      if (complete) return select(new Set(selectable));
      setWholeKey(key);
    },
  };
}
