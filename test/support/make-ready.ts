import type { KnownPeople } from '../../db/people/known-people.ts';
import type { SearchIndex } from '../../db/search/search-index.ts';

/** Makes every list ready for searches, as the worker does. */
export function makeReady(index: SearchIndex): void {
  for (const listId of index.toMake()) Array.from(index.build(listId));
}

/** Takes the people of every list that is due, and makes one of those who are, as the worker does. */
export function knowPeople(known: KnownPeople): void {
  for (const listId of known.missing()) Array.from(known.take(listId));
  Array.from(known.joinSame());
}
