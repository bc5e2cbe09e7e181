import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLeftOut } from '../../../db/report/report-sums.ts';
import type { ListField } from '../../../db/schema.ts';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { checkedPeople } from '../../../electron/campaigns/checked-people.ts';
import { reportTotals } from '../../../electron/reports/report.ts';
import { writeReport } from '../../../electron/reports/report-file.ts';
import { type CampaignActions, campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { reportForm } from '../../support/report-form.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const text = 'Hello {{name}}, meet at {{place}}.';
const fields: ListField[] = [
  { key: 'name', header: 'Name', index: 0, filled: 4 },
  { key: 'place', header: 'Place', index: 1, filled: 2 },
];
const people = [
  { phone: '+447700900101', cells: ['Ana', 'North Quay'] },
  { phone: '+447700900102', cells: ['Ben', ''] },
  { phone: '+447700900103', cells: ['Cai', ' \u200b'] },
  { phone: '+447700900104', cells: ['Dee', 'Hall'] },
];

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

function draft(message = text, rows: readonly { phone: string; cells: string[]; country?: string }[] = people): number {
  const { lists, campaigns } = rig.stores;
  const head = { fileName: 'people.csv', country: 'GB', fields, headers: ['Name', 'Place'] };
  const listId = lists.begin(head, rig.clock.nowMs());
  const recipients = rows.map((row, index) => ({ ...row, rowNumber: index + 2, name: row.cells[0] ?? '', extra: '' }));
  lists.addRows(listId, recipients, []);
  const none = {
    sameNumber: 0,
    doNotContact: 0,
    cannotBeUsed: 0,
    assumedCountry: 0,
    possibleDuplicates: [],
  };
  lists.publish(listId, { ...none, fields, rows: rows.length, recipients: rows.length }, rig.clock.nowMs());
  const id = campaigns.create('Volunteer Day', quickSchedule, rig.clock.nowMs());
  campaigns.update(id, { text: message, listId });
  return id;
}

const check = async (id: number): Promise<CampaignCheck> => granted(await campaign.check(id));
const isLeavingOut = (id: number): boolean => granted(campaign.get(id)).leaveBlanksOut;

it('without a list asks for one, and calls no placeholder wrong', async () => {
  const id = rig.stores.campaigns.create('No list', quickSchedule, rig.clock.nowMs());
  rig.stores.campaigns.update(id, { text });
  const { failures, unknownPlaceholders } = granted(await campaign.check(id));
  expect([failures, unknownPlaceholders]).toEqual([['no_recipients'], []]);
});

describe('people who would get a blank', () => {
  it('keep the campaign from starting until something is done about them', async () => {
    const id = draft();
    expect(await check(id)).toMatchObject({
      willSend: 4,
      blanks: 2,
      blanksLeftOut: 0,
      failures: ['blank_placeholders'],
    });
    expect(await campaign.start(id)).toMatchObject({ ok: false, failure: { code: 'blank_placeholders' } });
  });

  it('are in no country’s count once they are left out, so that the countries add up to who gets it', async () => {
    const id = draft(text, [
      { phone: '+447700900101', cells: ['Ana', 'Quay'], country: 'GB' },
      { phone: '+447700900102', cells: ['Ben', ''], country: 'GB' },
      { phone: '+5511999990185', cells: ['Zé', 'Praça'], country: 'BR' },
      { phone: '+447700900104', cells: ['Dee', 'Hall'], country: 'GB' },
    ]);
    expect((await check(id)).countries).toEqual([
      { country: 'GB', people: 3 },
      { country: 'BR', people: 1 },
    ]);
    await campaign.update({ id, leaveBlanksOut: true });
    expect(await check(id)).toMatchObject({ willSend: 3, countries: [{ people: 2 }, { people: 1 }] });
  });

  it('are left out when the operator says so, and all others are sent their message', async () => {
    const id = draft();
    await campaign.update({ id, leaveBlanksOut: true });
    expect(await check(id)).toMatchObject({ willSend: 2, blanks: 0, blanksLeftOut: 2, failures: [] });
    expect(await campaign.start(id)).toMatchObject({ ok: true, value: { total: 2 } });
    await rig.clock.pass(60_000);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual(['+447700900101', '+447700900104']);
  });

  it('can be taken in again while it is a draft, and not afterwards', async () => {
    const id = draft();
    await campaign.update({ id, leaveBlanksOut: true });
    await campaign.update({ id, leaveBlanksOut: false });
    expect(await check(id)).toMatchObject({ blanks: 2, blanksLeftOut: 0, failures: ['blank_placeholders'] });
    await campaign.update({ id, leaveBlanksOut: true });
    await campaign.start(id);
    expect(await campaign.update({ id, leaveBlanksOut: false })).toMatchObject({
      failure: { code: 'not_allowed_now' },
    });
  });

  it('are counted, and named in the export, so that the report adds up', async () => {
    const id = draft();
    await campaign.update({ id, leaveBlanksOut: true });
    await campaign.start(id);
    await rig.clock.pass(60_000);
    const totals = reportTotals(rig.stores.db, id);
    expect(totals).toMatchObject({ imported: 4, sent: 2, skipped: 2, open: 0 });
    expect(readLeftOut(rig.stores.db, { campaignId: id, part: null })).toMatchObject({
      blankPlaceholder: 2,
      alreadyHadText: 0,
    });
    const path = `${rig.folder}/report.csv`;
    const job = { kind: 'report', ...reportForm, format: 'csv', language: 'en', timeZone: 'Europe/London' } as const;
    await writeReport(rig.stores.db, {
      ...job,
      scope: { kind: 'campaign', id },
      nowMs: rig.clock.nowMs(),
      path,
    });
    expect(readFileSync(path, 'utf8')).toMatch(/Ben,[^\r\n]*,Left out,A blank in the message/);
  });

  it('are not counted twice when they are left out for another reason', async () => {
    const id = draft();
    rig.stores.doNotContact.add('+447700900102', '', rig.clock.nowMs());
    expect(await check(id)).toMatchObject({ willSend: 3, doNotContact: 1, blanks: 1 });
    await campaign.update({ id, leaveBlanksOut: true });
    expect(await check(id)).toMatchObject({ willSend: 2, doNotContact: 1, blanksLeftOut: 1 });
    await campaign.start(id);
    const skipped = readLeftOut(rig.stores.db, { campaignId: id, part: null });
    expect(skipped).toMatchObject({ doNotContact: 1, blankPlaceholder: 1 });
  });

  it('include those of whose text nothing would be left', async () => {
    const id = draft('{{place|}}');
    expect(await check(id)).toMatchObject({ blanks: 2, failures: ['blank_placeholders'] });
    await campaign.update({ id, leaveBlanksOut: true });
    expect(await campaign.start(id)).toMatchObject({ ok: true, value: { total: 2 } });
  });

  it('number as many at the start as the check said, in a list of several pages', async () => {
    const many = Array.from({ length: 2_400 }, (_, index) => ({
      phone: `+44770${String(1_000_000 + index).slice(1)}0`,
      cells: ['Ana', index % 3 === 0 ? '' : 'Hall'],
    }));
    const id = draft(text, many);
    await campaign.update({ id, leaveBlanksOut: true });
    const { willSend, blanksLeftOut } = await check(id);
    expect({ willSend, blanksLeftOut }).toEqual({ willSend: 1_600, blanksLeftOut: 800 });
    expect(await campaign.start(id)).toMatchObject({ value: { total: willSend } });
    expect(readLeftOut(rig.stores.db, { campaignId: id, part: null }).blankPlaceholder).toBe(blanksLeftOut);
  });
});

describe('what the check says of a text', () => {
  it('names each placeholder that leaves blanks and for how many, the most first', async () => {
    const id = draft('{{name}} of {{place}}', [...people, { phone: '+447700900105', cells: ['', ''] }]);
    const columns = [
      { name: 'place', count: 3 },
      { name: 'name', count: 1 },
    ];
    expect(await check(id)).toMatchObject({ blanks: 3, blankColumns: columns });
    await campaign.update({ id, leaveBlanksOut: true });
    expect(await check(id)).toMatchObject({ blanksLeftOut: 3, blankColumns: columns });
  });

  it('says how many full names get it at several numbers, of whoever gets it', async () => {
    const named = (name: string, last: number, place = 'Hall') => ({
      phone: `+44770090010${last}`,
      cells: [name, place],
    });
    const rows = [named('Zoë Lee', 1), named('ZOË LEE', 2), named('Zoë Lee', 3), named('Ana', 4), named('Ana', 5)];
    const id = draft(text, [...rows, named('Ben Ray', 6), named('Ben Ray', 7, '')]);
    await campaign.update({ id, leaveBlanksOut: true });
    expect((await check(id)).twoNumbers).toEqual({ names: 1, first: 'ZOË LEE' });
  });

  it('says who gets the longest text', async () => {
    const { longest } = await check(draft());
    expect(longest).toEqual({ rowNumber: 2, index: 0, characters: 'Hello Ana, meet at North Quay.'.length });
    expect((await check(draft('{{place}}', [{ phone: '+447700900102', cells: ['Ben', ''] }]))).longest).toBeNull();
  });

  it('bars a caption that is too long for one person alone', async () => {
    const { campaigns } = rig.stores;
    const file = { hash: 'a'.repeat(64), fileName: 'a.png', mimeType: 'image/png', kind: 'image', bytes: 5 } as const;
    campaigns.addAttachment(file, 0);
    const id = draft('{{place}}', [...people, { phone: '+447700900106', cells: ['Eve', 'x'.repeat(1_025)] }]);
    campaigns.update(id, { attachmentHash: file.hash });
    expect((await check(id)).failures).toContain('caption_too_long');
  });
});

describe('the choice to leave people out', () => {
  it('falls when the text asks for another cell, since other people would be left out than were shown', async () => {
    const id = draft('Meet at {{place}}.');
    await campaign.update({ id, leaveBlanksOut: true });
    await campaign.update({ id, text: 'Please meet at {{place}}.' });
    expect(isLeavingOut(id)).toBe(true);
    await campaign.update({ id, text: 'Please meet at {{place}}, {{name}}.' });
    expect(isLeavingOut(id)).toBe(false);
  });

  it('falls when a fall-back is taken away', async () => {
    const id = draft('{{name|friend}}, meet at {{place}}.');
    await campaign.update({ id, leaveBlanksOut: true });
    await campaign.update({ id, text: '{{name}}, meet at {{place}}.' });
    expect(isLeavingOut(id)).toBe(false);
  });

  it('falls with a new list', async () => {
    const id = draft();
    await campaign.update({ id, leaveBlanksOut: true });
    campaign.setList(id, addList(rig.stores, ['+447700900105']));
    expect(isLeavingOut(id)).toBe(false);
  });

  it('stays where others of the same rows are chosen', async () => {
    const id = draft();
    await campaign.update({ id, leaveBlanksOut: true });
    campaign.setList(id, addList(rig.stores, ['+447700900105']), true);
    expect(isLeavingOut(id)).toBe(true);
  });
});

describe('a new text for what is still pending', () => {
  it('is not barred by people who were left out at the start, and is by a new blank', async () => {
    const id = draft();
    await campaign.update({ id, leaveBlanksOut: true });
    rig.dispatcher.pause('operator');
    await campaign.start(id);
    campaign.pause(id);
    expect(await campaign.update({ id, text: 'Dear {{name}}, come to {{place}}.' })).toMatchObject({ ok: true });
    expect(await campaign.update({ id, text: 'Dear {{name}} of {{team}}' })).toMatchObject({ ok: false });
  });
});

describe('a second message with a placeholder', () => {
  const step = { afterDays: 3, atMinute: 600, group: 'no_reply', word: '', byItself: false } as const;

  it('says before the start who of those who get the first would get a blank in it', async () => {
    const id = draft('Hello {{name}}.');
    await campaign.update({ id, step: { ...step, text: 'Still on at {{place}}, {{name}}' } });
    rig.stores.doNotContact.add('+447700900102', '', rig.clock.nowMs());
    expect(await check(id)).toMatchObject({ willSend: 3, blanks: 0, stepBlanks: { people: 1, names: ['place'] } });
    const group = { kind: 'step_blank' } as const;
    const { people } = granted(await checkedPeople(campaignPartsOf(rig), { id, group, search: '', after: 0 }));
    expect(people.map(({ name }) => name)).toEqual(['Cai']);
    await campaign.update({ id, step: { ...step, text: 'Still on at {{place|the hall}}, {{name}}' } });
    expect(await check(id)).toMatchObject({ stepBlanks: { people: 0, names: [] }, failures: [] });
  });
});
