import { type Condition, gotCampaigns } from '../../domain/people/person-filter.ts';
import type { ReadDb, SqlValue } from '../database.ts';
import { conditionsSql, everyPerson, type Way, wayOf } from './person-filter-sql.ts';

/** A condition, and where to count its people. For a negated condition these are the people to subtract. */
type Piece = {
  readonly where: string;
  readonly way: Way | null;
  readonly size: number;
  readonly isOthers: boolean;
  readonly isWhole: boolean;
};
/** A way to count: its cost, in people who are looked up one by one, and the function that counts. */
type Count = { readonly cost: number; readonly run: () => number };

/** How many rows of an index, and of a whole table, are counted in the time that one look-up takes. */
const [indexRows, tableRows] = [25, 200];

/**
 * Null where more than `most` people would have to be looked up. A negated condition can also be counted by
 * subtraction: those who fit the others, less those of them who do not fit it.
 */
export function countPeople(db: ReadDb, conditions: readonly Condition[], nowMs: number, most: number): number | null {
  const { where, values } = conditionsSql(db, conditions, nowMs);
  // One more than may be counted.
  const known = Math.min(Math.ceil(most * indexRows) + 1, Number.MAX_SAFE_INTEGER);
  // Ids are never reused, so there are at most this many people.
  const total = db.count(`SELECT coalesce(max(id), 0) FROM person`);
  const pieces = conditions.map((condition, index): Piece => {
    const way = wayOf(db, condition, index);
    const size =
      way === null
        ? total
        : db.count(`SELECT count(*) FROM (SELECT 1 FROM ${way.table} WHERE ${way.where} LIMIT ${known})`, values);
    const isOthers = 'is' in condition && !condition.is;
    return { where: where[index] ?? 'true', way, size, isOthers, isWhole: isWhole(condition, conditions) };
  });
  const count = cheapest({ db, values, total }, pieces);
  return count.cost > most ? null : count.run();
}

/** Whether the index holds nobody except the people of the condition. */
function isWhole(condition: Condition, all: readonly Condition[]): boolean {
  if (condition.kind === 'answered') return condition.word.trim() === '' && gotCampaigns(all).length === 0;
  return condition.kind === 'tagged' || condition.kind === 'onList' || condition.kind === 'quiet';
}

type Known = { readonly db: ReadDb; readonly values: Readonly<Record<string, SqlValue>>; readonly total: number };

function cheapest(known: Known, pieces: readonly Piece[]): Count {
  if (pieces.length === 0)
    return { cost: known.total / tableRows, run: () => known.db.count(`SELECT count(*) FROM person`) };
  const all = pieces.map(({ where }) => where);
  const [walked] = pieces.filter(({ isOthers, way }) => way !== null && !isOthers).sort(bySize);
  const counts = [along(known, walked, all, pieces.length === 1)];
  const [others] = pieces.filter(({ isOthers, way }) => way !== null && isOthers).sort(bySize);
  if (others) {
    const rest = pieces.filter((piece) => piece !== others);
    const without = cheapest(known, rest);
    const those = along(known, others, [...rest.map(({ where }) => where), `NOT (${others.where})`], rest.length === 0);
    counts.push({ cost: without.cost + those.cost, run: () => without.run() - those.run() });
  }
  return counts.reduce((best, one) => (one.cost < best.cost ? one : best));
}

/** Counts the people of an index who fit all conditions. `isAlone`: the index itself already answers the condition. */
function along(
  { db, values, total }: Known,
  piece: Piece | undefined,
  where: readonly string[],
  isAlone: boolean,
): Count {
  const { table, id, where: of } = piece?.way ?? everyPerson;
  const size = piece?.size ?? total;
  const people = `SELECT DISTINCT ${id} AS id FROM ${table} WHERE ${of}`;
  if (isAlone && piece?.isWhole)
    return { cost: size / indexRows, run: () => db.count(`SELECT count(*) FROM (${people})`, values) };
  const sql = `SELECT count(*) FROM (${people}) looked CROSS JOIN person p ON p.id = looked.id WHERE ${where.join(' AND ')}`;
  return { cost: size, run: () => db.count(sql, values) };
}

function bySize(one: Piece, other: Piece): number {
  return one.size - other.size;
}
