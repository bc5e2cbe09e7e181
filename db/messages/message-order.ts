import type { Cursor } from '../../domain/contract.ts';
import type { MessageFilter, MessageSort } from '../../domain/messages/message-filter.ts';
import type { Conditions } from './message-filter-sql.ts';

/** Where a message stands in an order. */
export type Key = { readonly id: number; readonly sortKey: number | string };

/** An order of messages in SQL: by its columns, the last of which is the id. */
export type Order = {
  readonly by: MessageSort['by'];
  readonly descending: boolean;
  readonly columns: readonly string[];
};

const columnsOf = { time: 'm.changed_at_ms', name: 'm.name_key', phone: 'm.phone_key' } as const;

/** Pending messages go out by their own times, and in the order of their ids where these are alike or none. */
export function orderOf({ tab }: MessageFilter, { by, descending }: MessageSort): Order {
  const isQueue = tab === 'pending' && by === 'time';
  return { by, descending, columns: [isQueue ? 'm.due_at_ms' : columnsOf[by], 'm.id'] };
}

export function orderSql({ columns, descending }: Order): string {
  return columns.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join();
}

/** What stands behind a key; everything where there is none. */
export function beyond({ columns, descending }: Order, after: Key | null): Conditions {
  if (after === null) return { where: [], values: [] };
  return {
    where: [`(${columns.join()}) ${descending ? '<' : '>'} (${columns.map(() => '?').join()})`],
    values: [after.sortKey, after.id],
  };
}

/** The key at which the page before ended. */
export function keyAt(after: Cursor | null): Key | null {
  return after && { id: after.id, sortKey: after.at };
}

/** The first of several sequences together, each of which is in order already. */
export function merged(sequences: readonly Generator<Key>[], turn: 1 | -1, most: number): Key[] {
  const heads = sequences.map((sequence) => ({ sequence, head: sequence.next() }));
  const first: Key[] = [];
  while (first.length < most) {
    const [next, ...others] = heads.filter(({ head }) => !head.done);
    if (!next) break;
    const best = others.reduce(
      (one, other) => (turn * compare(one.head.value, other.head.value) <= 0 ? one : other),
      next,
    );
    first.push(best.head.value);
    // Nobody is read who does not stand on the page.
    if (first.length < most) best.head = best.sequence.next();
  }
  for (const sequence of sequences) sequence.return(undefined);
  return first;
}

/** The order of SQLite, so that a page begins where the one before it ended. */
function compare(one: Key, other: Key): number {
  return compareKeys(one.sortKey, other.sortKey) || one.id - other.id;
}

function compareKeys(one: number | string, other: number | string): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}
