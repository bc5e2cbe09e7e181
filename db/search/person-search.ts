import { readSearch } from '../../domain/messages/fold.ts';
import type { ReadDb } from '../database.ts';
import { type SearchIndex, searchConditions } from './search-index.ts';

/** A person of a list found by a search: their 0-based place in the list, and which of all matches this is. */
type FoundPerson = { readonly index: number; readonly match: number; readonly matches: number };

/** Finds people of a list by name or number, in the order of the list. */
export class PersonSearch {
  readonly #db: ReadDb;
  readonly #index: SearchIndex;

  constructor(db: ReadDb, index: SearchIndex) {
    this.#db = db;
    this.#index = index;
  }

  /** The match of this number, from 0; after the last it starts again. Undefined where the search finds nobody. */
  find(listId: number, search: string, match: number): FoundPerson | undefined {
    const terms = readSearch(search);
    if (terms === null) return undefined;
    const { where, values } = searchConditions(terms);
    // Few possible matches are looked up. Where there are many, or the index is not ready, the list is walked: it has
    // 200,000 rows at most.
    const isKnown = !this.#index.missing().includes(listId) && this.#index.find([listId], terms) !== 'many';
    const people = isKnown ? this.#index.found() : '[]';
    const from = isKnown
      ? 'json_each(?) f CROSS JOIN recipient r ON r.id = f.value'
      : '(SELECT ?) f CROSS JOIN recipient r';
    const found = `FROM ${from} WHERE r.list_id = ? AND ${where.join(' AND ')}`;
    const matches = this.#db.count(`SELECT count(*) ${found}`, people, listId, ...values);
    if (matches === 0) return undefined;
    const place = match % matches;
    const before = this.#db.count(
      `SELECT count(*) FROM recipient WHERE list_id = ? AND row_number < (
         SELECT row_number FROM recipient WHERE id IN (SELECT r.id ${found}) ORDER BY row_number LIMIT 1 OFFSET ?)`,
      ...[listId, people, listId, ...values, place],
    );
    return { index: before, match: place, matches };
  }
}
