import { readSearch } from '../domain/fold.ts';
import type { ReadDb } from './database.ts';
import { type SearchIndex, searchConditions } from './search-index.ts';

/** Somebody of a list whom a search found: the 0-based place in the list, and which of all that it found this is. */
type FoundPerson = { readonly index: number; readonly match: number; readonly matches: number };

/** Finds people of a list by name or number, in the order of the list. */
export class PersonSearch {
  readonly #db: ReadDb;
  readonly #searchIndex: SearchIndex;

  constructor(db: ReadDb, searchIndex: SearchIndex) {
    this.#db = db;
    this.#searchIndex = searchIndex;
  }

  /** Makes the names of a list ready, a part of them at each call. Returns true once they are. */
  prepare(listId: number): boolean {
    return this.#searchIndex.takeUp([listId]);
  }

  /** The match of this number, from 0; past the last one it begins again. Undefined where a search finds nobody. */
  find(listId: number, search: string, match: number): FoundPerson | undefined {
    const terms = readSearch(search);
    if (terms === null) return undefined;
    const { where, values } = searchConditions(terms);
    const found = `FROM temp.person p WHERE p.list_id = ? AND ${where.join(' AND ')}`;
    const matches = this.#db.count(`SELECT count(*) ${found}`, listId, ...values);
    if (matches === 0) return undefined;
    const place = match % matches;
    const index = this.#db.count(
      `SELECT count(*) FROM recipient WHERE list_id = ? AND row_number < (
         SELECT r.row_number FROM recipient r WHERE r.id IN (SELECT p.recipient_id ${found})
         ORDER BY r.row_number LIMIT 1 OFFSET ?)`,
      listId,
      listId,
      ...values,
      place,
    );
    return { index, match: place, matches };
  }
}
