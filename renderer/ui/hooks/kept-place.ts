import { useLayoutEffect, useRef } from 'react';

type Place = { readonly key: number; readonly topPx: number };

/**
 * What the operator looks at stays where it is while rows come in above it and leave there. Where the table begins in
 * sight nothing is held, so that what is new on top is seen. Chromium's own anchoring is off meanwhile: it loses its
 * hold now and then, and would move what was moved already.
 *
 * `topOfRow`: where a row that is not drawn begins in the scrolled area.
 */
export function useKeptPlace<Row>(
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
    // Said each time: another table that stood in the same area may have taken it back.
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

/** How far the rows moved: the middle one of them, since one that was put elsewhere by its new time says nothing. */
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

/** Another list begins at its beginning; what stands above the table is not scrolled away for it. */
function scrollToHeader(table: HTMLTableElement, scroller: HTMLElement): void {
  scroller.scrollTop = Math.min(scroller.scrollTop, topIn(scroller, table));
}

function headerHeight(table: HTMLTableElement): number {
  return table.tHead?.offsetHeight ?? 0;
}

/** Where an element begins in the scrolled area, wherever that is scrolled to. */
function topIn(scroller: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}
