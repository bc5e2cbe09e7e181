import { limits } from '../../domain/limits.ts';
import type { SearchTerms } from '../../domain/messages/fold.ts';
import { gramsOfPerson, gramsOfSearch } from '../../domain/messages/search-grams.ts';
import type { Db } from '../database.ts';
import { keepPacked, packIds, unpackIds } from './id-gaps.ts';
import { PeopleInOrder } from './people-in-order.ts';

export function searchConditions(search: SearchTerms): { readonly where: string[]; readonly values: string[] } {
  if (search.kind === 'digits') return { where: ['instr(r.phone, ?) > 0'], values: [search.digits] };
  return { where: search.words.map(() => 'instr(r.folded, ?) > 0'), values: [...search.words] };
}

/** `few`: people are looked up one by one. `some`: a walk checks each row against them. `many`: it meets them soon. */
export type Found = 'few' | 'some' | 'many';

/** The mark that a list's index is complete, stored as a piece of its own and written last. */
const wholeMark = '';
/** That mark's content while pieces of an erased person may be left: a start that finds it makes the index anew. */
const forgetting = packIds([1]);
/** All people in an order, four bytes each. No real piece begins so: names have no space, and numbers have digits. */
const orderMarks = { name: ' name', phone: ' phone' } as const;
export const orderColumns = { name: 'folded', phone: 'phone' } as const;
type PersonOrder = keyof typeof orderMarks;
/** Looking up this many people of a list is quicker than reading one more piece. */
const fewEnough = 200;
/** A piece that this share of a list has tells few people apart, and takes longest to read. */
const commonShare = 0.5;

/**
 * Which people of a list have which pieces of names and numbers. A search reads who may match, asked for in SQL by
 * `is_found(recipient_id)`; their names then decide. The worker makes it. It also has all people in the order of names
 * and of numbers.
 */
export class SearchIndex {
  readonly #db: Db;
  #found: ReadonlyMap<number, Uint32Array> = new Map();
  #people = 0;
  #size = 0;
  #bits = new Uint8Array();
  #digits: string | null = null;

  constructor(db: Db) {
    this.#db = db;
    db.defineTest('is_found', (id) => isMarked(this.#bits, id));
  }

  /** The lists without an index (yet). Lists of erased people need none. */
  missing(): number[] {
    return this.#db.values(missingSql);
  }

  /** The lists whose index must be made, also those with pieces of an erased person left when the app ended. */
  toMake(): number[] {
    return this.#db.values(
      `${missingSql} UNION SELECT list_id FROM search_gram WHERE gram = '${wholeMark}' AND ids = ?`,
      forgetting,
    );
  }

  /** Makes the index of a list, in small transactions with stops between. An index that was cut off is made anew. */
  *build(listId: number): Generator<void> {
    dropSearchIndex(this.#db, listId);
    const publishedAtMs = this.#publishedAt(listId);
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
        for (const [gram, ids] of grams.slice(start, start + limits.searchBatchPieces))
          this.#write(listId, gram, packIds(ids), ids.length);
      });
      yield;
    }
    for (const order of ['name', 'phone'] as const) {
      this.#writeOrder(listId, order);
      yield;
    }
    // Rows that were read anew meanwhile may be missing from it.
    this.#db.immediate(() => {
      if (this.#publishedAt(listId) === publishedAtMs) this.#write(listId, wholeMark, packIds([]), count);
    });

    function add(gram: string, id: number): void {
      const ids = people.get(gram);
      if (ids) ids.push(id);
      else people.set(gram, [id]);
    }
  }

  /** Looks up the people of some lists who may match, for `is_found` and `found`, and returns how many they are. */
  find(listIds: readonly number[], search: SearchTerms): Found {
    this.#digits = search.kind === 'digits' ? search.digits : null;
    const grams = gramsOfSearch(search);
    if (grams.length === 0) return 'many';
    const lists = this.#piecesOf(listIds, grams);
    const most = lists.reduce((sum, { pieces }) => sum + (pieces[0]?.count ?? 0), 0);
    const all = lists.reduce((sum, { people }) => sum + people, 0);
    if (most > limits.searchFewPeople && most > all * limits.searchManyShare) return 'many';
    this.#found = this.#idsOf(lists);
    this.#people = all;
    const found = [...this.#found.values()];
    this.#size = found.reduce((sum, ids) => sum + ids.length, 0);
    if (this.#size <= limits.searchFewPeople) return 'few';
    const last = found.reduce((highest, ids) => Math.max(highest, ids.at(-1) ?? 0), 0);
    this.#bits = new Uint8Array((last >>> 3) + 1);
    for (const ids of found) mark(this.#bits, ids);
    return 'some';
  }

  /** How many people may match the last search, where they are not many. */
  get size(): number {
    return this.#size;
  }

  /** How many people the lists of the last search have. */
  get people(): number {
    return this.#people;
  }

  get listIds(): number[] {
    return [...this.#found].filter(([, ids]) => ids.length > 0).map(([listId]) => listId);
  }

  /** The ids of all people who may match, as JSON: SQLite reads it many times faster than bound values. */
  found(): string {
    return `[${[...this.#found.values()].filter(({ length }) => length > 0).join()}]`;
  }

  foundIn(listId: number): readonly number[] {
    return [...(this.#found.get(listId) ?? [])];
  }

  /** The people who may match the last search, for each list in an order, from a key on. */
  inOrder(by: PersonOrder, descending: boolean, from: string | null): PeopleInOrder {
    const orders = this.#read(this.listIds.map((listId) => [listId, orderMarks[by]]));
    const lists = orders.map(({ listId, ids }) => {
      const order = orderOf(ids);
      const end = descending ? order.length : 0;
      const place = from === null ? end : this.#placeOf(order, by, from, descending);
      const [start, step] = descending ? ([place - 1, -1] as const) : ([place, 1] as const);
      return { listId, order, places: marked(this.#bits, order, start, step) };
    });
    return new PeopleInOrder(this.#db, lists, by === 'phone' ? this.#digits : null);
  }

  /** How many people of an order come before a key, including those with the same key or not. */
  #placeOf(order: Uint32Array, by: PersonOrder, key: string, withSame: boolean): number {
    const sql = `SELECT ${orderColumns[by]} ${withSame ? '<=' : '<'} ? FROM recipient WHERE id = ?`;
    let low = 0;
    for (let high = order.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (this.#db.value<number>(sql, key, order[middle] ?? 0) === 1) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The pieces of a search in some lists, each list's rarest first; nothing for a list that lacks one of them. */
  #piecesOf(listIds: readonly number[], grams: readonly string[]): ListPieces[] {
    const all = this.#db.all<Piece & { readonly listId: number }>(
      `SELECT g.list_id AS listId, g.gram, g.count FROM json_each(?) asked CROSS JOIN json_each(?) piece
         CROSS JOIN search_gram g ON g.list_id = asked.value AND g.gram = piece.value ORDER BY g.count`,
      // Several campaigns may have the same list.
      ...[JSON.stringify([...new Set(listIds)]), JSON.stringify([wholeMark, ...grams])],
    );
    return [...Map.groupBy(all, ({ listId }) => listId)].map(([listId, of]) => {
      const pieces = of.filter(({ gram }) => gram !== wholeMark);
      const people = of.find(({ gram }) => gram === wholeMark)?.count ?? 0;
      return { listId, people, pieces: pieces.length === grams.length ? pieces : [] };
    });
  }

  /**
   * The people who have all pieces but the most common ones. It reads the rarest first, and stops once few are left.
   */
  #idsOf(lists: readonly ListPieces[]): Map<number, Uint32Array> {
    const found = new Map<number, Uint32Array>();
    for (let place = 0, open = lists; ; place += 1) {
      open = open.filter(({ listId, people, pieces }) => {
        const [piece, left] = [pieces[place], found.get(listId)];
        return piece && (!left || (left.length > fewEnough && piece.count <= people * commonShare));
      });
      if (open.length === 0) return found;
      for (const { listId, ids } of this.#read(open.map(({ listId, pieces }) => [listId, pieces[place]?.gram ?? '']))) {
        const left = found.get(listId);
        found.set(listId, left ? keepPacked(left, ids) : unpackIds(ids));
      }
    }
  }

  /** The stored ids of some pieces or orders, each of one list. */
  #read(pieces: readonly (readonly [listId: number, gram: string])[]): { listId: number; ids: Buffer }[] {
    return this.#db.all(
      `SELECT g.list_id AS listId, g.ids FROM json_each(?) piece
         CROSS JOIN search_gram g ON g.list_id = piece.value ->> 0 AND g.gram = piece.value ->> 1`,
      JSON.stringify(pieces),
    );
  }

  #publishedAt(listId: number): number | null {
    return this.#db.value(`SELECT published_at_ms FROM list WHERE id = ?`, listId) ?? null;
  }

  /** People with the same name keep the order of the file, as their messages do. */
  #writeOrder(listId: number, order: PersonOrder): void {
    const ids = this.#db.values<number>(
      `SELECT id FROM recipient WHERE list_id = ? ORDER BY ${orderColumns[order]}, row_number`,
      listId,
    );
    const bytes = Buffer.from(Uint32Array.from(ids).buffer);
    this.#write(listId, orderMarks[order], bytes, ids.length);
  }

  #write(listId: number, gram: string, ids: Buffer, count: number): void {
    this.#db.run(`INSERT INTO search_gram (list_id, gram, count, ids) VALUES (?, ?, ?, ?)`, listId, gram, count, ids);
  }
}

/** Sets the bit of each id. No `for … of`, as in `keepPacked`. */
function mark(bits: Uint8Array, ids: Uint32Array): void {
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at] ?? 0;
    bits[id >>> 3] = (bits[id >>> 3] ?? 0) | (1 << (id & 7));
  }
}

/** Where ids have their bit set, from a place on. Made lazily, since a page usually ends before most of them. */
function* marked(bits: Uint8Array, ids: Uint32Array, from: number, step: 1 | -1): Generator<number> {
  for (let at = from; at >= 0 && at < ids.length; at += step) if (isMarked(bits, ids[at] ?? 0)) yield at;
}

function isMarked(bits: Uint8Array, id: number): boolean {
  return (((bits[id >>> 3] ?? 0) >>> (id & 7)) & 1) === 1;
}

type ListPieces = { readonly listId: number; readonly pieces: readonly Piece[]; readonly people: number };
type Piece = { readonly gram: string; readonly count: number };

const missingSql = `SELECT id FROM list WHERE published_at_ms IS NOT NULL AND erased_at_ms IS NULL
  AND NOT EXISTS (SELECT 1 FROM search_gram WHERE list_id = list.id AND gram = '${wholeMark}')`;

type Person = { readonly id: number; readonly folded: string; readonly phone: string };

/** Notes, in the transaction that erases a person, that their pieces must still be taken out of the list's index. */
export function noteForgotten(db: Db, listId: number): void {
  db.run(`UPDATE search_gram SET ids = ? WHERE list_id = ? AND gram = '${wholeMark}'`, forgetting, listId);
}

/** Takes people out of the index of a list, in small transactions, with a stop after each. Searches go on meanwhile. */
export function* forgetInSearchIndex(db: Db, listId: number, people: readonly Person[]): Generator<void> {
  const gone = new Set(people.map(({ id }) => id));
  const isKept = (id: number) => !gone.has(id);
  const pieces = [...new Set(people.flatMap(({ folded, phone }) => [...gramsOfPerson(folded, phone)]))];
  for (let start = 0; start < pieces.length; start += limits.searchForgetPieces) {
    const left = pieces.slice(start, start + limits.searchForgetPieces).map((gram) => {
      const ids = unpackIds(idsOf(db, listId, gram)).filter(isKept);
      return { gram, count: ids.length, ids: packIds(ids) };
    });
    db.immediate(() => left.forEach(rewrite));
    yield;
  }
  for (const gram of Object.values(orderMarks)) {
    const ids = orderOf(idsOf(db, listId, gram)).filter(isKept);
    rewrite({ gram, count: ids.length, ids: Buffer.from(ids.buffer) });
    yield;
  }
  const sql = `UPDATE search_gram SET count = count - ?, ids = ? WHERE list_id = ? AND gram = '${wholeMark}'`;
  db.run(sql, people.length, packIds([]), listId);

  function rewrite({ gram, count, ids }: { gram: string; count: number; ids: Buffer }): void {
    if (count === 0) db.run(`DELETE FROM search_gram WHERE list_id = ? AND gram = ?`, listId, gram);
    else db.run(`UPDATE search_gram SET count = ?, ids = ? WHERE list_id = ? AND gram = ?`, count, ids, listId, gram);
  }
}

function idsOf(db: Db, listId: number, gram: string): Uint8Array {
  const sql = `SELECT ids FROM search_gram WHERE list_id = ? AND gram = ?`;
  return db.value<Buffer>(sql, listId, gram) ?? new Uint8Array();
}

function orderOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

/** Lets the next search, or the start of its campaign, make the index of a list anew: it lacks rows added since. */
export function outdateSearchIndex(db: Db, listId: number): void {
  db.run(`DELETE FROM search_gram WHERE list_id = ? AND gram = '${wholeMark}'`, listId);
}

/** Drops the index of a list, for example when its people are erased. */
export function dropSearchIndex(db: Db, listId: number): void {
  db.run(`DELETE FROM search_gram WHERE list_id = ?`, listId);
}
