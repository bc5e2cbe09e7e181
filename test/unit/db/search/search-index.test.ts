import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldedApart } from '../../../../db/campaigns/lists.ts';
import { blankRecipientSql } from '../../../../db/people/erase.ts';
import { keepPacked, packIds, unpackIds } from '../../../../db/search/id-gaps.ts';
import { PeopleInOrder } from '../../../../db/search/people-in-order.ts';
import type { Cursor, MessageFilter, MessageSort } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import { foldText, readSearch } from '../../../../domain/messages/fold.ts';
import { textScope } from '../../../../domain/messages/scope.ts';
import { makeReady } from '../../../support/make-ready.ts';
import { quickSchedule } from '../../../support/schedules.ts';
import {
  makeStores,
  openTestDatabase,
  startCampaign,
  startMs,
  temporaryFolder,
  testAccount,
} from '../../../support/temporary-database.ts';
import { temporaryStores } from '../../../support/temporary-stores.ts';
import { statementsOf } from '../../../support/watched-statements.ts';
import { wholeTab } from '../../../support/whole-tab.ts';

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
/** From this person on everybody has one more name. */
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
    `UPDATE recipient SET name = ?, folded_apart = ? WHERE list_id = (SELECT list_id FROM campaign WHERE id = ?) AND row_number = ?`,
  );
  stores.db.immediate(() => {
    for (let index = 0; index < count; index += 1)
      rename.run(nameAt(index), foldedApart(nameAt(index)), campaignId, index + 2);
  });
  makeReady(stores.searchIndex);
});

/** The people who match a search, found by comparing every one of them. */
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
    const inOrder = sorted(ids, by);
    expect(firstPage(filter, { by, descending: false })).toEqual(inOrder.slice(0, limits.pageRows));
    expect(firstPage(filter, { by, descending: true })).toEqual(inOrder.toReversed().slice(0, limits.pageRows));
  }
  return ids.length;
}

function firstPage(filter: MessageFilter, sort: MessageSort): number[] {
  return stores.pages.page(filter, sort, null).rows.map(({ id }) => id);
}

function everyPage(filter: MessageFilter, sort: MessageSort): number[] {
  const ids: number[] = [];
  for (let after: Cursor | null = null; ; ) {
    const { rows, next } = stores.pages.page(filter, sort, after);
    ids.push(...rows.map(({ id }) => id));
    if (next === null) return ids;
    after = next;
  }
}

/** All messages with their sort keys. Pending messages go out in the order of their ids. */
function sorted(ids: readonly number[], by: MessageSort['by']): number[] {
  const key = { time: "''", name: 'r.folded', phone: 'r.phone' }[by];
  const sql = `SELECT m.id, ${key} AS key FROM message m JOIN recipient r ON r.id = m.recipient_id
    WHERE m.id IN (SELECT value FROM json_each(?))`;
  return stores.db
    .all<{ id: number; key: string }>(sql, JSON.stringify(ids))
    .map((row) => ({ id: row.id, key: Buffer.from(row.key) }))
    .sort((one, other) => Buffer.compare(one.key, other.key) || one.id - other.id)
    .map(({ id }) => id);
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
    ...[
      '小',
      '小龙',
      '🌸',
      'o’neil',
      'oe',
      'nobody',
      '-',
      '447700',
      '07700 1',
      '70011',
      '114 999',
      '4999',
      '001',
      '  ',
    ],
  ])('finds those whose name or number has it, and nobody else: %s', (search) => {
    expect(found(search)).toBe(meant(search));
  });

  it.each(['zuniga', 'tailend', 'silva', '70011'])(
    'goes on from page to page as all would stand in one: %s',
    (search) => {
      const filter = { ...wholeTab('pending', campaignId), search };
      const ids = stores.pages.ids(filter);
      expect(ids.length).toBeGreaterThan(10 * limits.pageRows);
      for (const by of ['time', 'name', 'phone'] as const)
        for (const descending of [false, true]) {
          const inOrder = descending ? sorted(ids, by).toReversed() : sorted(ids, by);
          expect(everyPage(filter, { by, descending })).toEqual(inOrder);
        }
    },
  );

  it('meets those who are many along an index of the tab, and looks up the others from the people', async () => {
    const plansOf = async (search: string) => {
      const filter = { ...wholeTab('pending', campaignId), search };
      const ran = await statementsOf(stores.db, () => void firstPage(filter, { by: 'time', descending: false }));

      const read = [...new Set(ran)].filter((sql) => sql.includes('instr(') && !sql.includes("'sending'"));
      return read.map((sql) =>
        stores.db
          .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', 'NULL')}`)
          .map(({ detail }) => detail)
          .filter((step) => /^(SCAN|SEARCH)/.test(step)),
      );
    };
    const along = [
      'SEARCH m USING COVERING INDEX message_campaign_pending (campaign_id=?)',
      'SCAN m',
      'SEARCH r USING INTEGER PRIMARY KEY (rowid=?)',
    ];
    const lookedUp = [
      'SCAN f VIRTUAL TABLE INDEX 1:',
      'SEARCH r USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH m USING INDEX message_person (recipient_id=?)',
    ];
    expect(await plansOf('zuniga')).toEqual([along]);
    expect(await plansOf('tailend')).toEqual([along, lookedUp]);
    expect(await plansOf('qwyx')).toEqual([lookedUp]);
  });

  it.each([false, true])(
    'passes over those in a row who have the pieces but not the number, descending: %s',
    async (descending) => {
      const { listId = 0 } = stores.campaigns.get(campaignId) ?? {};
      stores.searchIndex.find([listId ?? 0], { kind: 'digits', digits: '70011' });
      const people = stores.searchIndex.inOrder('phone', descending, null);
      const first = people.take();
      const taken: number[] = [];
      const ran = await statementsOf(stores.db, () => {
        while (!people.isOver) taken.push(...people.take());
      });
      const direction = descending ? 'DESC' : 'ASC';
      const matching = stores.db.values<number>(
        `SELECT id FROM recipient WHERE list_id = ? AND instr(phone, '70011') > 0 ORDER BY phone ${direction}`,
        listId,
      );
      expect([...first.filter((id) => matching.includes(id)), ...taken]).toEqual(matching);
      expect(stores.db.all(`EXPLAIN QUERY PLAN ${ran[0]?.replaceAll(/@\w+/g, 'NULL')}`)).toContainEqual(
        expect.objectContaining({
          detail: 'SEARCH r USING COVERING INDEX recipient_phone (list_id=? AND phone>? AND phone<?)',
        }),
      );
    },
  );

  it('says how far each list was taken, not how far it was read', () => {
    const { listId } = stores.campaigns.get(campaignId) ?? {};
    const sql = 'SELECT id FROM recipient WHERE list_id = ? ORDER BY phone';
    const order = Uint32Array.from(stores.db.values<number>(sql, listId ?? 0));
    const isMeant = (place: number) => phoneAt(place).includes('70011');
    const parts = [0, 1, 2, 3].map((part) =>
      Array.from(order.keys()).filter((place) => place > 9_000 && place % 4 === part),
    );
    const lists = parts.map((places) => ({ listId: listId ?? 0, order, places: places.values() }));
    const people = new PeopleInOrder(stores.db, lists, '70011');
    const taken = new Set<number>();
    while (!people.isOver) {
      for (const id of people.take()) taken.add(order.indexOf(id));
      for (const last of people.lasts.map((id) => order.indexOf(id))) {
        const passed = parts[last % 4]?.filter((place) => place <= last && isMeant(place)) ?? [];
        expect(passed.filter((place) => !taken.has(place))).toEqual([]);
      }
    }
    expect([...taken].filter(isMeant)).toHaveLength(meant('70011'));
  });

  it('passes over nobody else while the first of them is being erased', () => {
    const filter = { ...wholeTab('pending', campaignId), search: '70011' };
    const sort = { by: 'phone', descending: false } as const;
    const ids = firstPage(filter, sort);
    // The first step takes people as they come: those who only have the pieces, and these.
    const isOther = (index: number) => phoneAt(index).includes('011') && !phoneAt(index).includes('70011');
    const others = Array.from({ length: count }, (_, index) => index).filter(isOther).length;
    const [first = 0] = ids.splice(2 * limits.pageRows - others, 1);
    stores.db.exec('SAVEPOINT erased; DROP TRIGGER recipient_is_fixed');
    const id = stores.db.value<number>(`SELECT recipient_id FROM message WHERE id = ?`, first) ?? 0;
    stores.db.run(blankRecipientSql, { id });
    expect(firstPage(filter, sort).slice(0, -1)).toEqual(ids);
    stores.db.exec('ROLLBACK TO erased; RELEASE erased');
  });

  it('goes through all campaigns where none is chosen', () => {
    expect(found('person', { campaignId: null })).toBe(2);
    expect(found('silva', { campaignId: null })).toBe(meant('silva'));
    expect(found('70011', { campaignId: null })).toBe(meant('70011'));
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

  // This test is last, since it adds two campaigns.
  it('shows each message once, also where two campaigns are of one list and more lists follow', () => {
    const { campaigns } = stores;
    const again = campaigns.create('Again', quickSchedule, startMs);
    campaigns.update(again, { text: 'Good day', listId: campaigns.get(campaignId)?.listId ?? 0 });
    const request = { campaignId: again, textScope: textScope('again'), leaveOut: () => null, nowMs: startMs };
    campaigns.begin({ ...request, account: testAccount, repeat: 0 });
    for (let last: number | null = 0; last !== null; ) last = campaigns.people.makeMessages(request, last);
    startCampaign(stores, ['+447700900003'], 'A third text');
    makeReady(stores.searchIndex);
    expect(found('zuniga', { campaignId: null })).toBe(2 * meant('zuniga'));
    // Both messages of a person, side by side in the result, and those of the other lists between the first of them.
    stores.db.run(
      `UPDATE message SET due_at_ms = iif(list_id = @list, recipient_id, @second), latest_at_ms = recipient_id + @second
         FROM campaign c WHERE c.id = message.campaign_id`,
      { list: campaigns.get(campaignId)?.listId ?? 0, second: 4 },
    );
    const filter = { ...wholeTab('pending'), search: 'zuniga' };
    for (const descending of [false, true])
      expect(new Set(firstPage(filter, { by: 'time', descending })).size).toBe(limits.pageRows);
  });
});

it('keeps the folded name of everybody beside the name', () => {
  const rows = stores.db.all<{ name: string; folded: string }>('SELECT DISTINCT name, folded FROM recipient');
  expect(rows.length).toBeGreaterThan(10);
  for (const { name, folded } of rows) expect(folded).toBe(foldText(name));
});

it('packs ids and unpacks them again, and keeps of others those that are packed as well', () => {
  const someIds = fc
    .uniqueArray(fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 2 ** 32 - 1 })))
    .map((some) => some.toSorted((one, other) => one - other));
  fc.assert(
    fc.property(someIds, someIds, (ids, others) => {
      expect([...unpackIds(packIds(ids))]).toEqual(ids);
      const both = ids.filter((id) => others.includes(id));
      expect([...keepPacked(unpackIds(packIds(ids)), packIds(others))]).toEqual(both);
    }),
  );
});
