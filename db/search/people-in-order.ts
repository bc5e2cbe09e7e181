import { limits } from '../../domain/limits.ts';
import type { ReadDb } from '../database.ts';

/** The people of a list in an order, and the places of those who may match a search. */
type ListInOrder = {
  readonly listId: number;
  readonly order: Uint32Array;
  readonly places: Iterator<number>;
};
/** Also who was read of it and is not taken yet, who was taken or passed over last, and whether nobody is left. */
type Reading = ListInOrder & { waiting: number[]; last: number; isRead: boolean };
/** People next to each other in an order. */
type Run = { readonly list: ListInOrder; readonly places: readonly number[] };

/** Each of several parts is first read to this many times its share of a page, so that few parts have more on it. */
const shares = 2;
/** In the time in which one person is looked up, so many numbers are compared along their index. */
const numbersForLookUp = 80;
/** As many people have to stand together for that. */
const fewestTogether = 4;

export function shareOfPage(parts: number): number {
  return Math.ceil((shares * limits.pageRows) / parts);
}

/** The people of several lists who may match a search, in one order, taken a few of each list at a time. */
export class PeopleInOrder {
  readonly #db: ReadDb;
  readonly #digits: string | null;
  #open: readonly Reading[];
  #each: number;
  #isChecked = false;

  /** `digits`: what is searched for, where the order is that of numbers. */
  constructor(db: ReadDb, lists: readonly ListInOrder[], digits: string | null) {
    this.#db = db;
    this.#digits = digits;
    this.#open = lists.map((list) => ({ ...list, waiting: [], last: 0, isRead: false }));
    this.#each = shareOfPage(lists.length);
  }

  get isOver(): boolean {
    return this.#open.length === 0;
  }

  /** Of each list that has more, who was taken or passed over last. */
  get lasts(): number[] {
    return this.#open.map(({ last }) => last);
  }

  /**
   * Takes some people of each list, twice as many each time. Where numbers are searched for in their order, many in a
   * row may have all pieces and not the number: from the second time on those are passed over.
   */
  take(): number[] {
    this.#readOn();
    const most = this.#isChecked ? shareOfPage(this.#open.length) : this.#each;
    const taken = this.#open.map((list) => {
      const some = list.waiting.splice(0, most);
      if (list.waiting.length > 0) list.last = some.at(-1) ?? 0;
      return some;
    });
    this.#open = this.#open.filter(({ waiting, isRead }) => waiting.length > 0 || !isRead);
    this.#each *= 2;
    this.#isChecked = this.#digits !== null;
    return taken.flat();
  }

  /** Goes on with these lists alone, known by who was taken of them last. */
  keep(lasts: ReadonlySet<number>): void {
    this.#open = this.#open.filter(({ last }) => lasts.has(last));
  }

  /** Reads people of each list of whom nobody waits. */
  #readOn(): void {
    const read = this.#open
      .filter(({ waiting }) => waiting.length === 0)
      .map((list) => ({ list, places: take(list.places, this.#each) }));
    const matching = this.#isChecked ? this.#withDigits(read.flatMap(runsOf)) : null;
    for (const { list, places } of read) {
      const people = peopleAt({ list, places });
      list.waiting = people.filter((id) => matching?.has(id) ?? true);
      list.last = people.at(-1) ?? 0;
      list.isRead = people.length < this.#each;
    }
  }

  #withDigits(runs: readonly Run[]): Set<number> {
    const isTogether = ({ places }: Run) => places.length >= fewestTogether;
    const alone = JSON.stringify(runs.filter((run) => !isTogether(run)).flatMap(peopleAt));
    const together = JSON.stringify(runs.filter(isTogether).map(endsOf));
    return new Set(this.#db.values<number>(withDigitsSql, { alone, together, digits: this.#digits }));
  }
}

/** Whoever is erased just now has a higher number already than the order says: a list is then read from its beginning. */
const withDigitsSql = `
  SELECT r.id FROM json_each(@alone) f CROSS JOIN recipient r ON r.id = f.value WHERE instr(r.phone, @digits) > 0
  UNION ALL
  SELECT r.id FROM json_each(@together) f
    LEFT JOIN recipient low ON low.id = f.value ->> 1 LEFT JOIN recipient high ON high.id = f.value ->> 2
    CROSS JOIN recipient r INDEXED BY recipient_phone ON r.list_id = f.value ->> 0
      AND r.phone >= iif(low.phone <= high.phone, low.phone, '') AND r.phone <= coalesce(high.phone, '~')
    WHERE instr(r.phone, @digits) > 0`;

function take(from: Iterator<number>, most: number): number[] {
  const taken: number[] = [];
  for (let next = from.next(); !next.done; next = from.next()) {
    taken.push(next.value);
    if (taken.length === most) break;
  }
  return taken;
}

function peopleAt({ list, places }: Run): number[] {
  return places.map((place) => list.order[place] ?? 0);
}

/** The list of a run, and its people with the lowest and the highest number. */
function endsOf({ list: { listId, order }, places }: Run): readonly number[] {
  const ends = [places[0] ?? 0, places.at(-1) ?? 0].sort((one, other) => one - other);
  return [listId, ...ends.map((place) => order[place] ?? 0)];
}

/** Parts places where the next is far away. */
function runsOf({ list, places }: Run): Run[] {
  const runs: Run[] = [];
  for (let start = 0, end = 1; end <= places.length; end += 1) {
    if (end < places.length && Math.abs((places[end] ?? 0) - (places[end - 1] ?? 0)) <= numbersForLookUp) continue;
    runs.push({ list, places: places.slice(start, end) });
    start = end;
  }
  return runs;
}
