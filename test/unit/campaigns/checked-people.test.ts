import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CampaignCheck, CheckedGroup } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { checkedPeople } from '../../../electron/campaigns/checked-people.ts';
import { checkCampaign } from '../../../electron/campaigns/start.ts';
import { type CampaignActions, campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

const phone = (place: number) => `+4477009${String(place).padStart(5, '0')}`;

function draft(text: string, phones: readonly string[]): number {
  const { campaigns } = rig.stores;
  const id = campaigns.create('Spring supporters', quickSchedule, rig.clock.nowMs());
  campaigns.update(id, { text, listId: addList(rig.stores, phones) });
  return id;
}
const page = async (id: number, group: CheckedGroup, search = '', after = 0) =>
  granted(await checkedPeople(campaignPartsOf(rig), { id, group, search, after }));

it('whoever names what is no computer of the team is counted by that name, and shown', async () => {
  const id = draft('Together', [1, 2, 3, 4].map(phone));
  rig.stores.doNotContact.add(phone(4), '', 0);
  rig.stores.campaigns.update(id, { schedule: { ...quickSchedule, byComputer: { column: 0 } } });
  const parts = { ...campaignPartsOf(rig), computers: () => [{ name: 'PERSON 1', hasJoined: true }] };
  const { otherComputers } = granted(await checkCampaign(parts, id));
  const names = [2, 3].map((place) => ({ name: `Person ${place}`, people: 1 }));
  expect(otherComputers).toEqual({ people: 2, names });
  const asked = { id, group: { kind: 'other_computer' }, search: '', after: 0 } as const;
  expect(granted(await checkedPeople(parts, asked)).people.map((one) => one.phone)).toEqual([phone(2), phone(3)]);
  // A column name of the old list means nothing in another list.
  granted(campaign.setList(id, addList(rig.stores, [phone(5)])));
  expect(rig.stores.campaigns.get(id)?.schedule.byComputer).toBeUndefined();
});

const leftOut = (reason: Extract<CheckedGroup, { kind: 'left_out' }>['reason']) =>
  ({ kind: 'left_out', reason }) as const;

it('behind each count of Check are as many people as it says', async () => {
  const first = draft('First', [phone(1), phone(2), phone(3)]);
  granted(await campaign.start(first));
  await rig.clock.pass(60_000);
  rig.stores.doNotContact.add(phone(4), '', 0);
  const id = draft('Second', [1, 2, 4, 5, 6].map(phone));
  rig.stores.lists.addRows(
    rig.stores.campaigns.get(id)?.listId ?? 0,
    [],
    [
      { rowNumber: 90, reason: 'cannot_be_used', problem: 'too_short', cell: '077', name: 'Ann', cells: [] },
      { rowNumber: 91, reason: 'do_not_contact', problem: '', cell: '07700 900199', name: 'Zoe', cells: [] },
      { rowNumber: 92, reason: 'left_out', problem: 'too_short', cell: '08', name: 'Una', cells: ['Una', '08', ''] },
      {
        rowNumber: 93,
        reason: 'left_out',
        problem: 'says_no',
        cell: '09',
        name: 'Max',
        cells: ['Max', '09', 'bitte keine Werbung'],
      },
    ],
  );
  const counted = async (): Promise<CampaignCheck> => granted(await campaign.check(id));
  const { contacts, doNotContact, countries } = await counted();
  expect([contacts.open, doNotContact]).toEqual([2, 1]);
  const held = await page(id, leftOut('contacted_recently'));
  expect(held.people.map((one) => one.phone)).toEqual([phone(1), phone(2)]);
  expect(held.people[0]?.heard).toMatchObject({ campaignName: 'Spring supporters' });
  const blocked = await page(id, leftOut('do_not_contact'));
  expect(blocked.people.map((one) => one.phone ?? one.cell)).toEqual([phone(4), '07700 900199']);
  expect((await page(id, leftOut('cannot_be_used'))).people).toMatchObject([
    { rowNumber: 90, name: 'Ann', cell: '077' },
  ]);
  const byAny = await page(id, leftOut('left_out'));
  expect(byAny.people.map(({ name, says }) => [name, says])).toEqual([
    ['Una', undefined],
    ['Max', 'bitte keine Werbung'],
  ]);
  const [country] = countries;
  expect((await page(id, { kind: 'country', country: country?.country ?? '-' })).people).toHaveLength(
    country?.people ?? -1,
  );
  expect((await page(id, { kind: 'heard' })).people).toEqual([]);

  granted(await campaign.update({ id, contactsAnswer: 'send' }));
  expect((await counted()).contacts.sent).toBe(2);
  expect((await page(id, { kind: 'heard' })).people.map((one) => one.phone)).toEqual([phone(1), phone(2)]);
  expect((await page(id, leftOut('contacted_recently'))).people).toEqual([]);

  granted(await campaign.update({ id, text: 'First' }));
  expect((await counted()).alreadyHasText).toBe(2);
  expect((await page(id, leftOut('already_has_text'))).people.map((one) => one.phone)).toEqual([phone(1), phone(2)]);
});

it('the first to get it is the first who is left, and nobody is named where each has hours of their own', async () => {
  const id = draft('First: {{first}}', [1, 2, 3].map(phone));
  const firstName = async () => granted(await campaign.check(id)).firstName;
  expect(await firstName()).toBe('Person 1');
  rig.stores.doNotContact.add(phone(1), '', 0);
  expect(await firstName()).toBe('Person 2');
  const window = { fromMinute: 0, toMinute: 1_440, days: [1, 2, 3, 4, 5, 6, 7], perPerson: true };
  rig.stores.campaigns.update(id, { schedule: { ...quickSchedule, window } });
  expect(await firstName()).toBeNull();
});

it('a long group comes a page at a time, nobody twice and nobody left out, across the stretches of the list', async () => {
  const phones = Array.from({ length: limits.checkedRecipients + limits.pageRows + 20 }, (_, place) => phone(place));
  const id = draft('Hello', phones);
  rig.stores.doNotContact.addAll(
    phones.filter((_, place) => place % 5 === 0).map((blocked) => ({ phone: blocked, note: '' })),
    0,
  );
  const seen: string[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const { people, next } = await page(id, leftOut('do_not_contact'), '', after);
    expect(people.length).toBeLessThanOrEqual(limits.pageRows);
    seen.push(...people.map((one) => one.phone ?? ''));
    after = next;
  }
  expect(seen).toEqual(phones.filter((_, place) => place % 5 === 0));
});

it('people are found by their number however it is spaced, and by a name that is no number', async () => {
  const id = draft('Hello', [phone(1), phone(2)]);
  for (const blocked of [phone(1), phone(2)]) rig.stores.doNotContact.add(blocked, '', 0);
  const found = async (search: string) =>
    (await page(id, leftOut('do_not_contact'), search)).people.map((one) => one.phone);
  expect(await found('07700 900002')).toEqual([phone(2)]);
  expect(await found('nobody of this name')).toEqual([]);
  expect(await found('  ')).toEqual([phone(1), phone(2)]);
});

it('a campaign without a list has nobody', async () => {
  const id = rig.stores.campaigns.create('Empty', quickSchedule, 0);
  const answer = await checkedPeople(campaignPartsOf(rig), { id, group: { kind: 'heard' }, search: '', after: 0 });
  expect(answer).toMatchObject({ ok: false, failure: { code: 'not_found' } });
});
