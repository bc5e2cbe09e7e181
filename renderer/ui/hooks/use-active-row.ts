import { useLayoutEffect, useRef, useState } from 'react';

type Rows<Row> = {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => number;
  /** Which list the rows are of: another one begins with its first. */
  readonly listKey?: string;
};

type Active = { readonly listKey: string; readonly key: number; readonly index: number };

/**
 * The place of the row that Tab reaches, and what makes another one it. The first, until one was gone to: that one it stays
 * wherever it moves as others come and leave, and when it leaves itself, it is the one that takes its place.
 */
export function useActiveRow<Row>({ rows, rowKey, listKey = '' }: Rows<Row>) {
  const [active, setActive] = useState<Active | null>(null);
  const known = active?.listKey === listKey ? active : null;
  const isAt = (index: number) => rows[index] !== undefined && rowKey(rows[index]) === known?.key;
  const moved = known === null || isAt(known.index) ? -1 : rows.findIndex((_, index) => isAt(index));
  const index = Math.max(0, Math.min(moved === -1 ? (known?.index ?? 0) : moved, rows.length - 1));
  const choose = (next: number) => {
    const row = rows[next];
    if (row !== undefined) setActive({ listKey, key: rowKey(row), index: next });
  };
  if (known !== null && !isAt(known.index)) choose(index);
  return [index, choose] as const;
}

/** The focus of a row that leaves goes to the row that takes its place. Returns what a table is to tell of its focus. */
export function useFocusOfGone(goOn: () => void) {
  const hasFocus = useRef(false);
  const set = (has: boolean) => {
    hasFocus.current = has;
  };
  // No event tells that what had the focus was taken out of the page.
  useLayoutEffect(() => {
    if (!hasFocus.current || document.activeElement !== document.body) return;
    set(false);
    goOn();
  });
  return { onFocus: () => set(true), onBlur: () => set(false) };
}
