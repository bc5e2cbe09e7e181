import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../db/database.ts';
import type { MessagePages } from '../../db/messages/message-pages.ts';
import { openSecondConnection } from '../../db/open.ts';
import { searchConditions } from '../../db/search/search-index.ts';
import type { Cursor, MessageFilter, MessageSort } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { readSearch } from '../../domain/messages/fold.ts';
import { assert } from '../../domain/result.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { makeStores } from '../support/temporary-database.ts';
import { wholeTab } from '../support/whole-tab.ts';
import { storedFolder } from './stored.ts';

/** With this many, the searches below match too many to look up at once, and too few to be found soon. */
const stored = 30_000;
const searches = ['an', '5511'];
const sorts: readonly MessageSort[] = (['time', 'name', 'phone'] as const).flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
]);

let db: Db;
let pages: MessagePages;
beforeAll(() => {
  db = openSecondConnection(foldersUnder(storedFolder(stored), true).database);
  pages = makeStores(db).pages;
});
afterAll(() => db.close());

/** Every page of a list, one after another, as the window reads them. */
function readAll(filter: MessageFilter, sort: MessageSort): number[] {
  const ids: number[] = [];
  for (let after: Cursor | null = null; ; ) {
    const page = pages.page(filter, sort, after);
    ids.push(...page.rows.map(({ id }) => id));
    if (page.next === null) return ids;
    after = page.next;
  }
}

/** The expected rows, by a plain look at each message of the tab. */
function lookAtEach({ tab, campaignId, search }: MessageFilter, { by, descending }: MessageSort): number[] {
  const terms = readSearch(search);
  assert(terms, 'something is searched for');
  const { where, values } = searchConditions(terms);
  const key = { time: tab === 'pending' ? 'm.id' : 'm.changed_at_ms', name: 'r.folded', phone: 'r.phone' }[by];
  const direction = descending ? 'DESC' : 'ASC';
  return db.values(
    `SELECT m.id FROM message m NOT INDEXED JOIN recipient r ON r.id = m.recipient_id
     WHERE m.status = ? AND coalesce(m.campaign_id = ?, 1) AND ${where.join(' AND ')} ORDER BY ${key} ${direction}, m.id ${direction}`,
    ...[tab, campaignId, ...values],
  );
}

it.each(searches)('a search that means some of many shows what a look at each message shows: %s', (search) => {
  let shown = 0;
  for (const tab of ['pending', 'sent', 'failed'] as const)
    for (const campaignId of [null, 1, 5])
      for (const sort of sorts) {
        const filter = { ...wholeTab(tab, campaignId), search };
        const ids = readAll(filter, sort);
        expect(ids, `${tab} ${campaignId} ${sort.by} ${sort.descending}`).toEqual(lookAtEach(filter, sort));
        shown += ids.length;
      }
  expect(shown).toBeGreaterThan(sorts.length * limits.searchFewPeople);
});
