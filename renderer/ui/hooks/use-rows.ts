import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { narrowQuery, useMedia } from '../media.ts';

type Rows<Row> = {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => number;
  /** The row that the Tab key reaches. */
  readonly activeIndex: number;
  /** Every row has the same height, so that none is measured. */
  readonly fixedHeight: boolean;
  /** Extra lines above some rows, each as high as a row. */
  readonly above: ReadonlyMap<number, readonly unknown[]>;
  readonly listKey: string;
};

const rowHeightPx = 36;
const overscanRows = 12;

/** Which rows of a table are rendered, and where: the visible ones, some around them, and the focused one. */
export function useRows<Row>(
  table: { readonly current: HTMLTableElement | null },
  { rows, rowKey, activeIndex, fixedHeight, above, listKey }: Rows<Row>,
) {
  const { scroller, marginPx } = useScroller(table);
  // The focused row stays rendered wherever the list is scrolled to, so that the focus is not lost.
  const withActive = useCallback(
    (range: Range) => [...new Set([...defaultRangeExtractor(range), activeIndex])].sort((one, other) => one - other),
    [activeIndex],
  );
  // Measured heights belong to a row, wherever it moves. A new function makes the virtualizer start again.
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

/** The area that the table scrolls in, and the distance from its top to the rows. */
function useScroller(table: { readonly current: HTMLTableElement | null }) {
  const isNarrow = useMedia(narrowQuery);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [marginPx, setMarginPx] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which ancestor scrolls depends on the width of the window
  useLayoutEffect(() => setScroller(scrollParent(table.current)), [table, isNarrow]);
  // Content above the table in the scrolled area comes and goes, so this is measured after every render.
  useLayoutEffect(() => {
    const body = [...(table.current?.tBodies ?? [])].at(-1);
    if (body === undefined || scroller === null) return;
    const topPx = body.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    if (Math.abs(topPx - marginPx) > 1) setMarginPx(topPx);
  });
  return { scroller, marginPx };
}

/** The area that an element scrolls in. */
export function scrollParent(from: HTMLElement | null): HTMLElement {
  for (let element = from?.parentElement ?? null; element !== null; element = element.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(element).overflowY)) return element;
  }
  return document.documentElement;
}

type Place = { readonly key: number; readonly topPx: number };

/**
 * Keeps the visible rows in place while rows are added and removed above them. If the table's beginning is visible,
 * nothing is kept, so that new rows on top are seen. Chromium's own anchoring is turned off meanwhile: it fails now and
 * then, and would move the rows twice. `topOfRow`: where a row that is not rendered begins in the scrolled area.
 */
function useKeptPlace<Row>(
  table: { readonly current: HTMLTableElement | null },
  scroller: HTMLElement | null,
  { rows, listKey, topOfRow }: { rows: readonly Row[]; listKey: string; topOfRow: (key: number) => number | null },
): void {
  const kept = useRef<{ rows: readonly Row[]; listKey: string; places: readonly Place[] } | null>(null);
  useLayoutEffect(() => {
    return () => {
      scroller?.style.removeProperty('overflow-anchor');
    };
  }, [scroller]);
  useLayoutEffect(() => {
    if (table.current === null || scroller === null) return;
    // Set each time, since another table in the same area may have reset it.
    scroller.style.setProperty('overflow-anchor', 'none');
    const before = kept.current;
    if (before !== null && before.listKey !== listKey) scrollToHeader(table.current, scroller);
    else if (before !== null && before.rows !== rows) {
      const movedPx = howFar(before.places, (key) => drawnTop(table.current, scroller, key) ?? topOfRow(key));
      if (Math.abs(movedPx) >= 1) scroller.scrollTop += movedPx;
    }
    kept.current = { rows, listKey, places: placesInSight(table.current, scroller) };
  });
}

/** How far the rows moved: the median, because a row that was sorted elsewhere by its new time says nothing. */
function howFar(places: readonly Place[], topOf: (key: number) => number | null): number {
  const moves = places.flatMap(({ key, topPx }) => {
    const nowPx = topOf(key);
    return nowPx === null ? [] : [nowPx - topPx];
  });
  return moves.sort((one, other) => one - other)[Math.floor(moves.length / 2)] ?? 0;
}

function placesInSight(table: HTMLTableElement, scroller: HTMLElement): readonly Place[] {
  const edgePx = topIn(scroller, table) + headerHeight(table);
  const fromPx = scroller.scrollTop + headerHeight(table);
  if (edgePx >= fromPx) return [];
  return [...table.querySelectorAll<HTMLElement>('tr[data-key]')]
    .map((row) => ({ key: Number(row.dataset.key), topPx: topIn(scroller, row), heightPx: row.offsetHeight }))
    .filter(({ topPx, heightPx }) => topPx + heightPx > fromPx && topPx < scroller.scrollTop + scroller.clientHeight);
}

function drawnTop(table: HTMLTableElement | null, scroller: HTMLElement, key: number): number | null {
  const row = table?.querySelector<HTMLElement>(`tr[data-key="${key}"]`);
  return row ? topIn(scroller, row) : null;
}

/** Scrolls to the beginning of another list, without scrolling away what is above the table. */
function scrollToHeader(table: HTMLTableElement, scroller: HTMLElement): void {
  scroller.scrollTop = Math.min(scroller.scrollTop, topIn(scroller, table));
}

function headerHeight(table: HTMLTableElement): number {
  return table.tHead?.offsetHeight ?? 0;
}

/** Where an element begins in the scrolled area, independently of the scroll position. */
function topIn(scroller: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}
