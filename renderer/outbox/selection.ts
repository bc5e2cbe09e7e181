import { useEffect, useRef } from 'react';
import type { MessageFilter, MessageRow, MessageTarget } from '../../domain/contract.ts';
import { noneSelected } from '../store/selected.ts';
import { useStore } from '../store/use-store.ts';
import { useKey } from '../ui/hooks/use-key.ts';

export type Selection = {
  readonly isAny: boolean;
  /** How many are selected; null while it is not known how many there are in all. */
  readonly count: number | null;
  /** Whether every message that the filter shows is selected, some, or none. */
  readonly all: boolean | 'mixed';
  /** What a command about the selection is told. */
  readonly target: MessageTarget;
  readonly has: (row: MessageRow) => boolean;
  readonly toggle: (row: MessageRow) => void;
  /** Selects everything from the row that was chosen last to this one, and lets go of what it had gone beyond before. */
  readonly extendTo: (row: MessageRow) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
};

/**
 * What is selected under a filter. All means all there are: main is told the filter and what was taken out, not the rows
 * that happen to have been read. `total`: how many there are; null when that is not known yet.
 */
export function useSelection(filter: MessageFilter, rows: readonly MessageRow[], total: number | null): Selection {
  const selected = useStore((store) => store.selected);
  const select = useStore((store) => store.select);
  const range = useRef<{ readonly from: number; readonly to: number } | null>(null);
  const { isWhole, ids } = selected;
  const isEmpty = isWhole && total !== null && total <= ids.size;
  const isAny = isWhole ? !isEmpty : ids.size > 0;
  // What comes under the filter later was not meant, once nothing of what was is left.
  useEffect(() => {
    if (isEmpty) select(noneSelected);
  }, [isEmpty, select]);
  const isAll = isWhole ? ids.size === 0 : total !== null && total > 0 && ids.size >= total;
  const has = (row: MessageRow) => row.status === filter.tab && isWhole !== ids.has(row.id);
  const put = (changes: readonly (readonly [rows: readonly MessageRow[], isIn: boolean])[]) => {
    const next = new Set(ids);
    for (const [changed, isIn] of changes) {
      for (const row of changed) {
        if (row.status !== filter.tab) continue;
        if (isIn === isWhole) next.delete(row.id);
        else next.add(row.id);
      }
    }
    select({ isWhole, ids: next });
  };
  const rowsOf = ({ from, to }: { readonly from: number; readonly to: number }) => {
    const places = [from, to].map((id) => rows.findIndex((row) => row.id === id));
    return places.includes(-1) ? [] : rows.slice(Math.min(...places), Math.max(...places) + 1);
  };
  const clear = () => select(noneSelected);
  return {
    isAny,
    count: isWhole ? total && Math.max(0, total - ids.size) : ids.size,
    all: isAll ? true : isAny ? 'mixed' : false,
    target: isWhole ? { filter, except: [...ids] } : { ids: [...ids] },
    has,
    toggle: (row) => {
      range.current = { from: row.id, to: row.id };
      put([[[row], !has(row)]]);
    },
    extendTo: (row) => {
      const before = range.current === null ? [] : rowsOf(range.current);
      const from = before.length === 0 ? row.id : (range.current?.from ?? row.id);
      range.current = { from, to: row.id };
      put([
        [before, false],
        [rowsOf(range.current), true],
      ]);
    },
    toggleAll: () => (isAny ? clear() : select({ isWhole: true, ids: new Set() })),
    clear,
  };
}

/** Ctrl A selects all that the filter shows. Esc closes the panel first, then lets go of the selection. */
export function useSelectionKeys(selection: Selection, canSelect = true): void {
  const select = useStore((store) => store.select);
  const isPanelOpen = useStore((store) => store.openMessageId !== null);
  useKey(
    (event) =>
      canSelect && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && !isTyping(event.target),
    () => select({ isWhole: true, ids: new Set() }),
  );
  useKey((event) => event.key === 'Escape' && !isPanelOpen && selection.isAny, selection.clear);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
