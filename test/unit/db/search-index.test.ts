import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPacked, packIds, unpackIds } from '../../../db/id-gaps.ts';
import type { MessageFilter } from '../../../domain/contract.ts';
import { foldText, readSearch } from '../../../domain/fold.ts';
import { makeReady } from '../../support/make-ready.ts';
import { makeStores, openTestDatabase, startCampaign, temporaryFolder } from '../../support/temporary-database.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';
import { wholeTab } from '../../support/whole-tab.ts';

const names = [
  'Ana Silva',
  'José Ōe',
  'محمد الحسن',
  'Li Xu',
  'Łukasz O’Neil',
  'Bo',
  '李 小龙',
  'ana maria',
  '🌸 Ann-Li',
  '',
];
/** More people than a search looks up one by one, with names that few, some and many of them have. */
const count = 15_000;
/** From here on everybody has one more name, and nobody before. */
const firstOfLast = 12_800;
const nameAt = (index: number) =>
  `${names[index % 2 === 0 ? 0 : index % names.length]}${index % 7 === 0 ? ' Zuniga' : ''}${index % 5_000 === 1 ? ' Qwyx' : ''}${index >= firstOfLast ? ' Tailend' : ''}`;
const phoneAt = (index: number) => `+447700${String(100_000 + index)}`;

const { folder, remove } = temporaryFolder();
const stores = makeStores(openTestDatabase(`${folder}/sendonce.db`));
let campaignId: number;
afterAll(() => {
  stores.db.close();
  remove();
});
beforeAll(() => {
  startCampaign(stores, ['+447700900001', '+447700900002'], 'Another text');
  ({ campaignId } = startCampaign(
    stores,
    Array.from({ length: count }, (_, index) => phoneAt(index)),
  ));
  const rename = stores.db.sqlite.prepare(
    `UPDATE recipient SET name = ?, folded = ? WHERE list_id = (SELECT list_id FROM campaign WHERE id = ?) AND row_number = ?`,
  );
  stores.db.immediate(() => {
    for (let index = 0; index < count; index += 1)
      rename.run(nameAt(index), foldText(nameAt(index)), campaignId, index + 2);
  });
  makeReady(stores.searchIndex);
});

/** The people whom a search means, by looking at every one of them. */
function meant(search: string): number {
  const terms = readSearch(search);
  if (terms === null) return count;
  return Array.from({ length: count }, (_, index) => index).filter((index) => {
    if (terms.kind === 'digits') return phoneAt(index).includes(terms.digits);
    return terms.words.every((word) => foldText(nameAt(index)).includes(word));
  }).length;
}

function found(search: string, change: Partial<MessageFilter> = {}): number {
  const { pages } = stores;
  const filter = { ...wholeTab('pending', campaignId), search, ...change };
  const ids = pages.ids(filter);
  expect(pages.count(filter)).toBe(ids.length);
  for (const by of ['time', 'name', 'phone'] as const) {
    const { rows } = pages.page(filter, { by, descending: false }, null);
    expect(rows).toHaveLength(Math.min(ids.length, 100));
    for (const row of rows) expect(ids).toContain(row.id);
  }
  return ids.length;
}

describe('a search through many people', () => {
  it.each([
    ...[
      'a',
      'z',
      'q',
      'li',
      'xu',
      'zu',
      'ana',
      'silva',
      'zuniga',
      'qwyx',
      'silva zuniga',
      'uniga qwyx',
      'tailend',
      'محمد',
      'م',
      'ال',
    ],
    ...['小', '小龙', '🌸', 'o’neil', 'oe', 'nobody', '-', '447700', '07700 1', '114 999', '4999', '001', '  '],
  ])('finds those whose name or number has it, and nobody else: %s', (search) => {
    expect(found(search)).toBe(meant(search));
  });

  it('goes through all campaigns where none is chosen', () => {
    expect(found('person', { campaignId: null })).toBe(2);
    expect(found('silva', { campaignId: null })).toBe(meant('silva'));
  });

  it('finds nobody once the people are erased, and does not make their index again', () => {
    const alone = temporaryStores();
    startCampaign(alone, ['+447700900001']);
    makeReady(alone.searchIndex);
    alone.db.run("UPDATE campaign SET state = 'cancelled', finished_at_ms = 1");
    alone.db.run('UPDATE list SET erased_at_ms = 1');
    alone.db.run('DELETE FROM search_gram');
    expect(alone.searchIndex.missing()).toEqual([]);
  });
});

it('keeps the folded name of everybody beside the name', () => {
  const rows = stores.db.all<{ name: string; folded: string }>('SELECT DISTINCT name, folded FROM recipient');
  expect(rows.length).toBeGreaterThan(10);
  for (const { name, folded } of rows) expect(folded).toBe(foldText(name));
});

it('packs ids and unpacks them again, and keeps of others those that are packed as well', () => {
  const someIds = fc
    .uniqueArray(fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 2 ** 45 })))
    .map((some) => some.toSorted((one, other) => one - other));
  fc.assert(
    fc.property(someIds, someIds, (ids, others) => {
      expect([...unpackIds(packIds(ids))]).toEqual(ids);
      const both = ids.filter((id) => others.includes(id));
      expect([...keepPacked(unpackIds(packIds(ids)), packIds(others))]).toEqual(both);
    }),
  );
});
