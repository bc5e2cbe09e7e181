import {
  belongs,
  type Cursor,
  type FailureCode,
  type MessageFilter,
  type MessagePage,
  type MessageRow,
  type MessageSort,
  naturalSort,
} from '../../domain/contract.ts';
import { foldText } from '../../domain/messages/fold.ts';

/** A page as main gave it. A stale page is shown unchanged until it is read again. */
type Page = {
  readonly after: Cursor | null;
  readonly rows: readonly MessageRow[];
  readonly next: Cursor | null;
  readonly stale: boolean;
};

/** The part of a list that was read so far, page by page from its beginning. The values are immutable. */
export type MessageList = {
  readonly filter: MessageFilter;
  readonly sort: MessageSort;
  readonly pages: readonly Page[];
  /** Whether main has answered yet. Until then "nothing here" would be a guess. */
  readonly read: boolean;
  readonly failure: FailureCode | null;
};

const readAheadRows = 60;

export function newList(filter: MessageFilter, sort: MessageSort = naturalSort(filter.tab)): MessageList {
  return { filter, sort, pages: [{ after: null, rows: [], next: null, stale: true }], read: false, failure: null };
}

export function listKey({ filter, sort }: Pick<MessageList, 'filter' | 'sort'>): string {
  const { campaignId, tab, certainty, reason, delivery, replied, account, days, search } = filter;
  const narrowed = [campaignId, tab, certainty, reason, delivery, replied, account, days, search];
  return JSON.stringify([...narrowed, sort.by, sort.descending]);
}

export function rowsOf(list: MessageList): readonly MessageRow[] {
  return list.pages.length === 1 ? (list.pages[0]?.rows ?? []) : list.pages.flatMap((page) => page.rows);
}

/** Marks every page as stale: it is read again when it comes into view. */
export function markStale(list: MessageList): MessageList {
  return { ...list, failure: null, pages: list.pages.map((page) => ({ ...page, stale: true })) };
}

/** The page to read next for the visible rows; null when nothing is missing, or the last reading failed. */
export function pageToRead(
  list: MessageList,
  firstVisible: number,
  lastVisible: number,
): { readonly index: number; readonly after: Cursor | null } | null {
  // Main would refuse again at once. The next change of the list tries again.
  if (list.failure !== null) return null;
  let start = 0;
  for (const [index, page] of list.pages.entries()) {
    const end = start + page.rows.length;
    const inSight = start <= lastVisible + readAheadRows && end >= firstVisible;
    if (page.stale && inSight) return { index, after: page.after };
    start = end;
  }
  const last = list.pages.at(-1);
  if (last === undefined || last.next === null || start > lastVisible + readAheadRows) return null;
  return { index: list.pages.length, after: last.next };
}

/**
 * Inserts a page that was just read. If it ends elsewhere than before, the following page begins there and becomes
 * stale, so that added or removed rows leave no gap. Rows in both pages are shown once.
 */
export function putPage(list: MessageList, index: number, after: Cursor | null, page: MessagePage): MessageList {
  const fresh: Page = { after, rows: page.rows, next: page.next, stale: false };
  const before = list.pages.slice(0, index);
  const ids = new Set(page.rows.map((row) => row.id));
  const withoutThese = (other: Page): Page =>
    other.rows.some((row) => ids.has(row.id))
      ? { ...other, rows: other.rows.filter((row) => !ids.has(row.id)) }
      : other;
  const later = page.next === null ? [] : list.pages.slice(index + 1).map(withoutThese);
  const [following, ...rest] = later;
  const moved =
    following === undefined || sameCursor(following.after, page.next)
      ? later
      : [{ ...following, after: page.next, stale: true }, ...rest];
  return { ...list, read: true, failure: null, pages: [...before.map(withoutThese), fresh, ...moved] };
}

function sameCursor(one: Cursor | null, other: Cursor | null): boolean {
  return one?.at === other?.at && one?.id === other?.id;
}

/** Changed rows are replaced, removed if they no longer belong to the list, and inserted if they now do. */
export function patchList(list: MessageList, changed: readonly MessageRow[]): MessageList {
  const byId = new Map(changed.map((row) => [row.id, row]));
  const known = new Set<number>();
  const moved: MessageRow[] = [];
  const pages = list.pages.map((page) => {
    if (!page.rows.some((row) => byId.has(row.id))) return page;
    const rows = page.rows.flatMap((row) => {
      const now = byId.get(row.id);
      if (now === undefined) return [row];
      known.add(row.id);
      if (!belongs(list.filter, now)) return [];
      if (samePlace(list.sort, row, now)) return [now];
      moved.push(now);
      return [];
    });
    return { ...page, rows };
  });
  const comers = changed.filter((row) => !known.has(row.id) && belongs(list.filter, row));
  // Only main knows what its search matches, so a searched list is asked for again instead.
  if (comers.length > 0 && list.filter.search !== '') return markStale({ ...list, pages });
  return [...comers, ...moved].reduce(insert, { ...list, pages });
}

function samePlace(sort: MessageSort, before: MessageRow, now: MessageRow): boolean {
  if (before.status !== now.status) return false;
  return sort.by !== 'time' || now.status === 'pending' || before.changedAtMs === now.changedAtMs;
}

/** Main's order: messages being sent, then all others as sorted. */
function standsBefore({ filter, sort }: MessageList, one: MessageRow, other: MessageRow): boolean {
  if (filter.tab === 'pending' && one.status !== other.status) return one.status === 'sending';
  const [key, otherKey] = [sortKey(filter, sort, one), sortKey(filter, sort, other)];
  const isBefore = key === otherKey ? one.id < other.id : key < otherKey;
  return isBefore !== sort.descending;
}

function sortKey({ tab }: MessageFilter, { by }: MessageSort, row: MessageRow): number | string {
  if (by === 'name') return foldText(row.name);
  if (by === 'phone') return row.phone;
  return tab === 'pending' ? row.id : row.changedAtMs;
}

/** A row beyond the pages read so far is left out: it comes with its page. */
function insert(list: MessageList, row: MessageRow): MessageList {
  for (const [index, page] of list.pages.entries()) {
    const end = page.rows.at(-1);
    const isHere = end !== undefined && standsBefore(list, row, end);
    const isLast = index === list.pages.length - 1;
    if (!isHere && !(isLast && page.next === null)) continue;
    const place = page.rows.findIndex((other) => standsBefore(list, row, other));
    const rows = place === -1 ? [...page.rows, row] : page.rows.toSpliced(place, 0, row);
    return { ...list, pages: list.pages.with(index, { ...page, rows }) };
  }
  return list;
}
