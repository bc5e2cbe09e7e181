import type { SearchTerms } from '../domain/fold.ts';
import { limits } from '../domain/limits.ts';
import { gramsOfPerson, gramsOfSearch } from '../domain/search-grams.ts';
import type { Db } from './database.ts';
import { keepPacked, packIds, unpackIds } from './id-gaps.ts';

/** What a search asks of the recipient `r`. */
export function searchConditions(search: SearchTerms): { readonly where: string[]; readonly values: string[] } {
  if (search.kind === 'digits') return { where: ['instr(r.phone, ?) > 0'], values: [search.digits] };
  return { where: search.words.map(() => 'instr(r.folded, ?) > 0'), values: [...search.words] };
}

/** `few`: they are looked up one by one. `some`: a walk asks of each whether it is one. `many`: a walk meets them soon. */
export type Found = 'few' | 'some' | 'many';

/** Stands for the whole list in its index: written last, it says that the index is whole. */
const wholeMark = '';
/** To look so many people of a list up is quicker than to read one more piece. */
const fewEnough = 200;

/**
 * Which people of a list have which pieces of names and numbers. It is made in the worker once a list is there, and is read
 * for the people who may be meant by a search; whether they are is then asked of their names. SQL asks for those of the
 * last search by `is_found(recipient_id)` and by the table `found_person`.
 */
export class SearchIndex {
  readonly #db: Db;
  #ids: readonly Float64Array[] = [];
  #size = 0;
  #bits = new Uint8Array();

  constructor(db: Db) {
    this.#db = db;
    db.defineTest('is_found', (id) => (((this.#bits[id >>> 3] ?? 0) >>> (id & 7)) & 1) === 1);
    db.defineIds('found_person', 'recipient_id', () => this.#each());
  }

  /** The lists that have no index (yet). Whoever is erased is not searched for. */
  missing(): number[] {
    return this.#db.values(
      `SELECT id FROM list WHERE published_at_ms IS NOT NULL AND erased_at_ms IS NULL
         AND NOT EXISTS (SELECT 1 FROM search_gram WHERE list_id = list.id AND gram = '${wholeMark}')`,
    );
  }

  /** Makes the index of a list, in small transactions: it stops after each. One that was cut off is made anew. */
  *build(listId: number): Generator<void> {
    dropSearchIndex(this.#db, listId);
    const people = new Map<string, number[]>();
    let count = 0;
    for (let after = 0; ; ) {
      const page = this.#db.all<{ id: number; folded: string; phone: string }>(
        `SELECT id, folded, phone FROM recipient WHERE list_id = ? AND id > ? ORDER BY id LIMIT ${limits.searchBatchRows}`,
        ...[listId, after],
      );
      for (const { id, folded, phone } of page) for (const gram of gramsOfPerson(folded, phone)) add(gram, id);
      count += page.length;
      const last = page.at(-1);
      if (!last) break;
      after = last.id;
    }
    const grams = [...people];
    for (let start = 0; start < grams.length; start += limits.searchBatchPieces) {
      this.#db.immediate(() => {
        for (const [gram, ids] of grams.slice(start, start + limits.searchBatchPieces)) this.#write(listId, gram, ids);
      });
      yield;
    }
    this.#write(listId, wholeMark, [], count);

    function add(gram: string, id: number): void {
      const ids = people.get(gram);
      if (ids) ids.push(id);
      else people.set(gram, [id]);
    }
  }

  /** Looks up who of some lists may be meant by a search, for `is_found` and `found_person`, and says how many these are. */
  find(listIds: readonly number[], search: SearchTerms): Found {
    const grams = gramsOfSearch(search);
    if (grams.length === 0) return 'many';
    const lists = listIds.map((listId) => ({ listId, pieces: this.#piecesOf(listId, grams) }));
    const most = lists.reduce((sum, { pieces }) => sum + (pieces[0]?.count ?? 0), 0);
    const all = lists.reduce((sum, { listId }) => sum + this.#peopleOf(listId), 0);
    if (most > limits.searchFewPeople && most > all * limits.searchManyShare) return 'many';
    this.#ids = lists.map(({ listId, pieces }) => this.#idsOf(listId, pieces));
    this.#size = this.#ids.reduce((sum, ids) => sum + ids.length, 0);
    if (this.#size <= limits.searchFewPeople) return 'few';
    const last = this.#ids.reduce((highest, ids) => Math.max(highest, ids.at(-1) ?? 0), 0);
    this.#bits = new Uint8Array((last >>> 3) + 1);
    for (const ids of this.#ids)
      for (const id of ids) this.#bits[id >>> 3] = (this.#bits[id >>> 3] ?? 0) | (1 << (id & 7));
    return 'some';
  }

  /** How many people the last search may have meant, where it was not many. */
  get size(): number {
    return this.#size;
  }

  *#each(): Generator<number> {
    for (const ids of this.#ids) yield* ids;
  }

  /** The pieces of a search in a list, the rarest first; none where the list lacks one of them. */
  #piecesOf(listId: number, grams: readonly string[]): readonly Piece[] {
    const pieces = this.#db.all<Piece>(
      `SELECT gram, count FROM search_gram WHERE list_id = ? AND gram IN (SELECT value FROM json_each(?)) ORDER BY count`,
      ...[listId, JSON.stringify(grams)],
    );
    return pieces.length === grams.length ? pieces : [];
  }

  #peopleOf(listId: number): number {
    return this.#db.count(`SELECT count FROM search_gram WHERE list_id = ? AND gram = '${wholeMark}'`, listId);
  }

  /** Who has all pieces. The rarest is read first, and no more than needed to leave few. */
  #idsOf(listId: number, [rarest, ...others]: readonly Piece[]): Float64Array {
    if (!rarest) return new Float64Array();
    let ids = unpackIds(this.#read(listId, rarest.gram));
    for (const { gram } of others) {
      if (ids.length <= fewEnough) break;
      ids = keepPacked(ids, this.#read(listId, gram));
    }
    return ids;
  }

  #read(listId: number, gram: string): Uint8Array {
    const sql = `SELECT ids FROM search_gram WHERE list_id = ? AND gram = ?`;
    return this.#db.value<Buffer>(sql, listId, gram) ?? new Uint8Array();
  }

  #write(listId: number, gram: string, ids: readonly number[], count = ids.length): void {
    this.#db.run(
      `INSERT INTO search_gram (list_id, gram, count, ids) VALUES (?, ?, ?, ?)`,
      ...[listId, gram, count, packIds(ids)],
    );
  }
}

type Piece = { readonly gram: string; readonly count: number };

/** Drops the index of a list, as when its people are erased. */
export function dropSearchIndex(db: Db, listId: number): void {
  db.run(`DELETE FROM search_gram WHERE list_id = ?`, listId);
}
