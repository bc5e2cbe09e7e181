import type { Cursor } from '../../domain/contract.ts';
import type { MessageFilter, MessageSort } from '../../domain/messages/message-filter.ts';
import { type Conditions, nothing } from './message-filter-sql.ts';

/** The position of a message in an order. */
export type Key = { readonly id: number; readonly sortKey: number | string };

/** An order of messages in SQL: by its columns, the last of which is the id. */
export type Order = {
  readonly by: MessageSort['by'];
  readonly descending: boolean;
  readonly columns: readonly string[];
};

const columnsOf = { time: 'm.changed_at_ms', name: 'm.name_key', phone: 'm.phone_key' } as const;

/** Pending messages go by their own times, and by id where these are equal or missing. */
export function orderOf({ tab }: MessageFilter, { by, descending }: MessageSort): Order {
  const isQueue = tab === 'pending' && by === 'time';
  return { by, descending, columns: [isQueue ? 'm.due_at_ms' : columnsOf[by], 'm.id'] };
}

/** The text after `ORDER BY`. */
export function orderSql({ columns, descending }: Order): string {
  return columns.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join();
}

/** The condition for rows after a key; no condition without a key. */
export function beyond(order: Order, after: Key | null): Conditions {
  return comparedWith(after, order, order.descending ? '<' : '>');
}

/** The condition for rows up to and including a key; no condition without a key. */
export function upTo(order: Order, last: Key | null): Conditions {
  return comparedWith(last, order, order.descending ? '>=' : '<=');
}

function comparedWith(key: Key | null, { columns }: Order, operator: string): Conditions {
  if (key === null) return nothing;
  return { where: [`(${columns.join()}) ${operator} (?, ?)`], values: [key.sortKey, key.id] };
}

/** The key at which the page before ended. */
export function keyAt(after: Cursor | null): Key | null {
  return after && { id: after.id, sortKey: after.at };
}
