import type { Cursor, MessageFilter, MessagePage, MessageRow, MessageSort } from '../domain/contract.ts';
import { readSearch } from '../domain/fold.ts';
import { limits } from '../domain/limits.ts';
import { deliveredAck, readAck, type Status, type Tab } from '../domain/message.ts';
import type { Delivery } from '../domain/message-filter.ts';
import type { ReadDb, SqlValue } from './database.ts';
import { doubtSql, readMessageRows } from './message-rows.ts';
import { type Found, type SearchIndex, searchConditions } from './search-index.ts';

type Asked = { readonly filter: MessageFilter; readonly sort: MessageSort; readonly after: Cursor | null };
type KeyedRow = MessageRow & { readonly sortKey: number | string };
type Key = { readonly id: number; readonly sortKey: string };
type TabCampaign = {
  readonly id: number;
  readonly listId: number;
  /** Messages under the tab. */
  readonly ofTab: number;
};
/** What a page or a count is read from: the tables in the order in which SQLite takes them, and what is asked of them. */
type Source = { readonly from: string; readonly where: readonly string[]; readonly values: readonly SqlValue[] };
type Conditions = { readonly where: readonly string[]; readonly values: readonly SqlValue[] };
/** The order of time, and what begins a page of it behind the page before. */
type InTime = {
  readonly key: readonly string[];
  readonly order: string;
  readonly beyond: readonly string[];
  readonly cursor: readonly SqlValue[];
};
/** What a filter asks of the message `m` and, where there is a search, of its recipient `r`. */
type Asking = Conditions & {
  /** Of these, what is asked of the message. */
  readonly ofMessage: Conditions;
  /** Of these, what is asked of the recipient. */
  readonly ofPerson: Conditions;
  /** How many people a search may mean; null where nothing is searched for. */
  readonly found: Found | null;
};

/** Of so few messages of a campaign all are soon read, whatever a filter leaves of them. */
const soonRead = 2_000;
/** Read of each campaign beyond its share of a page, so that most pages take one reading. */
const spareRows = 20;

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

  #byTime({ filter, sort, after }: Asked): KeyedRow[] {
    const isQueue = filter.tab === 'pending';
    const direction = sort.descending ? 'DESC' : 'ASC';
    const isBeyond = sort.descending ? '<' : '>';
    // Pending messages go out in the order of their ids.
    const key = isQueue ? ['m.id'] : ['m.changed_at_ms', 'm.id'];
    const inTime: InTime = {
      key,
      order: key.map((column) => `${column} ${direction}`).join(),
      beyond: after === null ? [] : [`(${key.join()}) ${isBeyond} (${key.map(() => '?').join()})`],
      cursor: after === null ? [] : isQueue ? [after.id] : [after.at, after.id],
    };
    const asking = this.#asking(filter);
    const ids =
      asking.found === 'some'
        ? this.#searchedInTime(filter, asking, inTime)
        : this.#inTime(this.#source(filter, limits.pageRows, asking), inTime);
    // The columns are read of the page alone.
    return readMessageRows(this.#db, ids).map((row) => ({ ...row, sortKey: row.changedAtMs }));
  }

  /** The first messages of a source in the order of time. */
  #inTime({ from, where, values }: Source, { beyond, cursor, order }: InTime): number[] {
    return this.#db.values(
      `SELECT m.id FROM ${from} WHERE ${[...where, ...beyond].join(' AND ')} ORDER BY ${order} LIMIT ${limits.pageRows}`,
      ...[...values, ...cursor],
    );
  }

  /** Along the tab, where a short walk may meet a page; else from all who were found: they may stand at the other end. */
  #searchedInTime(filter: MessageFilter, asking: Asking, inTime: InTime): number[] {
    const isLikelyMet = this.#searchIndex.size * limits.searchWalkedRows >= this.#shown(filter) * limits.pageRows;
    const met = isLikelyMet ? this.#metSoon(asking, inTime) : [];
    return met.length === limits.pageRows ? met : this.#inTime(this.#sourceOfFew(asking), inTime);
  }

  #metSoon({ ofMessage, ofPerson }: Asking, { key, beyond, cursor, order }: InTime): number[] {
    const from = `(SELECT m.recipient_id, ${key.join()} FROM message m
      WHERE ${[...ofMessage.where, ...beyond].join(' AND ')} ORDER BY ${order} LIMIT ${limits.searchWalkedRows}) m ${recipientJoin}`;
    const where = ['is_found(m.recipient_id)', ...ofPerson.where];
    const values = [...ofMessage.values, ...cursor, ...ofPerson.values];
    return this.#inTime({ from, where, values }, { key, order, beyond: [], cursor: [] });
  }

  /** By name or number: each campaign's in their order, merged, and hardly more of each than the page takes. */
  #byPerson(asked: Asked): KeyedRow[] {
    const { filter, sort } = asked;
    const asking = this.#asking(filter);
    const sources =
      asking.found === 'few' || this.#mayLookUp(asking)
        ? [this.#sourceOfFew(asking)]
        : this.#campaigns(filter).map(({ id }) => this.#inOrderOf({ ...filter, campaignId: id }, sort, asking));
    const atOnce = Math.min(limits.pageRows, Math.ceil(limits.pageRows / Math.max(1, sources.length)) + spareRows);
    const inOrder = sources.map((source) => this.#keys(source, asked, atOnce));
    const keys = merged(inOrder, sort.descending ? -1 : 1, limits.pageRows);
    const keyOf = new Map(keys.map(({ id, sortKey }) => [id, sortKey]));
    return readMessageRows(this.#db, [...keyOf.keys()]).map((row) => ({ ...row, sortKey: keyOf.get(row.id) ?? '' }));
  }

  /** What a filter shows of a campaign, along the index that has it in this order. */
  #inOrderOf(filter: MessageFilter, { by }: MessageSort, { ofPerson, found }: Asking): Source {
    const { where, values } = conditions(filter, filter.tab);
    const from = `message m INDEXED BY ${indexOf(filter) ?? 'message'}_${by}`;
    if (found === null) return { from, where, values };
    const meant = found === 'some' ? ['is_found(m.recipient_id)'] : [];
    return {
      from: `${from} ${recipientJoin}`,
      where: [...where, ...meant, ...ofPerson.where],
      values: [...values, ...ofPerson.values],
    };
  }

  /** The keys of a source in order, read so many at once. */
  *#keys({ from, where, values }: Source, { sort, after }: Asked, atOnce: number): Generator<Key> {
    const key = sort.by === 'name' ? 'm.name_key' : 'm.phone_key';
    const direction = sort.descending ? 'DESC' : 'ASC';
    const beyond = `(${key}, m.id) ${sort.descending ? '<' : '>'} (?, ?)`;
    for (let last = after && { id: after.id, sortKey: String(after.at) }; ; ) {
      const keys = this.#db.all<Key>(
        `SELECT m.id, ${key} AS sortKey FROM ${from} WHERE ${[...where, ...(last === null ? [] : [beyond])].join(' AND ')}
         ORDER BY ${key} ${direction}, m.id ${direction} LIMIT ${atOnce}`,
        ...[...values, ...(last === null ? [] : [last.sortKey, last.id])],
      );
      yield* keys;
      last = keys.at(-1) ?? null;
      if (keys.length < atOnce || last === null) return;
    }
  }

  /** Whether a search may mean so few people that each of them can be looked up where a walk does not meet them soon. */
  #mayLookUp({ found }: Asking): boolean {
    return found === 'some' && this.#searchIndex.size <= limits.searchLookedUpPeople;
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
    const index = filter.campaignId !== null && shown <= soonRead ? null : indexOf(filter);
    const table = index === null ? 'message m' : `message m INDEXED BY ${index}`;
    const { where, values, found } = asking;
    if (found === null) return { from: table, where, values };
    if (found === 'some' && this.#isSoonerLookedUp(wanted, shown)) return this.#sourceOfFew(asking);
    const meant = found === 'some' ? ['is_found(m.recipient_id)'] : [];
    return { from: `${table} ${recipientJoin}`, where: [...meant, ...where], values };
  }

  /** From the people whom a search may mean to their messages. */
  #sourceOfFew({ where, values }: Asking): Source {
    const from = `json_each(?) f CROSS JOIN message m INDEXED BY message_person ON m.recipient_id = f.value ${recipientJoin}`;
    return { from, where, values: [this.#searchIndex.found(), ...values] };
  }

  #asking(filter: MessageFilter, status: Status = filter.tab): Asking {
    const search = readSearch(filter.search);
    const ofPerson = search === null ? { where: [], values: [] } : searchConditions(search);
    const found =
      search === null
        ? null
        : this.#searchIndex.find(
            this.#campaigns(filter).map(({ listId }) => listId),
            search,
          );
    const ofMessage = conditions(filter, status);
    const where = [...ofMessage.where, ...ofPerson.where];
    return { where, values: [...ofMessage.values, ...ofPerson.values], ofMessage, ofPerson, found };
  }

  #sending(filter: MessageFilter): MessageRow[] {
    const { where, values } = conditions(filter, 'sending');
    const search = readSearch(filter.search);
    const asked = search === null ? { where: [], values: [] } : searchConditions(search);
    const sql = `SELECT m.id FROM message m ${recipientJoin} WHERE ${[...where, ...asked.where].join(' AND ')}`;
    return readMessageRows(this.#db, this.#db.values<number>(sql, ...values, ...asked.values));
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

// CROSS JOIN keeps the order as written: the planner would not know which side has the fewer rows.
const recipientJoin = `CROSS JOIN recipient r ON r.id = m.recipient_id`;

type Counted = Pick<MessageFilter, 'tab' | 'certainty' | 'delivery'>;

function wholeTabOf({ tab }: Counted): Counted {
  return { tab, certainty: null, delivery: null };
}

/** How many messages of a campaign a filter shows at most, by its counters. */
function countedSql({ tab, certainty, delivery }: Counted): string {
  if (tab === 'pending') return 't.pending + t.sending';
  if (tab === 'sent') return delivery === null ? 't.sent' : countedDeliverySql[delivery];
  if (certainty === 'not_sent') return 't.not_sent';
  return certainty === 'not_confirmed' ? 't.not_confirmed' : 't.not_sent + t.not_confirmed';
}

/** Whoever was read is counted as delivered too. */
const countedDeliverySql: Readonly<Record<Delivery, string>> = {
  word: 't.seen_by_operator',
  read: 't.read',
  delivered: 't.delivered - t.read',
  sent: 't.sent - t.delivered - t.seen_by_operator',
};

/** The index that holds little but what a filter leaves; null where the lists of the tab serve as well. */
function indexOf({ tab, delivery, reason, certainty, replied }: MessageFilter): string | null {
  if (tab === 'sent' && delivery === 'word') return 'message_word';
  if (replied) return 'message_replied';
  if (tab === 'failed' && reason !== null) return 'message_reason';
  return tab === 'failed' && certainty !== null ? 'message_certainty' : null;
}

/** The first of several sequences together, each of which is in order already. */
function merged(sequences: readonly Generator<Key>[], turn: 1 | -1, most: number): Key[] {
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
    best.head = best.sequence.next();
  }
  for (const sequence of sequences) sequence.return(undefined);
  return first;
}

/** The order of SQLite, so that a page begins where the one before it ended. */
function compare(one: Key, other: Key): number {
  return Buffer.compare(Buffer.from(one.sortKey), Buffer.from(other.sortKey)) || one.id - other.id;
}

function conditions(filter: MessageFilter, status: Status): Conditions {
  // The word itself, not a bound value: the indexes of the lists hold some statuses only.
  const where = [`m.status = '${status}'`];
  const values: SqlValue[] = [];
  const add = (condition: string, ...more: SqlValue[]) => {
    where.push(condition);
    values.push(...more);
  };
  if (filter.campaignId !== null) add('m.campaign_id = ?', filter.campaignId);
  if (filter.replied) add('m.reply_count > 0');
  if (filter.tab === 'failed' && filter.reason !== null) add('m.reason = ?', filter.reason);
  if (filter.tab === 'failed' && filter.certainty !== null)
    add(`(m.reason IN ${doubtSql}) = ${filter.certainty === 'not_confirmed' ? 1 : 0}`);
  if (filter.tab === 'sent' && filter.delivery !== null) add(deliverySql[filter.delivery]);
  return { where, values };
}

/** The same as `deliveryOf` in the domain. */
const deliverySql: Readonly<Record<Delivery, string>> = {
  word: `m.evidence = 'operator'`,
  read: `m.evidence = 'ack' AND m.ack >= ${readAck}`,
  delivered: `m.evidence = 'ack' AND m.ack = ${deliveredAck}`,
  sent: `m.evidence = 'ack' AND m.ack < ${deliveredAck}`,
};
