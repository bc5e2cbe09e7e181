import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCounts } from '../../../db/report/report-sums.ts';
import { limits } from '../../../domain/limits.ts';
import type { ListChange } from '../../../domain/lists/list-choices.ts';
import { accountColumn } from '../../../domain/report/report-views.ts';
import { inspectTable } from '../../../electron/lists/read-table.ts';
import { changeList } from '../../../electron/lists/remake-list.ts';
import { makeCampaignReport, makeSplit, reportTotals } from '../../../electron/reports/report.ts';
import { writeReport } from '../../../electron/reports/report-file.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { reportForm } from '../../support/report-form.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { importText } from '../formats/fixtures.ts';

const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [{ index: 2, key: 'town' }] };
const file = `Name,Mobile,Town
Ada,07700 900101,Leith
Ben,07700 900102,York
Cem,07700 900103,leith
Dan,07700 900104,
Eve,nobody,Leith
`;

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

async function sentTo(text = file, ...changes: ListChange[]): Promise<number> {
  const { stores, clock } = rig;
  const progress = { nowMs: () => clock.nowMs(), onProgress: () => undefined };
  let { listId } = granted(await importText({ ...stores, folder: rig.folder }, text, { mapping }));
  for (const change of changes)
    listId = granted(await changeList(stores.db, { kind: 'change', listId, change }, progress)).listId;
  const id = stores.campaigns.create('Spring', quickSchedule, clock.nowMs());
  stores.campaigns.update(id, { text: 'Hello {{name}}', listId });
  granted(await campaignActionsOf(rig).start(id));
  await clock.pass(900_000);
  return id;
}

it('adds up for a part of a list, with the rows outside it and those left out by decision', async () => {
  const id = await sentTo(
    file,
    { kind: 'decide', decisions: [{ cause: 'not_a_number', as: 'leave_out' }] },
    { kind: 'segment', segment: [{ index: 2, values: ['Leith'] }] },
  );
  const { imported, sent, skipped } = reportTotals(rig.stores.db, id);
  expect({ imported, sent, skipped }).toEqual({ imported: 5, sent: 2, skipped: 3 });
});

const scope = (campaignId: number, value: string) => ({ campaignId, part: { index: 2, value } });

it('tells people apart by a column: letters of either case are one value, and an empty cell is one too', async () => {
  rig.messenger.scripts.set('+447700900101', { after: 'lost' });
  rig.messenger.scripts.set('+447700900102', { lookUp: { kind: 'absent' } });
  const id = await sentTo();
  const { replies } = rig.stores;
  replies.add({ ids: ['447700900103@c.us'], text: 'Yes', waKey: '1', atMs: rig.clock.nowMs() });
  const { lines, others } = makeSplit(rig.stores.db, { campaignId: id, part: null }, 2);
  expect(lines).toEqual([
    {
      value: expect.stringMatching(/^leith$/i),
      people: 2,
      sent: 1,
      notConfirmed: 1,
      toCheck: 1,
      notSent: 0,
      replied: 1,
    },
    { value: '', people: 1, sent: 1, notConfirmed: 0, toCheck: 0, notSent: 0, replied: 0 },
    { value: 'York', people: 1, sent: 0, notConfirmed: 0, toCheck: 0, notSent: 1, replied: 0 },
  ]);
  expect(others).toBeNull();
});

it('shows the most frequent values of a column, and all others together', async () => {
  const rows = Array.from({ length: 60 }, (_, place) => {
    const town = place < 30 ? 'Leith' : `Town ${place % 15}`;
    return `Person,+447700900${100 + place},${town}\n`;
  });
  const id = await sentTo(`Name,Mobile,Town\n${rows.join('')}`);
  const { lines, others } = makeSplit(rig.stores.db, { campaignId: id, part: null }, 2);
  expect([lines.length, lines[0]?.value, lines[0]?.people]).toEqual([limits.splitValuesShown, 'Leith', 30]);
  expect(others).toMatchObject({ values: 4, people: 8 });
});

it('is one of a part of the people: its sums, its people and its groups, and they add up', async () => {
  rig.messenger.scripts.set('+447700900101', { after: 'lost' });
  const id = await sentTo();
  const report = makeCampaignReport(rig.stores.db, id, { index: 2, value: 'LEITH' }, rig.clock.nowMs());
  expect(report.totals).toMatchObject({ imported: 3, skipped: 1, sent: 1, notConfirmed: 1, notSent: 0, open: 0 });
  expect(report.skipped).toMatchObject({ cannotBeUsed: 1 });
  expect(report.exceptions.map(({ name }) => name)).toEqual(['Ada']);
  expect(report.chart?.bars.map(({ toCheck }) => toCheck)).toContain(1);
  rig.stores.messages.settle(report.exceptions[0]?.id ?? 0, 'not_there', 'Maria', rig.clock.nowMs());
  const looked = makeCampaignReport(rig.stores.db, id, null, rig.clock.nowMs());
  expect(looked.chart?.bars.map(({ toCheck }) => toCheck)).not.toContain(1);
  const [leith] = makeSplit(rig.stores.db, { campaignId: id, part: null }, 2).lines;
  expect(leith).toMatchObject({ notConfirmed: 1, toCheck: 0 });
  expect(report.followUps.groups).toMatchObject({ no_reply: 1 });
  expect(report.chart?.bars.reduce((sum, bar) => sum + bar.sent + bar.notConfirmed, 0)).toBe(2);
  expect(readCounts(rig.stores.db, scope(id, ''))).toMatchObject({ sent: 1, notConfirmed: 0 });
  const whole = makeCampaignReport(rig.stores.db, id, null, rig.clock.nowMs());
  expect(makeSplit(rig.stores.db, scope(id, 'Leith'), 0).lines.map(({ value }) => value)).toEqual(['Ada', 'Cem']);
  expect(whole.columns).toEqual([
    { index: 0, header: 'Name' },
    { index: 2, header: 'Town' },
  ]);
});

it('is a file of a part of the people, which does not say who has the message, and a sheet by column', async () => {
  const id = await sentTo();
  const { db } = rig.stores;
  const form = {
    kind: 'report' as const,
    ...reportForm,
    language: 'en' as const,
    timeZone: 'Europe/London',
    nowMs: rig.clock.nowMs(),
  };
  const csv = `${rig.folder}/leith.csv`;
  const part = { index: 2, value: 'Leith' };
  await writeReport(db, { ...form, path: csv, format: 'csv', scope: { kind: 'campaign', id, part } });
  const [header, ...rows] = readFileSync(csv, 'utf8').trim().split('\r\n');
  expect(header).not.toContain('Has the message');
  expect(rows.map((row) => row.split(',')[0])).toEqual(['Ada', 'Cem', 'Eve']);
  const xlsx = `${rig.folder}/leith.xlsx`;
  await writeReport(db, { ...form, path: xlsx, format: 'xlsx', scope: { kind: 'campaign', id, part, splitBy: 2 } });
  const { sheets } = granted(await inspectTable(xlsx));
  expect(sheets.map(({ name }) => name)).toEqual(['Totals', 'By Town', 'People']);
  expect(sheets[1]?.samples).toEqual([['Leith', '2', '2', '0', '0', '0']]);
});

it('tells people apart by the account that writes to them, and each part adds up with the others to all', async () => {
  const { db } = rig.stores;
  const north = '+447700900121';
  const add = `INSERT INTO account (phone, name, folder) VALUES (?, ?, ?)`;
  db.run(add, account.phone, 'Office', '');
  db.run(add, north, 'Clinic North', 'north');
  rig.messenger.account_ = null;
  const id = await sentTo();
  expect(makeCampaignReport(db, id, null, rig.clock.nowMs())).toMatchObject({ chosenBy: null });
  const [ben = 0] = db.values<number>(
    `SELECT m.id FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE r.name = 'Ben'`,
  );
  rig.stores.moves.move([{ id: ben, to: north, unread: [] }], 'operator', rig.clock.nowMs());
  rig.messenger.account_ = account;
  rig.dispatcher.nudge();
  await rig.clock.pass(900_000);
  const { columns, chosenBy } = makeCampaignReport(db, id, null, rig.clock.nowMs());
  expect([columns[0]?.index, chosenBy]).toEqual([accountColumn, accountColumn]);
  const { lines } = makeSplit(db, { campaignId: id, part: null }, accountColumn);
  expect(lines.map(({ value, people, sent }) => [value, people, sent])).toEqual([
    [account.phone, 3, 3],
    [north, 1, 0],
  ]);
  const of = (value: string) => reportTotals(db, id, { index: accountColumn, value });
  const [all, office, clinic] = [reportTotals(db, id), of(account.phone), of(north)];
  // A person who was left out of the list belongs to no computer.
  expect(office.imported + clinic.imported + all.skipped).toBe(all.imported);
  expect([office.sent, clinic.open]).toEqual([3, 1]);
  const path = `${rig.folder}/accounts.csv`;
  const form = {
    kind: 'report' as const,
    ...reportForm,
    language: 'en' as const,
    timeZone: 'Europe/London',
    nowMs: rig.clock.nowMs(),
  };
  await writeReport(db, { ...form, path, format: 'csv', scope: { kind: 'campaign', id } });
  const [header = '', ...rows] = readFileSync(path, 'utf8').split('\r\n');
  const place = header.split(',').indexOf('Sent from');
  expect(rows.slice(0, 4).map((row) => row.split(',')[place])).toEqual(['Office', 'Clinic North', 'Office', 'Office']);
});
