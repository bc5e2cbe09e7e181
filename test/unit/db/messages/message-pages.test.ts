import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MessageFilter, MessagePage, type MessageSort, naturalSort } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import { foldText } from '../../../../domain/messages/fold.ts';
import type { FailureReason, NotSentReason } from '../../../../domain/messages/message.ts';
import { textScope } from '../../../../domain/messages/scope.ts';
import { makeRig, type Rig } from '../../../support/dispatch-rig.ts';
import { failPending } from '../../../support/fail-pending.ts';
import { makeReady } from '../../../support/make-ready.ts';
import { quickSchedule } from '../../../support/schedules.ts';
import { startMs, testAccount } from '../../../support/temporary-database.ts';
import { statementsOf } from '../../../support/watched-statements.ts';
import { wholeTab } from '../../../support/whole-tab.ts';

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const phones = (count: number) => Array.from({ length: count }, (_, index) => `+4477009${String(10_000 + index)}`);
const pending = wholeTab('pending');

/** Every page of a list, one after another, as the window reads them. */
function readAll(filter: MessageFilter, sort: MessageSort = naturalSort(filter.tab)) {
  const { pages } = rig.stores;
  makeReady(rig.stores.searchIndex);
  const rows = [];
  for (let after: MessagePage['next'] = null; ; ) {
    const page = MessagePage.parse(pages.page(filter, sort, after));
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}
const namesOf = (filter: MessageFilter, sort?: MessageSort) => readAll(filter, sort).map((row) => row.name);

/** Names for the people of a campaign, in its order. */
function rename(campaignId: number, names: readonly string[]): void {
  const { db } = rig.stores;
  const rename = db.sqlite.prepare(
    `UPDATE recipient SET name = ?, folded_apart = ? WHERE id = (SELECT recipient_id FROM message WHERE campaign_id = ? ORDER BY id LIMIT 1 OFFSET ?)`,
  );
  names.forEach((name, index) => {
    rename.run(name, foldText(name), campaignId, index);
  });
  db.run('DELETE FROM search_gram');
}

describe('a page of a list', () => {
  it('holds the message being sent on top of a full page, and what follows goes on where it ended', async () => {
    rig.messenger.scripts.set(phones(1)[0] ?? '', { before: 'hang' });
    const { messageIds } = rig.start(phones(250));
    await rig.clock.pass(1_000);
    const { pages } = rig.stores;
    const first = MessagePage.parse(pages.page(pending, naturalSort('pending'), null));
    expect(first.rows.map((row) => row.id)).toEqual(messageIds.slice(0, limits.pageRows + 1));
    expect(first.rows[0]?.status).toBe('sending');
    expect(readAll(pending).map((row) => row.id)).toEqual(messageIds);
    expect(pages.count(pending)).toBe(249);
    expect(pages.ids(pending)).toEqual(messageIds.slice(1));
  });

  it.each(['time', 'name', 'phone'] as const)('sorted by %s is read whole in both directions', (by) => {
    const { messageIds, campaignId } = rig.start(phones(250));
    rename(campaignId, ['Zoë', 'ángel', 'Bea', 'bea']);
    const up = readAll(pending, { by, descending: false }).map((row) => row.id);
    const down = readAll(pending, { by, descending: true }).map((row) => row.id);
    expect(up.toSorted((one, other) => one - other)).toEqual(messageIds);
    expect(down).toEqual(up.toReversed());
  });

  it('sorts names as people read them, whatever their accents and capitals', () => {
    const { campaignId } = rig.start(phones(5));
    rename(campaignId, ['Zoë', 'ángel', 'Łukasz', 'Bea', 'andrés']);
    const sort = { by: 'name', descending: false } as const;
    expect(namesOf(pending, sort)).toEqual(['andrés', 'ángel', 'Bea', 'Łukasz', 'Zoë']);
  });

  it('shows the same under each narrowing, in whatever order', async () => {
    const all = phones(12);
    for (const [index, phone] of all.entries())
      rig.messenger.scripts.set(
        phone,
        index % 4 === 1 ? { before: 'throw' } : index % 4 === 2 ? { after: 'reject' } : {},
      );
    const { campaignId } = rig.start(all);
    await rig.clock.pass(60_000);
    for (const { random, phone } of rig.messenger.delivered.filter((_, index) => index % 2 === 0))
      rig.messenger.acknowledge(random, `${phone.slice(1)}@c.us`, phone.endsWith('0') ? 2 : 3);
    await rig.clock.pass(1_000);
    const narrowed: MessageFilter[] = [null, campaignId].flatMap((campaign) => [
      ...(['word', 'read', 'delivered', 'sent'] as const).map((delivery) => ({
        ...wholeTab('sent', campaign),
        delivery,
      })),
      ...(['not_sent', 'not_confirmed'] as const).map((certainty) => ({ ...wholeTab('failed', campaign), certainty })),
    ]);
    let shown = 0;
    for (const filter of narrowed) {
      const inOrder = (by: MessageSort['by']) =>
        readAll(filter, { by, descending: false })
          .map(({ id }) => id)
          .toSorted();
      const ids = rig.stores.pages.ids(filter).toSorted();
      for (const by of ['time', 'name', 'phone'] as const) expect(inOrder(by)).toEqual(ids);
      shown += ids.length;
    }
    const { sent, notSent, notConfirmed } = rig.stores.queries.counts();
    expect(Math.min(sent, notSent, notConfirmed)).toBeGreaterThan(0);
    expect(shown).toBe(2 * (sent + notSent + notConfirmed));
  });

  it('walks a large campaign along its list in the same order as a small one is sorted', () => {
    const { campaignId } = rig.start(phones(2_500));
    const small = rig.start(['+447700800001', '+447700800002'], 'Another text');
    const sort = { by: 'name', descending: false } as const;
    const inLarge = namesOf({ ...pending, campaignId }, sort);
    expect(inLarge).toHaveLength(2_500);
    expect(inLarge).toEqual(inLarge.toSorted());
    // The campaigns' lists together are one list.
    const all = readAll(pending, sort);
    expect(all.map((row) => row.name)).toEqual(all.map((row) => row.name).toSorted());
    expect(all.filter((row) => row.campaignId === small.campaignId)).toHaveLength(2);
    expect(all).toHaveLength(2_502);
    const byPhone = readAll(pending, { by: 'phone', descending: true }).map((row) => row.phone);
    expect(byPhone).toEqual(byPhone.toSorted().toReversed());
  });

  it('is whole over several campaigns, whatever signs the names begin with', () => {
    const one = rig.start(phones(150));
    const other = rig.start(
      Array.from({ length: 150 }, (_, index) => `+4477008${String(10_000 + index)}`),
      'Another',
    );
    rename(
      one.campaignId,
      Array.from({ length: 150 }, (_, index) => `\u{1F338} Ana ${index}`),
    );
    rename(
      other.campaignId,
      Array.from({ length: 150 }, (_, index) => `\uFFFD Bea ${index}`),
    );
    for (const descending of [false, true]) {
      const ids = readAll(pending, { by: 'name', descending }).map((row) => row.id);
      expect(ids.toSorted((a, b) => a - b)).toEqual([...one.messageIds, ...other.messageIds]);
    }
  });
});

describe('a page over many campaigns', () => {
  it('in the order of time asks the database no more often than one over a single campaign', async () => {
    const started = phones(12).map((phone, index) => rig.start([phone], `Text ${index}`));
    rig.messenger.scripts.set(phones(1)[0] ?? '', { before: 'throw' });
    await rig.clock.pass(120_000);
    expect(rig.stores.queries.counts()).toMatchObject({ sent: 11, notSent: 1 });
    for (const filter of [wholeTab('sent'), { ...wholeTab('failed'), certainty: 'not_sent' as const }]) {
      const asked = (campaignId: number | null) =>
        statementsOf(rig.stores.db, () => void readAll({ ...filter, campaignId }, naturalSort(filter.tab)));
      const ofOne = await asked(started[filter.tab === 'failed' ? 0 : 1]?.campaignId ?? 0);
      expect(ofOne.length).toBeGreaterThan(1);
      expect((await asked(null)).length).toBeLessThanOrEqual(ofOne.length);
    }
  });

  it.each(['time', 'name', 'phone'] as const)(
    'sorted by %s is whole, however unlike they are, and asks as often',
    async (by) => {
      // Most pages belong to only one of the campaigns, which is between the others.
      const started = phones(40).map((phone, index) =>
        rig.start([phone, `+44770080${1_000 + index}`], `Text ${index}`),
      );
      const large = rig.start(
        Array.from({ length: 350 }, (_, index) => `+44770085${1_000 + index}`),
        'Another text',
      );
      for (const descending of [false, true]) {
        const sort = { by, descending };
        const rows = readAll(pending, sort);
        const keyed = rows.map(({ id, name, phone }) => ({ id, key: { time: '', name: foldText(name), phone }[by] }));
        const up = keyed.toSorted(
          (one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)) || one.id - other.id,
        );
        expect(rows).toHaveLength(2 * started.length + 350);
        expect(keyed).toEqual(descending ? up.toReversed() : up);
        const asked = (campaignId: number | null) =>
          statementsOf(rig.stores.db, () => void rig.stores.pages.page({ ...pending, campaignId }, sort, null));
        expect((await asked(null)).length).toBeLessThanOrEqual((await asked(large.campaignId)).length + 1);
      }
    },
  );
});

describe('a search', () => {
  it('finds no name any more that was erased', () => {
    const { campaignId } = rig.start(phones(2));
    expect(namesOf({ ...pending, search: 'person' })).toHaveLength(2);
    rename(campaignId, ['', '']);
    expect(namesOf({ ...pending, search: 'person' })).toEqual([]);
  });

  it('that leaves few of many is sorted all the same', () => {
    const { campaignId } = rig.start(phones(2_500));
    rename(campaignId, ['Zoe', 'Ana', 'zoe', 'ana']);
    expect(namesOf({ ...pending, search: 'a' }, { by: 'name', descending: false })).toEqual(['Ana', 'ana']);
    const zoes = namesOf({ ...pending, search: 'zo' }, { by: 'name', descending: true });
    expect(zoes).toEqual(['zoe', 'Zoe']);
  });

  it('finds people by a part of the name or of the number as people write it', () => {
    rig.start(phones(30));
    const names = (search: string) => namesOf({ ...pending, search });
    expect(names('person 12')).toEqual(['Person 12']);
    expect(names('07700 910 011')).toEqual(['Person 12']);
    expect(names('+44 7700 9100')).toHaveLength(30);
    expect(names('٠٧٧٠٠٩١٠٠١١')).toEqual(['Person 12']);
    expect(names('100%')).toEqual([]);
    expect(names("o'neil_")).toEqual([]);
  });

  it('asks for no accents, no capitals and no order of the names', () => {
    const { campaignId } = rig.start(phones(4));
    rename(campaignId, ['María José Núñez', 'Søren Ærø', 'أحمد الحدّاد', 'İpek Işık']);
    const names = (search: string) => namesOf({ ...pending, search });
    expect(names('nunez maria')).toEqual(['María José Núñez']);
    expect(names('MARÍA')).toEqual(['María José Núñez']);
    expect(names('soren aero')).toEqual(['Søren Ærø']);
    expect(names('soren maria')).toEqual([]);
    expect(names('احمد حداد')).toEqual(['أحمد الحدّاد']);
    expect(names('ipek isik')).toEqual(['İpek Işık']);
  });

  it('shows each message once where two campaigns are of one list', () => {
    const { campaignId } = rig.start(phones(5));
    const { campaigns } = rig.stores;
    const listId = campaigns.get(campaignId)?.listId ?? 0;
    const again = campaigns.create('Again', quickSchedule, startMs);
    campaigns.update(again, { text: 'Good day', listId });
    const request = { campaignId: again, textScope: textScope('again'), leaveOut: () => null, nowMs: startMs };
    campaigns.begin({ ...request, account: testAccount, repeat: 0 });
    campaigns.people.makeMessages(request, 0);
    const filter = { ...pending, search: 'person' };
    for (const by of ['time', 'name', 'phone'] as const)
      expect(readAll(filter, { by, descending: false }).map(({ id }) => id)).toHaveLength(10);
    expect(rig.stores.pages.count(filter)).toBe(10);
  });

  it('is not whole before every list that it goes through has its index', () => {
    rig.start(phones(5));
    const found = { ...pending, search: 'person' };
    expect(rig.stores.pages.isReady(found)).toBe(false);
    expect(rig.stores.pages.isReady({ ...pending, search: ' ' })).toBe(true);
    makeReady(rig.stores.searchIndex);
    expect(rig.stores.pages.isReady(found)).toBe(true);
    expect(rig.stores.pages.count(found)).toBe(5);
  });

  it('is counted only so far where no more is wanted', () => {
    rig.start(phones(30));
    makeReady(rig.stores.searchIndex);
    expect(rig.stores.pages.count({ ...pending, search: 'person' }, 30)).toBe(30);
    expect(rig.stores.pages.count({ ...pending, search: 'person' }, 29)).toBeNull();
  });

  it('is the same after one that was made for nobody, with whatever is stored', async () => {
    const { pages, searchIndex } = rig.stores;
    pages.warmUp();
    rig.start(phones(30));
    await rig.clock.pass(60_000);
    pages.warmUp();
    makeReady(searchIndex);
    const found = () => pages.page({ ...wholeTab('sent'), search: 'person 1' }, naturalSort('sent'), null).rows;
    const before = found();
    expect(before.length).toBeGreaterThan(0);
    pages.warmUp();
    expect(found()).toEqual(before);
  });

  it('keeps its order and its pages where a search and a sort come together', () => {
    rig.start(phones(300));
    const filter = { ...pending, search: 'person 1' };
    const found = Array.from({ length: 300 }, (_, index) => String(index + 1)).filter((one) =>
      one.includes('1'),
    ).length;
    const names = namesOf(filter, { by: 'name', descending: true });
    expect(names).toEqual(names.toSorted().toReversed());
    expect(names).toHaveLength(found);
    expect(rig.stores.pages.count(filter)).toBe(found);
  });
});

describe('a filter', () => {
  const sent = wholeTab('sent');

  it('tells apart how far sent messages came, and who wrote back', async () => {
    const { messageIds } = rig.start(phones(3));
    await rig.clock.pass(10_000);
    const [first, second] = messageIds;
    for (const [index, ack] of [2, 4].entries()) {
      const { ask } = rig.messenger.asked[index] ?? {};
      rig.ackReceipt.receive({ random: ask?.key.random ?? '', remote: ask?.key.remote ?? '', fromMe: true, ack });
    }
    const ids = (change: Partial<MessageFilter>) => readAll({ ...sent, ...change }).map((row) => row.id);
    expect(ids({ delivery: 'delivered' })).toEqual([first]);
    expect(ids({ delivery: 'read' })).toEqual([second]);
    expect(ids({ delivery: 'sent' })).toEqual([messageIds[2]]);
    expect(ids({ delivery: 'word' })).toEqual([]);
    rig.stores.db.sqlite
      .prepare(`INSERT INTO reply (message_id, at_ms, written_at_ms, text) VALUES (?, ?, 1, 'Thanks')`)
      .run(second, startMs);
    expect(ids({ replied: true })).toEqual([second]);
    expect(rig.stores.pages.count({ ...sent, replied: true })).toBe(1);
  });

  it('parts what failed by certainty and by reason', () => {
    const { messageIds } = rig.start(phones(3));
    const fail = (index: number, reason: NotSentReason) =>
      failPending(rig.stores.db, messageIds[index] ?? 0, reason, startMs);
    fail(0, 'not_on_whatsapp');
    fail(1, 'missed');
    const failed = wholeTab('failed');
    const reasons = (change: Partial<MessageFilter>): (FailureReason | null)[] =>
      readAll({ ...failed, ...change }).map((row) => row.reason);
    expect(reasons({ reason: 'missed' })).toEqual(['missed']);
    expect(reasons({ certainty: 'not_sent' }).toSorted()).toEqual(['missed', 'not_on_whatsapp']);
    expect(reasons({ certainty: 'not_confirmed' })).toEqual([]);
  });
});
