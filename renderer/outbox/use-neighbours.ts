import { useEffect, useRef } from 'react';
import type { MessageRow } from '../../domain/contract.ts';
import { rowsOf } from '../store/message-list.ts';
import type { Store } from '../store/store.ts';
import { useStore } from '../store/use-store.ts';

type Neighbours = { readonly before: number | null; readonly after: number | null };

/**
 * The messages above and below the open one, in the list that shows it. When it moves to another tab, as by being sent,
 * its place is remembered, so that the way goes on where it stood.
 */
export function useNeighbours(id: number): Neighbours {
  const lists = useStore((store) => store.lists);
  const last = useRef<{ readonly key: string; readonly index: number } | null>(null);
  const place = placeOf(lists, id);
  useEffect(() => {
    if (place !== null) last.current = { key: place.key, index: place.index };
  });
  if (place !== null) return { before: idAt(place.rows, place.index - 1), after: idAt(place.rows, place.index + 1) };
  const known = last.current;
  const list = known === null ? undefined : lists[known.key];
  if (known === null || list === undefined) return { before: null, after: null };
  const rows = rowsOf(list);
  return { before: idAt(rows, known.index - 1), after: idAt(rows, known.index) };
}

function placeOf(lists: Store['lists'], id: number) {
  for (const [key, list] of Object.entries(lists)) {
    const rows = rowsOf(list);
    const index = rows.findIndex((row) => row.id === id);
    if (index !== -1) return { key, index, rows };
  }
  return null;
}

function idAt(rows: readonly MessageRow[], index: number): number | null {
  return rows[index]?.id ?? null;
}
