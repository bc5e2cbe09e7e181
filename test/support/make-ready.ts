import type { SearchIndex } from '../../db/search/search-index.ts';

/** Makes every list ready for searches, as the worker does. */
export function makeReady(index: SearchIndex): void {
  for (const listId of index.toMake()) Array.from(index.build(listId));
}
