import { useEffect, useRef } from 'react';
import { noneSelected, type Selected } from '../store/selected.ts';
import { useKey } from '../ui/hooks/use-key.ts';
import { useControlKeyOutside } from './control-key.ts';

/** The target of a command about the selection: the given rows, or all of a filter except some. */
type Target<Filter> = { readonly ids: number[] } | { readonly filter: Filter; readonly except: number[] };

export type Selection<Row, Filter> = {
  readonly isAny: boolean;
  /** How many are selected; null while the total is not known. */
  readonly count: number | null;
  readonly all: boolean | 'mixed';
  readonly target: Target<Filter>;
  readonly has: (row: Row) => boolean;
  readonly toggle: (row: Row) => void;
  /** Takes a row for the last chosen one without selecting it, as when it is opened. */
  readonly startAt: (row: Row) => void;
  /**
   * Selects all rows from the last chosen one, else from `from`, to this, and deselects what the last extension
   * selected beyond it.
   */
  readonly extendTo: (row: Row, from?: Row) => void;
  readonly selectAll: () => void;
  /** Selects all if none is selected, else deselects all. */
  readonly toggleAll: () => void;
  readonly clear: () => void;
};

type Shown<Row, Filter> = {
  readonly filter: Filter;
  readonly rows: readonly Row[];
  /** How many there are; null while that is not known. */
  readonly total: number | null;
  readonly isSelectable?: (row: Row) => boolean;
  readonly selected: Selected;
  readonly select: (selected: Selected) => void;
};

/** The selection under a filter. "All" includes rows that are not read: main gets the filter and the exceptions. */
export function useSelectionOf<Row extends { readonly id: number }, Filter>(
  shown: Shown<Row, Filter>,
): Selection<Row, Filter> {
  const { filter, rows, total, isSelectable = () => true, selected, select } = shown;
  const range = useRef<{ readonly from: number; readonly to: number } | null>(null);
  const { isWhole, ids } = selected;
  const isEmpty = isWhole && total !== null && total <= ids.size;
  const isAny = isWhole ? !isEmpty : ids.size > 0;
  // Rows that come later were not selected by the operator, once no row that was selected is left.
  useEffect(() => {
    if (isEmpty) select(noneSelected);
  }, [isEmpty, select]);
  const isAll = isWhole ? ids.size === 0 : total !== null && total > 0 && ids.size >= total;
  const has = (row: Row) => isSelectable(row) && isWhole !== ids.has(row.id);
  const put = (changes: readonly (readonly [rows: readonly Row[], isIn: boolean])[]) => {
    const next = new Set(ids);
    for (const [changed, isIn] of changes) {
      for (const row of changed) {
        if (!isSelectable(row)) continue;
        if (isIn === isWhole) next.delete(row.id);
        else next.add(row.id);
      }
    }
    select({ isWhole, ids: next });
  };
  const rowsOf = ({ from, to }: { from: number; to: number }) => {
    const places = [from, to].map((id) => rows.findIndex((row) => row.id === id));
    return places.includes(-1) ? [] : rows.slice(Math.min(...places), Math.max(...places) + 1);
  };
  const startAt = (row: Row) => {
    range.current = { from: row.id, to: row.id };
  };
  const selectAfresh = (all: Selected) => {
    range.current = null;
    select(all);
  };
  const clear = () => selectAfresh(noneSelected);
  const selectAll = () => selectAfresh({ isWhole: true, ids: new Set() });
  return {
    isAny,
    count: isWhole ? total && Math.max(0, total - ids.size) : ids.size,
    all: isAll ? true : isAny ? 'mixed' : false,
    target: isWhole ? { filter, except: [...ids] } : { ids: [...ids] },
    has,
    toggle: (row) => {
      startAt(row);
      put([[[row], !has(row)]]);
    },
    startAt,
    extendTo: (row, from = row) => {
      const before = range.current === null ? [] : rowsOf(range.current);
      const start = before.length === 0 ? from.id : (range.current?.from ?? from.id);
      range.current = { from: start, to: row.id };
      put([
        [before, false],
        [rowsOf(range.current), true],
      ]);
    },
    selectAll,
    toggleAll: isAny ? clear : selectAll,
    clear,
  };
}

/** Ctrl A selects all rows of the filter. Esc closes the panel first, then ends the selection. */
export function useSelectionKeys(
  selection: Pick<Selection<never, never>, 'isAny' | 'selectAll' | 'clear'>,
  { canSelect = true, isPanelOpen }: { readonly canSelect?: boolean; readonly isPanelOpen: boolean },
): void {
  useControlKeyOutside('a', selection.selectAll, canSelect);
  useKey((event) => event.key === 'Escape' && !isPanelOpen && selection.isAny, selection.clear);
}
