import type { KnownPeople } from '../../db/people/known-people.ts';
import type { SearchIndex } from '../../db/search/search-index.ts';

/** Indexes every list for searches, as the worker does. */
export function makeReady(index: SearchIndex): void {
  for (const listId of index.toMake()) Array.from(index.build(listId));
}

/** Adds the people of every list to the known people, and merges those who are the same, as the worker does. */
export function knowPeople(known: KnownPeople): void {
  for (const listId of known.missing()) Array.from(known.take(listId));
  Array.from(known.joinSame());
}
