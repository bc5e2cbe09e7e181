import { useLayoutEffect, useRef, useState } from 'react';

type Rows<Row> = {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => number;
  /** Identifies the list of the rows: another one begins with its first row. */
  readonly listKey?: string;
};

type Active = { readonly listKey: string; readonly key: number; readonly index: number };

/** The row that Tab reaches, and how to change it. It follows its row; if that leaves, the row in its place is next. */
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

/** If a focused row is removed, the focus goes to the row that replaces it. Returns the table's focus handlers. */
export function useFocusOfGone(goOn: () => void) {
  const hasFocus = useRef(false);
  const set = (has: boolean) => {
    hasFocus.current = has;
  };
  // No event reports that a focused element was removed from the page.
  useLayoutEffect(() => {
    if (!hasFocus.current || document.activeElement !== document.body) return;
    set(false);
    goOn();
  });
  return { onFocus: () => set(true), onBlur: () => set(false) };
}
