import type { Cursor, MessageFilter, MessagePage, MessageRow, MessageSort } from '../domain/contract.ts';
import { readSearch } from '../domain/fold.ts';
import { limits } from '../domain/limits.ts';
import { deliveredAck, readAck, type Status, type Tab } from '../domain/message.ts';
import type { Delivery } from '../domain/message-filter.ts';
import type { ReadDb, SqlValue } from './database.ts';
import { asMessageRow, doubtSql, messageColumns, type StoredRow } from './message-rows.ts';
import { type SearchIndex, searchConditions } from './search-index.ts';

type Asked = { readonly filter: MessageFilter; readonly sort: MessageSort; readonly after: Cursor | null };
type KeyedRow = MessageRow & { readonly sortKey: number | string };
type Conditions = { readonly where: string[]; readonly values: SqlValue[] };

/**
 * So few messages of a campaign that a filter shows are sorted as a whole; walking its list in order would look at
 * more.
 */
const sortedAsWhole = 2_000;

/**
 * The lists of the outbox, page by page. Every page is read from the key after the last row of the page before, so that it
 * is as quick at any depth.
 */
export class MessagePages {
  readonly #db: ReadDb;
  readonly #searchIndex: SearchIndex;

  constructor(db: ReadDb, searchIndex: SearchIndex) {
    this.#db = db;
    this.#searchIndex = searchIndex;
  }

  /**
   * Makes ready what a search or a sort by name needs, a part of it at each call. Returns true once it is; until then a
   * page would not be whole.
   */
  prepare(filter: MessageFilter, sort: MessageSort | null): boolean {
    if (readSearch(filter.search) === null && sort?.by !== 'name') return true;
    return this.#searchIndex.takeUp(this.#campaigns(filter).map(({ listId }) => listId));
  }

  /** Those of the messages that stand under the tab still. */
  still(tab: Tab, ids: readonly number[]): number[] {
    return this.#db.values(
      `SELECT m.id FROM json_each(?) asked JOIN message m ON m.id = asked.value WHERE m.status = ?`,
      ...[JSON.stringify(ids), tab],
    );
  }

  /** One page of a tab. Under Pending the first page has the message being sent on top, however it is sorted. */
  page(filter: MessageFilter, sort: MessageSort, after: Cursor | null): MessagePage {
    const asked = { filter, sort, after };
    const found = sort.by === 'time' ? this.#byTime(asked) : this.#byPerson(asked);
    const last = found.at(-1);
    const next = found.length === limits.pageRows && last ? { at: last.sortKey, id: last.id } : null;
    const rows = found.map(({ sortKey: _key, ...row }) => row);
    if (filter.tab !== 'pending' || after !== null) return { rows, next };
    return { rows: [...this.#sending(filter), ...rows], next };
  }

  /** How many messages a filter shows, without the one being sent. */
  count(filter: MessageFilter): number {
    const { where, values } = conditions(filter);
    const sql = `SELECT count(*) FROM message m ${joins(filter)} WHERE ${where.join(' AND ')}`;
    return this.#db.count(sql, ...values);
  }

  /** Every message that a filter shows, without the one being sent. */
  ids(filter: MessageFilter): number[] {
    const { where, values } = conditions(filter);
    const sql = `SELECT m.id FROM message m ${joins(filter)} WHERE ${where.join(' AND ')} ORDER BY m.id`;
    return this.#db.values(sql, ...values);
  }

  #byTime({ filter, sort, after }: Asked): KeyedRow[] {
    const { where, values } = conditions(filter);
    const isQueue = filter.tab === 'pending';
    const direction = sort.descending ? 'DESC' : 'ASC';
    const isBeyond = sort.descending ? '<' : '>';
    if (after !== null) {
      where.push(isQueue ? `m.id ${isBeyond} ?` : `(m.changed_at_ms, m.id) ${isBeyond} (?, ?)`);
      values.push(...(isQueue ? [after.id] : [after.at, after.id]));
    }
    // Pending messages go out in the order of their ids.
    const order = isQueue ? `m.id ${direction}` : `m.changed_at_ms ${direction}, m.id ${direction}`;
    return this.#read(
      `SELECT ${messageColumns}, m.changed_at_ms AS sortKey FROM message m ${joins(filter)} ${people}`,
      where,
      order,
      values,
    );
  }

  /** By name or number: the first of each campaign, and of those the first of all. */
  #byPerson(asked: Asked): KeyedRow[] {
    const { descending } = asked.sort;
    const pages = this.#campaigns(asked.filter).map(({ id, listId, count }) =>
      count <= sortedAsWhole || this.#isFew({ ...asked.filter, campaignId: id })
        ? this.#sortedMessages(asked, id)
        : this.#alongList(asked, id, listId),
    );
    const [only] = pages;
    if (pages.length === 1 && only) return only;
    const turn = descending ? -1 : 1;
    return pages
      .flat()
      .sort((one, other) => turn * (byBytes(one.sortKey, other.sortKey) || one.id - other.id))
      .slice(0, limits.pageRows);
  }

  /** Whether a search or a filter leaves few messages, however many the tab has. */
  #isFew(filter: MessageFilter): boolean {
    const { where, values } = conditions(filter);
    const found = `SELECT 1 FROM message m ${joins(filter)} WHERE ${where.join(' AND ')}`;
    return !this.#db.has(`${found} LIMIT 1 OFFSET ${sortedAsWhole}`, ...values);
  }

  /** From the campaign's list, whose people have an index in this order, to their messages. */
  #alongList(asked: Asked, campaignId: number, listId: number): KeyedRow[] {
    const { where, values } = conditions({ ...asked.filter, campaignId });
    const isByName = asked.sort.by === 'name';
    const from = isByName
      ? `temp.person p CROSS JOIN message m ON m.recipient_id = p.recipient_id ${people}`
      : `recipient r CROSS JOIN message m ON m.recipient_id = r.id
           CROSS JOIN campaign c ON c.id = m.campaign_id ${joins(asked.filter)}`;
    where.push(`${isByName ? 'p' : 'r'}.list_id = ?`);
    values.push(listId);
    return this.#keyed(asked, from, where, values);
  }

  #sortedMessages(asked: Asked, campaignId: number): KeyedRow[] {
    const { where, values } = conditions({ ...asked.filter, campaignId });
    const join = asked.sort.by === 'name' ? namesJoin : joins(asked.filter);
    return this.#keyed(asked, `message m ${join} ${people}`, where, values);
  }

  #keyed({ sort, after }: Asked, from: string, where: string[], values: SqlValue[]): KeyedRow[] {
    const key = sort.by === 'name' ? 'p.folded' : 'r.phone';
    const direction = sort.descending ? 'DESC' : 'ASC';
    const isBeyond = sort.descending ? '<' : '>';
    if (after !== null) {
      // The first half lets SQLite begin at the key; the second skips those of the same key that stand before.
      where.push(`${key} ${isBeyond}= ? AND (${key} ${isBeyond} ? OR m.id ${isBeyond} ?)`);
      values.push(after.at, after.at, after.id);
    }
    return this.#read(
      `SELECT ${messageColumns}, ${key} AS sortKey FROM ${from}`,
      where,
      `${key} ${direction}, m.id ${direction}`,
      values,
    );
  }

  #sending(filter: MessageFilter): MessageRow[] {
    const { where, values } = conditions(filter, 'sending');
    const select = `SELECT ${messageColumns}, 0 AS sortKey FROM message m ${joins(filter)} ${people}`;
    return this.#read(select, where, 'm.id', values).map(({ sortKey: _key, ...row }) => row);
  }

  #read(select: string, where: readonly string[], order: string, values: readonly SqlValue[]): KeyedRow[] {
    const sql = `${select} WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${limits.pageRows}`;
    return this.#db.all<StoredRow & Pick<KeyedRow, 'sortKey'>>(sql, ...values).map(asMessageRow);
  }

  /** The started campaigns that a filter is about, with how many messages each has under the tab. */
  #campaigns({ campaignId, tab }: MessageFilter): { id: number; listId: number; count: number }[] {
    const count = { pending: 't.pending + t.sending', sent: 't.sent', failed: 't.not_sent + t.not_confirmed' }[tab];
    return this.#db.all(
      `SELECT c.id, c.list_id AS listId, ${count} AS count FROM campaign c JOIN campaign_counts t ON t.campaign_id = c.id
         WHERE c.state <> 'draft' AND (@campaignId IS NULL OR c.id = @campaignId) AND ${count} > 0`,
      { campaignId },
    );
  }
}

// CROSS JOIN keeps the order as written: the planner would not know which side has the fewer rows.
const people = `CROSS JOIN campaign c ON c.id = m.campaign_id CROSS JOIN recipient r ON r.id = m.recipient_id`;
const namesJoin = `CROSS JOIN temp.person p ON p.recipient_id = m.recipient_id`;

/** The order of SQLite, so that a page begins where the one before it ended. */
function byBytes(one: number | string, other: number | string): number {
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}

/** Only a search needs the names. */
function joins(filter: MessageFilter): string {
  return readSearch(filter.search) === null ? '' : namesJoin;
}

function conditions(filter: MessageFilter, status: Status = filter.tab): Conditions {
  // The word itself, not a bound value: the indexes of the lists hold some statuses only.
  const where = [`m.status = '${status}'`];
  const values: SqlValue[] = [];
  const add = (condition: string, ...more: SqlValue[]) => {
    where.push(condition);
    values.push(...more);
  };
  if (filter.campaignId !== null) add('m.campaign_id = ?', filter.campaignId);
  if (filter.replied) add('EXISTS (SELECT 1 FROM reply WHERE message_id = m.id)');
  if (filter.tab === 'failed' && filter.reason !== null) add('m.reason = ?', filter.reason);
  if (filter.tab === 'failed' && filter.certainty !== null) {
    add(`m.reason ${filter.certainty === 'not_confirmed' ? '' : 'NOT'} IN ${doubtSql}`);
  }
  if (filter.tab === 'sent' && filter.delivery !== null) add(deliverySql[filter.delivery]);
  const search = readSearch(filter.search);
  const asked = search === null ? { where: [], values: [] } : searchConditions(search);
  return { where: [...where, ...asked.where], values: [...values, ...asked.values] };
}

/** The same as `deliveryOf` in the domain. */
const deliverySql: Readonly<Record<Delivery, string>> = {
  word: `m.evidence = 'operator'`,
  read: `m.evidence = 'ack' AND m.ack >= ${readAck}`,
  delivered: `m.evidence = 'ack' AND m.ack = ${deliveredAck}`,
  sent: `m.evidence = 'ack' AND m.ack < ${deliveredAck}`,
};
