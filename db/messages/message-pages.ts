import type { Cursor, MessageFilter, MessagePage, MessageRow, MessageSort } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { readSearch } from '../../domain/messages/fold.ts';
import type { Tab } from '../../domain/messages/message.ts';
import { naturalSort } from '../../domain/messages/message-filter.ts';
import type { ReadDb } from '../database.ts';
import { type SearchIndex, searchConditions } from '../search/search-index.ts';
import { and, conditions, countedSql, narrowIndexInTime, nothing, wholeTabOf } from './message-filter-sql.ts';
import { type Key, keyAt, orderOf } from './message-order.ts';
import { readMessageRows } from './message-rows.ts';
import { PageKeys, type TabCampaign } from './page-keys.ts';
import { type Asking, ofPeople, recipientJoin, type Source, withPerson } from './page-source.ts';

type KeyedRow = MessageRow & { readonly sortKey: number | string };

/** So few messages of a campaign are quickly read in full, however few of them a filter leaves. */
const soonRead = 2_000;

/** The lists of the outbox. Each page is read from the last row's key before it, so it is as quick at any depth. */
export class MessagePages {
  readonly #db: ReadDb;
  readonly #searchIndex: SearchIndex;
  readonly #keys: PageKeys;

  constructor(db: ReadDb, searchIndex: SearchIndex) {
    this.#db = db;
    this.#searchIndex = searchIndex;
    this.#keys = new PageKeys(db, searchIndex);
  }

  /** Whether all lists that a search goes through have their index: without one, a page would be incomplete. */
  isReady(filter: MessageFilter): boolean {
    if (readSearch(filter.search) === null) return true;
    const missing = this.#searchIndex.missing();
    return missing.length === 0 || !this.#campaigns(filter).some(({ listId }) => missing.includes(listId));
  }

  /** Runs one search that finds nobody, so that the first search of a session finds everything compiled and read. */
  warmUp(): void {
    const newest = naturalSort('sent');
    const [row] = this.page(allSent, newest, null).rows;
    const filter = { ...allSent, search: row?.name.split(' ')[0] ?? '' };
    if (readSearch(filter.search) === null || !this.isReady(filter)) return;
    this.page(filter, newest, null);
    this.count(filter, limits.searchCountedRows);
  }

  still(tab: Tab, ids: readonly number[]): number[] {
    return this.#db.values(
      `SELECT m.id FROM json_each(?) asked JOIN message m ON m.id = asked.value WHERE m.status = ?`,
      ...[JSON.stringify(ids), tab],
    );
  }

  /** One page of a tab. Under Pending the first page has the messages being sent on top, however it is sorted. */
  page(filter: MessageFilter, sort: MessageSort, after: Cursor | null): MessagePage {
    const found = this.#inOrder(filter, sort, keyAt(after));
    const last = found.at(-1);
    const next = found.length === limits.pageRows && last ? { at: last.sortKey, id: last.id } : null;
    const rows = found.map(({ sortKey: _key, ...row }) => row);
    if (filter.tab !== 'pending' || after !== null) return { rows, next };
    return { rows: [...this.#sending(filter), ...rows], next };
  }

  /** How many messages a filter shows, without those being sent; null where that is more than `most`. */
  count(filter: MessageFilter, most: number = Number.MAX_SAFE_INTEGER): number | null {
    const { from, where, values } = this.#source(filter, most);
    const sql = `SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${where.join(' AND ')} LIMIT ?)`;
    const count = this.#db.count(sql, ...values, most + 1);
    return count > most ? null : count;
  }

  /** The ids of every message that a filter shows, without those being sent. */
  ids(filter: MessageFilter): number[] {
    const { from, where, values } = this.#source(filter, Number.MAX_SAFE_INTEGER);
    return this.#db.values(`SELECT m.id FROM ${from} WHERE ${where.join(' AND ')} ORDER BY m.id`, ...values);
  }

  /** The messages of a page. Only for these are all columns read. */
  #inOrder(filter: MessageFilter, sort: MessageSort, after: Key | null): KeyedRow[] {
    const campaigns = this.#campaigns(filter);
    const asking = this.#asking(filter, campaigns);
    const keys = this.#keys.read({ filter, campaigns, asking, order: orderOf(filter, sort), after });
    const keyOf = new Map(keys.map(({ id, sortKey }) => [id, sortKey]));
    const rows = readMessageRows(this.#db, [...keyOf.keys()]);
    return rows.map((row) => ({ ...row, sortKey: keyOf.get(row.id) ?? '' }));
  }

  /** Whether looking up the people found is cheaper than walking so many messages of the tab to meet `wanted`. */
  #isSoonerLookedUp(wanted: number, shown: number): boolean {
    const { size } = this.#searchIndex;
    return size < shown && size * size < shown * wanted;
  }

  /** The source of a filter's messages, along the index with the fewest other rows. `wanted`: how many are wanted. */
  #source(filter: MessageFilter, wanted: number): Source {
    const campaigns = this.#campaigns(filter);
    const asking = this.#asking(filter, campaigns);
    const shown = campaigns.reduce((sum, { ofTab }) => sum + ofTab, 0);
    if (asking.found === 'few' || (asking.found === 'some' && this.#isSoonerLookedUp(wanted, shown)))
      return ofPeople(this.#searchIndex.found(), asking);
    // A small campaign is quickly read in full; otherwise the messages that a filter leaves of the tab have an index of
    // their own.
    const index = filter.campaignId !== null && shown <= soonRead ? null : narrowIndexInTime(filter);
    const from = index === null ? 'message m' : `message m INDEXED BY ${index}`;
    return withPerson({ from, ...conditions(filter, filter.tab) }, asking);
  }

  #asking(filter: MessageFilter, campaigns: readonly TabCampaign[]): Asking {
    const search = readSearch(filter.search);
    const ofPerson = search === null ? nothing : searchConditions(search);
    const lists = campaigns.map(({ listId }) => listId);
    const found = search === null ? null : this.#searchIndex.find(lists, search);
    return { ...and(conditions(filter, filter.tab), ofPerson), ofPerson, found };
  }

  #sending(filter: MessageFilter): MessageRow[] {
    const search = readSearch(filter.search);
    const { where, values } = and(conditions(filter, 'sending'), search === null ? nothing : searchConditions(search));
    const sql = `SELECT m.id FROM message m ${recipientJoin} WHERE ${where.join(' AND ')}`;
    return readMessageRows(this.#db, this.#db.values<number>(sql, ...values));
  }

  /** The started campaigns that may have messages for a filter. */
  #campaigns(filter: MessageFilter): TabCampaign[] {
    const { campaignId } = filter;
    return this.#db.all(
      `SELECT c.id, c.list_id AS listId, ${countedSql(wholeTabOf(filter))} AS ofTab
         FROM campaign c JOIN campaign_counts t ON t.campaign_id = c.id
         WHERE c.state <> 'draft' AND (@campaignId IS NULL OR c.id = @campaignId) AND ${countedSql(filter)} > 0`,
      { campaignId },
    );
  }
}

const allSent: MessageFilter = {
  tab: 'sent',
  search: '',
  campaignId: null,
  account: null,
  certainty: null,
  reason: null,
  delivery: null,
  replied: false,
};
