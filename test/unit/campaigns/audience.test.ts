import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { Condition } from '../../../domain/people/person-filter.ts';
import { audienceChanges, drawAudience } from '../../../electron/lists/audience-list.ts';
import { changeList } from '../../../electron/lists/remake-list.ts';
import { atOnce } from '../../support/at-once.ts';
import { chatOf } from '../../support/attempts.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { knowPeople } from '../../support/make-ready.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { importText } from '../formats/fixtures.ts';

const [ada, ben, cem, dan] = ['+447700900110', '+447700900120', '+447700900130', '+447700900140'] as const;

let rig: Rig;
let campaign: CampaignActions;
beforeEach(async () => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  await keep('old', `Name,Phone,Town,Sum\nAda,${ada},Leith,5\nBen,${ben},York,\nDan,${dan},,\n`);
  await keep('new', `Name,Phone,TOWN\nAda,${ada},Bristol\nBen,${ben},\nCem,${cem},Derby\n`);
  knowPeople(rig.stores.knownPeople);
  tag(ada, ben, cem);
});
afterEach(() => rig.close());

const progress = { nowMs: () => rig.clock.nowMs(), onProgress: () => undefined };

const mapping = { phone: 1, name: 0, further: [], area: null, country: null, fields: [{ index: 2, key: 'town' }] };

async function keep(name: string, text: string): Promise<void> {
  const { lists, savedLists } = rig.stores;
  const imported = granted(await importText({ ...rig.stores, folder: rig.folder }, text, { mapping }));
  const list = lists.get(imported.listId);
  if (list) atOnce(savedLists.save(list, name, rig.clock.nowMs()));
}

const idOf = (phone: string) =>
  rig.stores.db.value<number>(`SELECT person_id FROM person_number WHERE variant_key = ?`, phone) ?? 0;

function tag(...phones: string[]): void {
  rig.stores.tags.give(rig.stores.tags.named('volunteer'), phones.map(idOf));
}

const tagged = (): Condition[] => [{ kind: 'tagged', is: true, tagIds: [rig.stores.tags.named('volunteer')] }];

async function draw(conditions = tagged(), usesOld = false): Promise<number> {
  const { db } = rig.stores;
  const words = { fileName: 'People', headers: ['Name', 'Phone'] as [string, string] };
  const job = { conditions, usesOld, country: 'GB', nowMs: rig.clock.nowMs(), ...words } as const;
  return granted(await drawAudience(db, { kind: 'audience', ...job }, progress)).listId;
}

async function drafted(conditions = tagged(), text = 'Hello {{name}}'): Promise<number> {
  const id = rig.stores.campaigns.create('Second call', quickSchedule, rig.clock.nowMs());
  rig.stores.campaigns.update(id, { text, listId: await draw(conditions) });
  return id;
}

const changesOf = async (listId: number) => {
  const job = { kind: 'audienceChanges', listId, nowMs: rig.clock.nowMs() } as const;
  return granted(await audienceChanges(rig.stores.db, job));
};
const messagesOf = (id: number) =>
  rig.stores.db.all(
    `SELECT r.phone, m.status, m.reason FROM message m JOIN recipient r ON r.id = m.recipient_id
     WHERE m.campaign_id = ? ORDER BY r.phone`,
    id,
  );

it('has of each column what the newest list says that says something, and tells whose it is', async () => {
  const listId = await draw();
  const rows = rig.stores.lists.recipientsAfter(listId, 0, 10).map(({ cells }) => cells.slice(0, 4));
  const headers = rig.stores.lists.get(listId)?.headers;
  expect(headers?.map((header) => header.toLowerCase())).toEqual(['name', 'phone', 'town', 'sum']);
  expect(rows).toEqual([
    ['Cem', cem, 'Derby', ''],
    ['Ben', ben, 'York', ''],
    ['Ada', ada, 'Bristol', '5'],
  ]);
  const columns = rig.stores.lists.get(listId)?.audience?.columns ?? [];
  expect(columns.map(({ sources }) => sources.map(({ list, people }) => [list, people]))).toEqual([
    [
      ['new', 2],
      ['old', 1],
    ],
    [['old', 1]],
  ]);
});

it('has amounts and dates of a workbook as its list writes them, in the form of the country it is drawn for', async () => {
  const { db, lists } = rig.stores;
  const ids = db.values<number>(`SELECT id FROM list WHERE saved_name = 'old'`);
  const old = lists.get(ids[0] ?? 0);
  // Dates as a workbook that was read for the United States holds them.
  const columns = [2, 3].map((index) => ({ index, hasShortDates: index === 2, hasUnclearTexts: false }));
  const facts = { ...old?.facts, numbers: { country: 'US', columns, values: [] } };
  db.run(`UPDATE list SET facts = ? WHERE id = ?`, JSON.stringify(facts), old?.id ?? 0);
  const cells = JSON.stringify(['Dan', dan, '3/14/1988', '1236.5']);
  db.run(`UPDATE recipient SET cells = ? WHERE list_id = ? AND phone = ?`, cells, old?.id ?? 0, dan);
  const words = { fileName: 'People', headers: ['Name', 'Phone'] as [string, string] };
  const conditions: Condition[] = [{ kind: 'tagged', is: false, tagIds: [rig.stores.tags.named('volunteer')] }];
  const job = {
    conditions,
    usesOld: false,
    country: 'ES',
    nowMs: rig.clock.nowMs(),
    ...words,
  } as const;
  const { listId } = granted(await drawAudience(db, { kind: 'audience', ...job }, progress));
  expect(lists.recipientsAfter(listId, 0, 9).map((row) => row.cells.slice(2))).toEqual([['14/3/1988', '1236,5']]);
});

it('is of those for whom the newest list that says something in a column says this, or none says anything', async () => {
  const whoHas = async (value: string, is = true) => {
    const listId = await draw([{ kind: 'column', is, header: 'town ', value }]);
    return rig.stores.lists.recipientsAfter(listId, 0, 10).map(({ phone }) => phone);
  };
  expect(await whoHas('bristol')).toEqual([ada]);
  expect(await whoHas('York')).toEqual([ben]);
  expect(await whoHas('York', false)).toEqual([cem, dan, ada]);
  expect(await whoHas('')).toEqual([dan]);
  // The newer list has another value.
  const leith: Condition[] = [{ kind: 'column', is: true, header: 'Town', value: 'Leith' }];
  expect([...rig.stores.people.ids({ conditions: leith, search: '' }, rig.clock.nowMs())].flat()).toEqual([]);
});

it('takes no value that is more than a year old until the operator says so, and a name always', async () => {
  rig.stores.db.run(
    `UPDATE list SET published_at_ms = published_at_ms - ? WHERE saved_name = 'old'`,
    limits.valueOldMs + 1,
  );
  const cellsOf = (listId: number) =>
    rig.stores.lists.recipientsAfter(listId, 0, 10).map(({ cells }) => [cells[0], cells[2], cells[3]]);
  const listId = await draw();
  expect(cellsOf(listId)).toEqual([
    ['Cem', 'Derby', undefined],
    ['Ben', '', undefined],
    ['Ada', 'Bristol', undefined],
  ]);
  expect(rig.stores.lists.get(listId)?.audience).toMatchObject({ usesOld: false, withOld: 2 });
  const all = await draw(tagged(), true);
  expect(cellsOf(all)).toEqual([
    ['Cem', 'Derby', ''],
    ['Ben', 'York', ''],
    ['Ada', 'Bristol', '5'],
  ]);
  expect(rig.stores.lists.get(all)?.audience).toMatchObject({ usesOld: true, withOld: 0 });
});

it('leaves out whoever is on the do-not-contact list under another number of theirs, at the start too', async () => {
  const { knownPeople, lists, doNotContact } = rig.stores;
  const joined = knownPeople.join([idOf(ben), idOf(cem)]);
  expect(rig.stores.people.phones(joined)).toEqual([cem, ben]);
  const id = await drafted();
  doNotContact.add(ben, '', rig.clock.nowMs());
  expect(lists.get(await draw())).toMatchObject({ rows: 2, recipients: 1, doNotContact: 1 });
  granted(await campaign.start(id));
  expect(messagesOf(id)).toMatchObject([
    { phone: ada, status: 'pending' },
    { phone: cem, status: 'failed', reason: 'left_group' },
  ]);
});

it('leaves out whoever is on the do-not-contact list, and says how many', async () => {
  rig.stores.doNotContact.add(ben, '', rig.clock.nowMs());
  expect(rig.stores.lists.get(await draw())).toMatchObject({ rows: 3, recipients: 2, doNotContact: 1 });
});

it('is refused where nobody fits', async () => {
  const nobody: Condition[] = [{ kind: 'answered', is: true, word: '' }];
  const words = { fileName: 'People', headers: ['Name', 'Phone'] as [string, string] };
  const job = { conditions: nobody, usesOld: false, country: 'GB', nowMs: 1, ...words } as const;
  expect(await drawAudience(rig.stores.db, { kind: 'audience', ...job }, progress)).toMatchObject({
    failure: { code: 'nobody_left' },
  });
});

it('counts who came and who went, whatever was decided about its rows since', async () => {
  rig.stores.doNotContact.add(cem, '', rig.clock.nowMs());
  const listId = await draw();
  // Cem's message was made, but he is left out of the list.
  expect(await changesOf(listId)).toEqual({ came: 0, went: 0 });
  tag(dan);
  atOnce(rig.stores.tags.change('volunteer', false, [[idOf(ada)]]));
  const change = { kind: 'country', country: 'GB' } as const;
  const changed = granted(await changeList(rig.stores.db, { kind: 'change', listId, change }, progress));
  expect(await changesOf(changed.listId)).toEqual({ came: 1, went: 1 });
});

it('leaves out whoever has a tag by then that nobody had for a while', async () => {
  const { tags } = rig.stores;
  atOnce(tags.change('away', true, [[idOf(dan)]]));
  const listId = await draw([{ kind: 'tagged', is: false, tagIds: [tags.named('away')] }]);
  atOnce(tags.change('away', false, [[idOf(dan)]]));
  atOnce(tags.change('away', true, [[idOf(ada)]]));
  expect(await changesOf(listId)).toEqual({ came: 1, went: 1 });
});

it('goes at the start to whom it was drawn of, but for those who fit no more, and to nobody who came', async () => {
  const id = await drafted();
  tag(dan);
  atOnce(rig.stores.tags.change('volunteer', false, [[idOf(ada)]]));
  const checked = granted(await campaign.check(id));
  expect(checked).toMatchObject({ willSend: 2, leftGroup: 1 });
  granted(await campaign.start(id));
  expect(messagesOf(id)).toEqual([
    { phone: ada, status: 'failed', reason: 'left_group' },
    { phone: ben, status: 'pending', reason: null },
    { phone: cem, status: 'pending', reason: null },
  ]);
});

it('leaves out whoever wrote back since it was drawn, and nobody who had before', async () => {
  const first = await drafted(tagged(), 'First');
  granted(await campaign.start(first));
  await rig.clock.pass(25 * 60_000);
  const reply = (phone: string, text: string) =>
    rig.stores.replies.add({ ids: [chatOf(phone)], text, waKey: text, atMs: rig.clock.nowMs() });
  expect(reply(ada, 'Thanks')).not.toBeNull();
  knowPeople(rig.stores.knownPeople);
  await rig.clock.pass(60_000);
  const second = await drafted(tagged(), 'Second');
  await rig.clock.pass(60_000);
  expect(reply(ben, 'Call me')).not.toBeNull();
  granted(await campaign.update({ id: second, contactsAnswer: 'send' }));
  expect(granted(await campaign.check(second))).toMatchObject({ willSend: 2, leftGroup: 1 });
  // For people who answered already, further words count as another answer.
  const answered = await drafted([{ kind: 'answered', is: true, word: '' }], 'Third');
  await rig.clock.pass(60_000);
  expect(reply(ada, 'And again')).not.toBeNull();
  granted(await campaign.update({ id: answered, contactsAnswer: 'send' }));
  expect(granted(await campaign.check(answered))).toMatchObject({ willSend: 2, leftGroup: 0 });
});

describe('two numbers that are called one person after the drawing', () => {
  const join = () => rig.stores.knownPeople.join([idOf(ben), idOf(cem)]);
  const sent = () => [ada, ben, cem].map((phone) => rig.deliveries(phone));

  it('before the start count once, at Check and while the messages are made', async () => {
    const id = await drafted();
    join();
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 2, leftGroup: 1 });
    granted(await campaign.start(id));
    await rig.clock.pass(25 * 60_000);
    expect(sent()).toEqual([1, 0, 1]);
  });

  it('after the start get one message, under the number whose turn comes first', async () => {
    const id = await drafted();
    granted(await campaign.start(id));
    join();
    await rig.clock.pass(25 * 60_000);
    expect(sent()).toEqual([1, 0, 1]);
    expect(messagesOf(id)).toMatchObject([
      { status: 'sent' },
      { phone: ben, status: 'failed', reason: 'duplicate' },
      { status: 'sent' },
    ]);
  });

  it('get under the one number no text that went to the other', async () => {
    const first = await drafted([{ kind: 'column', is: true, header: 'Town', value: 'Derby' }]);
    granted(await campaign.start(first));
    await rig.clock.pass(25 * 60_000);
    expect(sent()).toEqual([0, 0, 1]);
    join();
    await keep('newest', `Name,Phone\nBen,${ben}\n`);
    knowPeople(rig.stores.knownPeople);
    const second = await drafted();
    granted(await campaign.update({ id: second, contactsAnswer: 'send' }));
    granted(await campaign.start(second));
    await rig.clock.pass(25 * 60_000);
    expect(sent()).toEqual([1, 0, 1]);
  });

  it('get nothing where the other one is stopped while the message is on its way to the gate', async () => {
    const id = await drafted([{ kind: 'column', is: true, header: 'Town', value: 'Derby' }]);
    join();
    rig.messenger.scripts.set(cem, { before: 'hang' });
    granted(await campaign.start(id));
    await rig.clock.pass(1_000);
    rig.stores.doNotContact.add(ben, '', rig.clock.nowMs());
    const token = rig.stores.db.value<string>('SELECT token FROM attempt') ?? '';
    rig.messenger.reachGate({ token, chatId: chatOf(cem), text: 'Hello Cem', attachment: null });
    await rig.clock.pass(1_000);
    expect(messagesOf(id)).toEqual([{ phone: cem, status: 'failed', reason: 'do_not_contact' }]);
  });

  it('are two again once somebody says so', async () => {
    const id = await drafted();
    const person = join();
    expect(rig.stores.knownPeople.part(person, ben)).toBe(true);
    tag(ben, cem);
    granted(await campaign.start(id));
    await rig.clock.pass(25 * 60_000);
    expect(sent()).toEqual([1, 1, 1]);
  });
});
