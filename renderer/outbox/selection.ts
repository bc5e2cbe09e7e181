import { useRef, useState } from 'react';
import type { MessageRow } from '../../domain/contract.ts';
import { useAsk } from '../api.ts';
import { useStore } from '../store.ts';
import type { MessageFilter } from './message-list.ts';

export type Selection = {
  readonly ids: ReadonlySet<number>;
  /** Whether every row of the list is selected, some, or none. */
  readonly all: boolean | 'mixed';
  /** The ids of rows that were not read yet are being fetched. */
  readonly busy: boolean;
  readonly toggle: (row: MessageRow) => void;
  readonly toggleAll: () => Promise<void>;
  readonly clear: () => void;
};

/** Which pending messages are selected. All of a list means all there are, not only those that have been read. */
export function useSelection(filter: MessageFilter, rows: readonly MessageRow[], complete: boolean): Selection {
  const ask = useAsk();
  const ids = useStore((store) => store.selected);
  const select = useStore((store) => store.select);
  const [busy, setBusy] = useState(false);
  const wanted = useRef(0);
  const selectable = rows.filter((row) => row.status === 'pending');
  const isAll = ids.size > 0 && ids.size >= selectable.length && selectable.every((row) => ids.has(row.id));

  const clear = () => {
    wanted.current += 1;
    setBusy(false);
    select(new Set());
  };
  return {
    ids,
    busy,
    all: isAll ? true : ids.size > 0 ? 'mixed' : false,
    clear,
    toggle: (row) => {
      if (row.status !== 'pending') return;
      const next = new Set(ids);
      if (!next.delete(row.id)) next.add(row.id);
      select(next);
    },
    toggleAll: async () => {
      if (ids.size > 0) return clear();
      if (complete) return select(new Set(selectable.map((row) => row.id)));
      wanted.current += 1;
      const turn = wanted.current;
      setBusy(true);
      const all = new Set<number>();
      let after: Parameters<typeof ask<'messages:page'>>[1]['after'] = null;
      do {
        const page: Awaited<ReturnType<typeof ask<'messages:page'>>> = await ask('messages:page', { filter, after });
        // Cleared meanwhile, or not readable: nothing is better than a part that looks like all.
        if (page === null || turn !== wanted.current) return setBusy(false);
        for (const row of page.rows) if (row.status === 'pending') all.add(row.id);
        after = page.next;
      } while (after !== null);
      setBusy(false);
      select(all);
    },
  };
}
