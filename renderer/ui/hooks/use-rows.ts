import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useState } from 'react';
import { narrowQuery, useMedia } from '../media.ts';
import { useKeptPlace } from './kept-place.ts';

type Rows<Row> = {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => number;
  /** The row that the Tab key reaches. */
  readonly activeIndex: number;
  /** Every row is as high as the next, so that none is measured. */
  readonly fixedHeight: boolean;
  /** Lines that stand above some rows, each as high as a row. */
  readonly above: ReadonlyMap<number, readonly unknown[]>;
  readonly listKey: string;
};

const rowHeightPx = 36;
const overscanRows = 12;

/** Which rows of a table are drawn, and where: those in sight, some around them, and the one that has the focus. */
export function useRows<Row>(
  table: { readonly current: HTMLTableElement | null },
  { rows, rowKey, activeIndex, fixedHeight, above, listKey }: Rows<Row>,
) {
  const { scroller, marginPx } = useScroller(table);
  // The row that has the focus stays drawn, wherever the list is scrolled to, so that the focus is not lost.
  const withActive = useCallback(
    (range: Range) => [...new Set([...defaultRangeExtractor(range), activeIndex])].sort((one, other) => one - other),
    [activeIndex],
  );
  // Where heights are measured they belong to a row, wherever it moves. Another function makes the virtualizer begin
  // anew.
  const keyOfRow = useCallback(
    (index: number) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    [rows, rowKey],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the lines stand is the reason to begin anew
  const keyOfPlace = useCallback((index: number) => index, [above]);
  const linesPx = (index: number) => (above.get(index)?.length ?? 0) * rowHeightPx;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => linesPx(index) + rowHeightPx,
    getItemKey: fixedHeight ? keyOfPlace : keyOfRow,
    overscan: overscanRows,
    rangeExtractor: rows.length === 0 ? defaultRangeExtractor : withActive,
    scrollMargin: marginPx,
    scrollPaddingStart: rowHeightPx,
  });
  const topOfRow = (key: number) => {
    const index = rows.findIndex((row) => rowKey(row) === key);
    const startPx = virtual.measurementsCache[index]?.start;
    return startPx === undefined ? null : startPx + linesPx(index);
  };
  useKeptPlace(table, scroller, { rows, listKey, topOfRow });
  return { virtual, marginPx };
}

/** The area that the table scrolls in, and how far below its top the rows begin. */
function useScroller(table: { readonly current: HTMLTableElement | null }) {
  const isNarrow = useMedia(narrowQuery);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [marginPx, setMarginPx] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which ancestor scrolls depends on the width of the window
  useLayoutEffect(() => setScroller(scrollParent(table.current)), [table, isNarrow]);
  // What stands above the table in the scrolled area comes and goes, so this is measured after every drawing.
  useLayoutEffect(() => {
    const body = [...(table.current?.tBodies ?? [])].at(-1);
    if (body === undefined || scroller === null) return;
    const topPx = body.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    if (Math.abs(topPx - marginPx) > 1) setMarginPx(topPx);
  });
  return { scroller, marginPx };
}

function scrollParent(from: HTMLElement | null): HTMLElement {
  for (let element = from?.parentElement ?? null; element !== null; element = element.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(element).overflowY)) return element;
  }
  return document.documentElement;
}
