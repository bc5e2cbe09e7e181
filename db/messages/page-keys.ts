import { limits } from '../../domain/limits.ts';
import type { MessageFilter } from '../../domain/messages/message-filter.ts';
import type { ReadDb } from '../database.ts';
import { shareOfPage } from '../search/people-in-order.ts';
import { orderColumns, type SearchIndex } from '../search/search-index.ts';
import { and, conditions, indexInOrder, indexOfEach, isInOneIndex, isNarrow } from './message-filter-sql.ts';
import { beyond, type Key, type Order, orderSql, upTo } from './message-order.ts';
import { type Asking, ofPeople, type Source, withPerson } from './page-source.ts';

export type TabCampaign = {
  readonly id: number;
  readonly listId: number;
  readonly ofTab: number;
};
type PageAsked = {
  readonly filter: MessageFilter;
  /** The campaigns that may have messages on the page. */
  readonly campaigns: readonly TabCampaign[];
  readonly asking: Asking;
  readonly order: Order;
  readonly after: Key | null;
};
type PersonKey = Key & { readonly personId: number };
type CampaignKey = Key & { readonly campaignId: number };
/** How much is read of each of several campaigns, and of all together. Nothing is read after the key `last`. */
type OfEach = { readonly each: number; readonly all: number; readonly last: Key | null };

/** Looking a person up costs as much as checking this many rows of a tab against the people who were found. */
const rowsForLookUp = 4;

/**
 * Decides how a page's keys are read, by how many rows each way looks at. Where they are in several places, such as an
 * index stretch of each campaign, a little of each tells where the page ends at the latest, and which have more.
 */
export class PageKeys {
  readonly #db: ReadDb;
  readonly #searchIndex: SearchIndex;

  constructor(db: ReadDb, searchIndex: SearchIndex) {
    this.#db = db;
    this.#searchIndex = searchIndex;
  }

  read(page: PageAsked): Key[] {
    const { found } = page.asking;
    if (found === 'few') return this.#keys(ofPeople(this.#searchIndex.found(), page.asking), page);
    if (found !== 'some' || this.#isSoonWalked(page)) return this.#walked(page);
    return page.order.by === 'time' ? this.#foundInTime(page) : this.#foundInOrder(page, page.order.by);
  }

  /** Whether checking all messages of the filter against the people found is cheaper than looking these up. */
  #isSoonWalked({ filter, campaigns, order }: PageAsked): boolean {
    const rows = campaigns.reduce((sum, { ofTab }) => sum + ofTab, 0);
    return isNarrow(filter) || rows <= this.#searchIndex.size * (order.by === 'time' ? rowsForLookUp : 1);
  }

  /** Reads along the indexes of the tab, or of what a filter leaves of it. */
  #walked(page: PageAsked): Key[] {
    const { filter, campaigns, order, asking } = page;
    if (isInOneIndex(filter, order.by)) return this.#keys(withPerson(inOneIndex(page), asking), page);
    const all = limits.pageRows;
    const each = Math.min(all, shareOfPage(campaigns.length));
    const first = this.#ofCampaigns(page, idsOf(campaigns), { each, all, last: null });
    if (each === all) return first;
    const last = first.length === all ? (first.at(-1) ?? null) : null;
    const met = new Set(first.map(({ campaignId }) => campaignId));
    return this.#ofCampaigns(page, [...met], { each: all, all, last });
  }

  /** The first messages of several campaigns together; each campaign is read along its own part of an index. */
  #ofCampaigns(page: PageAsked, ids: readonly number[], { each, all, last }: OfEach): CampaignKey[] {
    const { filter, order, after, asking } = page;
    const of = and(conditions(filter, filter.tab), { where: ['m.campaign_id = +c.value'], values: [] });
    const part = withPerson({ from: `message m INDEXED BY ${indexOfEach(filter, order.by)}`, ...of }, asking);
    const { where, values } = and(part, beyond(order, after), upTo(order, last));
    return this.#db.all(
      `SELECT m.id, ${order.columns[0]} AS sortKey, c.value AS campaignId
         FROM json_each(?) c CROSS JOIN message m ON m.id IN (
           SELECT m.id FROM ${part.from} WHERE ${where.join(' AND ')} ORDER BY ${orderSql(order)} LIMIT ${each})
         ORDER BY ${orderSql(order)} LIMIT ${all}`,
      ...[JSON.stringify(ids), ...values],
    );
  }

  /** Reads along the tab where that soon meets the people found; otherwise starts from the people, list by list. */
  #foundInTime(page: PageAsked): Key[] {
    const { order, asking } = page;
    const met = this.#metSoon(page);
    if (met.length === limits.pageRows) return met;
    let keys: PersonKey[] = [];
    for (const { people, first } of this.#stretchesInTime(page)) {
      const last = keys.length === limits.pageRows ? keys.at(-1) : undefined;
      if (last && isBefore(last, first, order)) break;
      keys = this.#keys(ofPeople(withThoseOf(keys, people), asking), page);
    }
    return keys;
  }

  /** The messages of found people among some first rows of the tab; none where these rows are unlikely to have any. */
  #metSoon(page: PageAsked): Key[] {
    const { order, asking, after, filter } = page;
    const isLikely = this.#searchIndex.size * limits.searchWalkedRows >= this.#searchIndex.people;
    if (!isLikely || !isInOneIndex(filter, order.by)) return [];
    const { from, ...asked } = inOneIndex(page);
    const { where, values } = and(asked, beyond(order, after));
    const rows = limits.pageRows * limits.searchWalkedRows;
    const first = `(SELECT m.recipient_id, ${order.columns.join()} FROM ${from}
      WHERE ${where.join(' AND ')} ORDER BY ${orderSql(order)} LIMIT ${rows}) m`;
    return this.#keys(withPerson({ from: first, where: [], values }, asking), { order, after: null });
  }

  /** The people found in the lists, some lists at a time, in the order of each list's first message in the filter. */
  *#stretchesInTime(page: PageAsked): Generator<{ readonly people: readonly number[]; readonly first: Key }> {
    const { campaigns, asking } = page;
    const listOf = new Map(campaigns.map(({ id, listId }) => [id, listId]));
    const whole = { ...page, asking: { ...asking, found: null } };
    const firsts = this.#ofCampaigns(whole, idsOf(campaigns), { each: 1, all: campaigns.length, last: null });
    const seen = new Set<number | undefined>();
    let people: number[] = [];
    let first: Key | undefined;
    for (const { campaignId, ...key } of firsts) {
      const listId = listOf.get(campaignId);
      if (listId === undefined || seen.has(listId)) continue;
      seen.add(listId);
      first ??= key;
      people = people.concat(this.#searchIndex.foundIn(listId));
      if (people.length < limits.searchFewPeople) continue;
      yield { people, first };
      [people, first] = [[], undefined];
    }
    if (first) yield { people, first };
  }

  /** Starts from the people, in the index's order: some of each list, then more of the lists that may have more. */
  #foundInOrder({ order, asking, after }: PageAsked, by: keyof typeof orderColumns): Key[] {
    const people = this.#searchIndex.inOrder(by, order.descending, after && String(after.sortKey));
    let keys: PersonKey[] = [];
    while (!people.isOver) {
      keys = this.#keys(ofPeople(withThoseOf(keys, people.take()), asking), { order, after });
      const end = keys.length === limits.pageRows ? keys.at(-1) : undefined;
      if (end) people.keep(new Set(this.#within(people.lasts, orderColumns[by], order, end)));
    }
    return keys;
  }

  /** Those of some people who stand no further than a key. */
  #within(ids: readonly number[], column: string, { descending }: Order, end: Key): number[] {
    return this.#db.values(
      `SELECT r.id FROM json_each(?) f CROSS JOIN recipient r ON r.id = f.value WHERE r.${column} ${descending ? '>=' : '<='} ?`,
      ...[JSON.stringify(ids), end.sortKey],
    );
  }

  #keys(source: Source, { order, after }: Pick<PageAsked, 'order' | 'after'>): PersonKey[] {
    const { where, values } = and(source, beyond(order, after));
    return this.#db.all(
      `SELECT m.id, ${order.columns[0]} AS sortKey, m.recipient_id AS personId FROM ${source.from}
         WHERE ${where.join(' AND ')} ORDER BY ${orderSql(order)} LIMIT ${limits.pageRows}`,
      ...values,
    );
  }
}

function inOneIndex({ filter, order }: PageAsked): Source {
  return { from: `message m INDEXED BY ${indexInOrder(filter, order.by)}`, ...conditions(filter, filter.tab) };
}

function idsOf(campaigns: readonly TabCampaign[]): number[] {
  return campaigns.map(({ id }) => id);
}

/** Compares keys in time; where the times are equal, the ids are ignored. */
function isBefore(one: Key, other: Key, { descending }: Order): boolean {
  return descending ? one.sortKey > other.sortKey : one.sortKey < other.sortKey;
}

/** Each person once, as JSON, as they may have several messages. In file order, where neighbours are read together. */
function withThoseOf(keys: readonly PersonKey[], people: readonly number[]): string {
  const ids = new Set([...keys.map(({ personId }) => personId), ...people]);
  return JSON.stringify([...ids].sort((one, other) => one - other));
}
