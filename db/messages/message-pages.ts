import type { Cursor, MessageFilter, MessagePage, MessageRow, MessageSort } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { readSearch } from '../../domain/messages/fold.ts';
import type { Tab } from '../../domain/messages/message.ts';
import { naturalSort } from '../../domain/messages/message-filter.ts';
import type { ReadDb } from '../database.ts';
import { type Found, type SearchIndex, searchConditions } from '../search/search-index.ts';
import {
  type Conditions,
  conditions,
  countedSql,
  indexInOrder,
  isInOneIndex,
  narrowIndexInTime,
  wholeTabOf,
} from './message-filter-sql.ts';
import { beyond, type Key, keyAt, merged, type Order, orderOf, orderSql } from './message-order.ts';
import { readMessageRows } from './message-rows.ts';

type KeyedRow = MessageRow & { readonly sortKey: number | string };
type TabCampaign = {
  readonly id: number;
  readonly listId: number;
  /** Messages under the tab. */
  readonly ofTab: number;
};
/** What is read in order by itself: one campaign, or all where an index has them so. */
type Part = TabCampaign | { readonly id: null; readonly listId: null; readonly ofTab: number };
/** What a page or a count is read from: the tables in the order in which SQLite takes them, and what is asked of them. */
type Source = Conditions & { readonly from: string };
/** What a filter asks of the message `m` and, where there is a search, of its recipient `r`. */
type Asking = Conditions & {
  /** Of these, what is asked of the recipient. */
  readonly ofPerson: Conditions;
  /** How many people a search may mean; null where nothing is searched for. */
  readonly found: Found | null;
};
/** How the keys of a page are read. */
type Reading = {
  readonly order: Order;
  readonly asking: Asking;
  readonly after: Key | null;
  /** Keys that are read of one campaign at once. */
  readonly atOnce: number;
};

/** Of so few messages of a campaign all are soon read, whatever a filter leaves of them. */
const soonRead = 2_000;
/** Read of each campaign beyond its share of a page, so that most pages take one reading. */
const spareRows = 20;
/** To look a person up takes as long as to ask of so many rows of a tab whether they are one who was found. */
const rowsForLookUp = 4;
/** To go through a part for those who were found takes as long as to look so many of them up. */
const peopleForPart = 200;

/**
 * The lists of the outbox, page by page. Every page is read from the key after the last row of the page before, so that it
 * is as quick at any depth. Which way a page is read is decided here, by how many rows each way would look at.
 */
export class MessagePages {
  readonly #db: ReadDb;
  readonly #searchIndex: SearchIndex;

  constructor(db: ReadDb, searchIndex: SearchIndex) {
    this.#db = db;
    this.#searchIndex = searchIndex;
  }

  /** Whether all lists that a search goes through have their index: until then a page would not be whole. */
  isReady(filter: MessageFilter): boolean {
    if (readSearch(filter.search) === null) return true;
    const missing = this.#searchIndex.missing();
    return missing.length === 0 || !this.#campaigns(filter).some(({ listId }) => missing.includes(listId));
  }

  /**
   * Searches once for nobody: what runs for the first time is compiled, prepared and read from the file, and the first
   * search of a session does not wait for that. Takes as long as that one would.
   */
  warmUp(): void {
    const newest = naturalSort('sent');
    const [row] = this.page(allSent, newest, null).rows;
    const filter = { ...allSent, search: row?.name.split(' ')[0] ?? '' };
    if (readSearch(filter.search) === null || !this.isReady(filter)) return;
    this.page(filter, newest, null);
    this.count(filter, limits.searchCountedRows);
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
    const found = this.#inOrder(filter, sort, keyAt(after));
    const last = found.at(-1);
    const next = found.length === limits.pageRows && last ? { at: last.sortKey, id: last.id } : null;
    const rows = found.map(({ sortKey: _key, ...row }) => row);
    if (filter.tab !== 'pending' || after !== null) return { rows, next };
    return { rows: [...this.#sending(filter), ...rows], next };
  }

  /** How many messages a filter shows, without the one being sent; null where that is more than `most`. */
  count(filter: MessageFilter, most: number = Number.MAX_SAFE_INTEGER): number | null {
    const { from, where, values } = this.#source(filter, most);
    const sql = `SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${where.join(' AND ')} LIMIT ?)`;
    const count = this.#db.count(sql, ...values, most + 1);
    return count > most ? null : count;
  }

  /** Every message that a filter shows, without the one being sent. */
  ids(filter: MessageFilter): number[] {
    const { from, where, values } = this.#source(filter, Number.MAX_SAFE_INTEGER);
    return this.#db.values(`SELECT m.id FROM ${from} WHERE ${where.join(' AND ')} ORDER BY m.id`, ...values);
  }

  /** The messages of a page: each campaign's in order, merged, and hardly more of each than the page takes. */
  #inOrder(filter: MessageFilter, sort: MessageSort, after: Key | null): KeyedRow[] {
    const asking = this.#asking(filter);
    const parts = this.#parts(filter, sort);
    const reading = { order: orderOf(filter, sort), asking, after, atOnce: limits.pageRows };
    const sequences = this.#isSoonLookedUp(asking, parts.length)
      ? [this.#keys(this.#sourceOfFew(asking), reading)]
      : parts.map((part) => this.#ofPart(part, filter, { ...reading, atOnce: shareOf(parts.length) }));
    const keys = merged(sequences, sort.descending ? -1 : 1, limits.pageRows);
    const keyOf = new Map(keys.map(({ id, sortKey }) => [id, sortKey]));
    // The columns are read of the page alone.
    const rows = readMessageRows(this.#db, [...keyOf.keys()]);
    return rows.map((row) => ({ ...row, sortKey: keyOf.get(row.id) ?? '' }));
  }

  /** The campaigns of a page, or all as one: however many there are, that is read as quickly as one. */
  #parts(filter: MessageFilter, { by }: MessageSort): readonly Part[] {
    return isInOneIndex(filter, by)
      ? [{ id: null, listId: null, ofTab: this.#shown(filter) }]
      : this.#campaigns(filter);
  }

  /** Whether whoever was found is sooner looked up at once than in each of so many parts. */
  #isSoonLookedUp({ found }: Asking, parts: number): boolean {
    return found === 'few' || (found === 'some' && this.#searchIndex.size <= parts * peopleForPart);
  }

  /** The keys of what a filter shows of a part, in order. */
  #ofPart(part: Part, filter: MessageFilter, reading: Reading): Generator<Key> {
    const { order, asking } = reading;
    const ofPart = { ...filter, campaignId: part.id };
    const along = {
      from: `message m INDEXED BY ${indexInOrder(ofPart, order.by)}`,
      ...conditions(ofPart, filter.tab),
    };
    if (asking.found === null) return this.#keys(along, reading);
    if (asking.found !== 'some') return this.#keys(withPerson(along, asking), reading);
    return this.#found(part, along, reading);
  }

  /**
   * Those whom a search may mean, who are some of many: along the tab where that is soon done or soon meets them, and from
   * there on from the people, who are known in the order of names and of numbers.
   */
  *#found({ listId, ofTab }: Part, along: Source, reading: Reading): Generator<Key> {
    const { order, asking } = reading;
    const people = this.#searchIndex.sizeIn(listId);
    if (people === 0) return;
    if (ofTab <= people * (order.by === 'time' ? rowsForLookUp : 1))
      return yield* this.#keys(withPerson(along, asking, isFound), reading);
    const walked = reading.atOnce * limits.searchWalkedRows;
    const isLikelyMet = people * limits.searchWalkedRows >= this.#searchIndex.peopleIn(listId);
    const after = isLikelyMet ? yield* this.#metSoon(along, reading, isFound, walked) : reading.after;
    if (order.by === 'time' || listId === null)
      return yield* this.#lookedUp(people, listId, along, { ...reading, after });
    const lookedUp = withPerson({ ...along, from: lookUp }, asking);
    const key = after && String(after.sortKey);
    for (const ids of this.#searchIndex.inOrder(listId, order.by, order.descending, key))
      yield* this.#keys(of(ids, lookedUp), { ...reading, after, atOnce: limits.searchPeopleAtOnce });
  }

  /** The messages of all people of a list who may be meant. Of many, only the first are asked for their name or number. */
  *#lookedUp(people: number, listId: number | null, along: Source, reading: Reading): Generator<Key> {
    const messages = of(this.#searchIndex.foundIn(listId, reading.order.descending), { ...along, from: lookUp });
    const whole = { ...reading, atOnce: limits.pageRows };
    const after =
      people > limits.searchFewPeople
        ? yield* this.#metSoon(messages, whole, [], limits.searchFewPeople)
        : reading.after;
    yield* this.#keys(withPerson(messages, reading.asking), { ...whole, after });
  }

  /** Among so many first rows of a source, as long as these have as many as are read at once. Returns the last one. */
  *#metSoon(
    along: Source,
    { order, asking, after, atOnce }: Reading,
    asked: readonly string[],
    rows: number,
  ): Generator<Key, Key | null> {
    for (let last = after; ; ) {
      const { where, values } = and(along, beyond(order, last));
      const first = `(SELECT m.recipient_id, ${order.columns.join()} FROM ${along.from}
        WHERE ${where.join(' AND ')} ORDER BY ${orderSql(order)} LIMIT ${rows}) m`;
      const source = withPerson({ from: first, where: [], values }, asking, asked);
      const keys = this.#read(source, order, atOnce);
      if (keys.length < atOnce) return last;
      yield* keys;
      last = keys.at(-1) ?? last;
    }
  }

  /** The keys of a source in order, so many at once. */
  *#keys(source: Source, { order, after, atOnce }: Reading): Generator<Key> {
    for (let last = after; ; ) {
      const keys = this.#read({ ...source, ...and(source, beyond(order, last)) }, order, atOnce);
      yield* keys;
      last = keys.at(-1) ?? last;
      if (keys.length < atOnce) return;
    }
  }

  #read({ from, where, values }: Source, order: Order, most: number): Key[] {
    return this.#db.all<Key>(
      `SELECT m.id, ${order.columns[0]} AS sortKey FROM ${from} WHERE ${where.join(' AND ')} ORDER BY ${orderSql(order)} LIMIT ${most}`,
      ...values,
    );
  }

  /** Of the messages under the tab of a filter, how many there are. */
  #shown(filter: MessageFilter): number {
    return this.#campaigns(filter).reduce((sum, { ofTab }) => sum + ofTab, 0);
  }

  /** Whether those who were found are fewer than the messages of a tab among which so many of them are met. */
  #isSoonerLookedUp(wanted: number, shown: number): boolean {
    const { size } = this.#searchIndex;
    return size < shown && size * size < shown * wanted;
  }

  /** What a filter shows, read along the index that has the fewest others, of which `wanted` are wanted. */
  #source(filter: MessageFilter, wanted: number, asking = this.#asking(filter)): Source {
    if (asking.found === 'few') return this.#sourceOfFew(asking);
    const shown = this.#shown(filter);
    // Of a small campaign all are soon read; else what a filter leaves of the tab has an index of its own.
    const index = filter.campaignId !== null && shown <= soonRead ? null : narrowIndexInTime(filter);
    const table = index === null ? 'message m' : `message m INDEXED BY ${index}`;
    const { where, values, found } = asking;
    if (found === null) return { from: table, where, values };
    if (found === 'some' && this.#isSoonerLookedUp(wanted, shown)) return this.#sourceOfFew(asking);
    const meant = found === 'some' ? ['is_found(m.recipient_id)'] : [];
    return { from: `${table} ${recipientJoin}`, where: [...meant, ...where], values };
  }

  /** From the people whom a search may mean to their messages. */
  #sourceOfFew({ where, values }: Asking): Source {
    return of(this.#searchIndex.found(), { from: `${lookUp} ${recipientJoin}`, where, values });
  }

  #asking(filter: MessageFilter): Asking {
    const search = readSearch(filter.search);
    const ofPerson = search === null ? nothing : searchConditions(search);
    const found =
      search === null
        ? null
        : this.#searchIndex.find(
            this.#campaigns(filter).map(({ listId }) => listId),
            search,
          );
    return { ...and(conditions(filter, filter.tab), ofPerson), ofPerson, found };
  }

  #sending(filter: MessageFilter): MessageRow[] {
    const search = readSearch(filter.search);
    const { where, values } = and(conditions(filter, 'sending'), search === null ? nothing : searchConditions(search));
    const sql = `SELECT m.id FROM message m ${recipientJoin} WHERE ${where.join(' AND ')}`;
    return readMessageRows(this.#db, this.#db.values<number>(sql, ...values));
  }

  /** The started campaigns of which a filter may show something. */
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
  ...{
    tab: 'sent',
    search: '',
    campaignId: null,
    certainty: null,
    reason: null,
    delivery: null,
    replied: false,
    account: null,
  },
};
/** Of the last search. */
const isFound = ['is_found(m.recipient_id)'];
const nothing: Conditions = { where: [], values: [] };

// CROSS JOIN keeps the order as written: the planner would not know which side has the fewer rows.
const recipientJoin = `CROSS JOIN recipient r ON r.id = m.recipient_id`;

/** How many rows are read at once of each of some parts of a page. */
function shareOf(parts: number): number {
  return Math.min(limits.pageRows, Math.ceil(limits.pageRows / parts) + spareRows);
}

/** From people to their messages. */
const lookUp = `json_each(?) f CROSS JOIN message m INDEXED BY message_person ON m.recipient_id = f.value`;

/** A source that looks people up, of these. */
function of(people: string, source: Source): Source {
  return { ...source, values: [people, ...source.values] };
}

/** The same with what is asked of the recipient, and what more is asked of the message. */
function withPerson({ from, where, values }: Source, { ofPerson }: Asking, more: readonly string[] = []): Source {
  return { from: `${from} ${recipientJoin}`, ...and({ where: [...where, ...more], values }, ofPerson) };
}

function and(some: Conditions, more: Conditions): Conditions {
  return { where: [...some.where, ...more.where], values: [...some.values, ...more.values] };
}
