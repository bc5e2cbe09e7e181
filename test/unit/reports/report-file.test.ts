import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textScope } from '../../../domain/messages/scope.ts';
import { languages } from '../../../domain/settings.ts';
import { messageScope } from '../../../electron/dispatch/text-scope.ts';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import { makeCampaignReport, makeSplit, reportTotals } from '../../../electron/reports/report.ts';
import { peopleOfReport, writeReport } from '../../../electron/reports/report-file.ts';
import { hashOf } from '../../support/attempts.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { copyInChat } from '../../support/fake-messenger.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, draftDated, passHours } from '../../support/own-times.ts';
import { reportForm } from '../../support/report-form.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

async function runCampaign() {
  rig.messenger.scripts.set('+447700900102', { after: 'lost' });
  rig.messenger.scripts.set('+447700900103', { lookUp: { kind: 'absent' } });
  const { campaignId, messageIds } = rig.start(['+447700900101', '+447700900102', '+447700900103', '+447700900104']);
  rig.stores.messages.cancel([messageIds[3] ?? 0], 'operator', rig.clock.nowMs());
  await rig.clock.pass(900_000);
  return { campaignId, messageIds };
}
const job = (campaignId: number, format: 'csv' | 'xlsx') => ({
  kind: 'report' as const,
  ...reportForm,
  scope: { kind: 'campaign' as const, id: campaignId },
  path: `${rig.folder}/report.${format}`,
  format,
  language: 'en' as const,
  timeZone: 'Europe/London',
  nowMs: rig.clock.nowMs(),
});

describe('the report', () => {
  it('has totals that add up, and names whose message was cancelled', async () => {
    const { campaignId } = await runCampaign();
    const totals = reportTotals(rig.stores.db, campaignId);
    expect(totals).toMatchObject({
      imported: 4,
      sent: 1,
      notConfirmed: 1,
      notSent: 1,
      cancelled: 1,
      skipped: 0,
      open: 0,
    });
    expect(totals.imported).toBe(
      totals.sent + totals.notSent + totals.notConfirmed + totals.cancelled + totals.skipped,
    );
    const { cancelled } = makeCampaignReport(rig.stores.db, campaignId, null, rig.clock.nowMs());
    expect(cancelled.map(({ phone }) => phone)).toEqual(['+447700900104']);
  });

  it('lists as CSV every row with its original columns, its status in words, and the number as text', async () => {
    const { campaignId } = await runCampaign();
    await writeReport(rig.stores.db, job(campaignId, 'csv'));
    expect(readFileSync(`${rig.folder}/report.csv`, 'utf8').startsWith('\ufeff')).toBe(true);
    const lines = readFileSync(`${rig.folder}/report.csv`, 'utf8').trim().split('\r\n');
    expect(lines[0]).toBe(
      'Name,Phone,Status,Reason,Handed to WhatsApp (Europe/London),Confirmed (Europe/London),Delivered or read,Confirmed by,Replies,Copies seen in the chat,Times handed to WhatsApp,Has the message,Row,Name,Mobile,First',
    );
    expect(lines[1]).toBe(
      'Person 1,+44 7700 900101,Sent,,03/03/2026 12:00:00,03/03/2026 12:00:00,,WhatsApp,,,1,Yes,2,Person 1,+44 7700 900101,First1',
    );
    expect(lines[2]).toMatch(
      /^Person 2,.*,Not confirmed,No confirmation in time,03\/03\/2026 12:00:00,.*,1,May have,3,/,
    );
    expect(lines[3]).toMatch(/^Person 3,.*,Not sent,Not on WhatsApp,,,.*,0,No,4,/);
    expect(lines[4]).toMatch(/^Person 4,.*,Cancelled,,,,.*,0,No,5,/);
  });

  it('has a line for each date of a campaign that goes again, and sums that add up to these', async () => {
    const campaign = campaignActionsOf(rig);
    const weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-05', times: 2, leftOut: [] };
    const window = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [4] };
    const people = ['Ann,+447700900101,', 'Ben,+447700900102,'];
    const id = await draftDated(rig, campaign, people, { window, weekly, byItself: true });
    granted(await campaign.update({ id, text: 'Soup at six, {{name}}' }));
    granted(await campaign.start(id));
    await writeReport(rig.stores.db, job(id, 'csv'));
    // No message is made until the day before.
    expect(readFileSync(job(id, 'csv').path, 'utf8')).toMatch(/Ann,.*,Pending,.*,No,2,[\s\S]*Ben,.*,Pending,.*,No,3,/);
    const draws = armDraws(rig);
    await passHours(rig, 12 * 24);
    await draws.stop();
    await writeReport(rig.stores.db, job(id, 'xlsx'));
    const rowsOf = async (sheet: string) => {
      const rows: string[] = [];
      for await (const row of readTable(job(id, 'xlsx').path, { sheet, headerRow: null }))
        rows.push(granted(row).cells.join(' ').trim());
      return rows;
    };
    const sent = (await rowsOf('People')).map((row) => /^(?:Ann|Ben) .* Sent *\d\d\/\d\d/.exec(row)?.[0]);
    expect(sent.filter((line) => line !== undefined)).toHaveLength(4);
    // Nothing else distinguishes the rows of a person.
    const dates = (await rowsOf('People')).map((row) => /^Ann .*? (\d{4}-\d\d-\d\d) Sent/.exec(row)?.[1]);
    expect(dates.filter((date) => date !== undefined)).toEqual(['2026-03-05', '2026-03-12']);
    expect(await rowsOf('Totals')).toEqual(expect.arrayContaining(['Messages 4 100.0%', 'Sent 4 100.0%']));
    const none = { notConfirmed: 0, toCheck: 0, notSent: 0, replied: 0 };
    expect(makeSplit(rig.stores.db, { campaignId: id, part: null }, 3).lines).toEqual([
      { value: '', people: 2, sent: 4, ...none },
    ]);
  });

  it('says that the hours were each person’s own', async () => {
    const window = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6, 7] };
    const said = [];
    for (const perPerson of [true, false]) {
      const { campaignId } = rig.start(['+447700900101'], 'Hello', {
        ...quickSchedule,
        window: { ...window, perPerson },
      });
      const { path } = job(campaignId, 'xlsx');
      await writeReport(rig.stores.db, job(campaignId, 'xlsx'));
      const rows = [];
      for await (const row of readTable(path, { sheet: 'Totals', headerRow: null }))
        rows.push(granted(row).cells.join(' '));
      said.push(rows.filter((row) => row.includes('09:00')).map((row) => row.trim()));
    }
    expect(said).toEqual([['Hours and days Between 09:00 and 20:00 where each person is'], []]);
  });

  it('says who settled a message by hand, apart from what WhatsApp said', async () => {
    const { campaignId, messageIds } = await runCampaign();
    expect(rig.stores.messages.settle(messageIds[1] ?? 0, 'seen', 'Maria', rig.clock.nowMs())).toBe(true);
    await writeReport(rig.stores.db, job(campaignId, 'csv'));
    const text = readFileSync(`${rig.folder}/report.csv`, 'utf8');
    expect(text).toMatch(/Person 2,.*,"Sent, seen in chat",,.*"Maria, who saw it in the chat"/);
    expect(reportTotals(rig.stores.db, campaignId)).toMatchObject({ sent: 2, seenByOperator: 1, notConfirmed: 0 });
  });

  it('says of a row that the list itself says no to that the list did, and of no other', async () => {
    const { campaignId } = rig.start(['+447700900101']);
    const listId = rig.stores.campaigns.get(campaignId)?.listId ?? 0;
    const row = { reason: 'left_out' as const, cell: '07700 900102', cells: ['Gill'] };
    rig.stores.lists.addRows(
      listId,
      [],
      [
        { ...row, rowNumber: 90, problem: 'says_no', name: 'Gill' },
        { ...row, rowNumber: 91, problem: 'landline', name: 'Lou' },
      ],
    );
    await writeReport(rig.stores.db, job(campaignId, 'csv'));
    const text = readFileSync(`${rig.folder}/report.csv`, 'utf8');
    expect(text).toMatch(/^Gill,.*,Left out,The list says no\.,/m);
    expect(text).toMatch(/^Lou,.*,Left out,Left out by decision,/m);
  });

  it('parts those in doubt as the window does: whom nobody looked for yet, and who was not in the chat', async () => {
    const { campaignId, messageIds } = await runCampaign();
    expect(rig.stores.messages.settle(messageIds[1] ?? 0, 'not_there', 'Maria', rig.clock.nowMs())).toBe(true);
    const { path } = job(campaignId, 'xlsx');
    await writeReport(rig.stores.db, job(campaignId, 'xlsx'));
    const rows = [];
    for await (const row of readTable(path, { sheet: 'Totals', headerRow: null }))
      rows.push(granted(row).cells.join(' ').trim());
    const at = rows.findIndex((row) => row.startsWith('Not confirmed'));
    expect(rows.slice(at, at + 3)).toEqual([
      'Not confirmed 1 25.0%',
      'Still to check 0 0.0%',
      'Not in the chat 1 25.0%',
    ]);
  });

  it('is a workbook with a sheet of totals and a sheet of people', async () => {
    const { campaignId } = await runCampaign();
    await writeReport(rig.stores.db, job(campaignId, 'xlsx'));
    const { sheets } = granted(await inspectTable(`${rig.folder}/report.xlsx`));
    expect(sheets.map((sheet) => sheet.name)).toEqual(['Totals', 'People']);
    expect(sheets[1]?.samples[0]?.slice(0, 3)).toEqual(['Person 1', '+44 7700 900101', 'Sent']);
    expect(sheets[0]?.samples).toContainEqual(['Not sent', '1', expect.stringMatching(/^0\.25|25/)]);
  });

  it('has the separator that was chosen, and can still be read by another computer', async () => {
    const { campaignId } = await runCampaign();
    await writeReport(rig.stores.db, { ...job(campaignId, 'csv'), separator: ';' });
    expect(readFileSync(`${rig.folder}/report.csv`, 'utf8')).toContain('Person 1;+44 7700 900101;Sent;');
    const read = await peopleOfReport(`${rig.folder}/report.csv`, 'report.csv');
    expect(read).toMatchObject({ ok: true, value: { phones: ['+447700900101', '+447700900102'] } });
  });

  it.each(['csv', 'xlsx'] as const)('says in its first line, as %s, that it comes from practice', async (format) => {
    const { campaignId } = await runCampaign();
    await writeReport(rig.stores.db, { ...job(campaignId, format), isPractice: true });
    const path = `${rig.folder}/report.${format}`;
    for (const sheet of format === 'csv' ? [null] : ['Totals', 'People']) {
      const first = await readTable(path, { sheet, headerRow: null }).next();
      expect(first.value).toMatchObject({ value: { cells: [expect.stringMatching(/^PRACTICE/)] } });
    }
    const read = await peopleOfReport(path, `report.${format}`, { isPractice: true });
    expect(read).toMatchObject({ ok: true, value: { phones: { length: 2 } } });
  });

  it.each(languages.flatMap((language) => (['csv', 'xlsx'] as const).map((format) => [format, language] as const)))(
    'of practice, as %s in the language %s, tells no real app who has the text',
    async (format, language) => {
      const { campaignId } = await runCampaign();
      await writeReport(rig.stores.db, { ...job(campaignId, format), language, isPractice: true });
      const read = await peopleOfReport(`${rig.folder}/report.${format}`, `report.${format}`);
      expect(read).toMatchObject({ ok: false, failure: { code: 'report_of_practice' } });
    },
  );

  it.each(languages)(
    'in the language %s tells another computer, whatever its language, who has the text',
    async (language) => {
      const { campaignId } = await runCampaign();
      await writeReport(rig.stores.db, { ...job(campaignId, 'csv'), language });
      const read = await peopleOfReport(`${rig.folder}/report.csv`, 'report.csv');
      expect(read).toMatchObject({ ok: true, value: { phones: ['+447700900101', '+447700900102'] } });
    },
  );

  it.each(['csv', 'xlsx'] as const)(
    'tells another computer, as %s, who has the text or may have it',
    async (format) => {
      const { campaignId } = await runCampaign();
      await writeReport(rig.stores.db, job(campaignId, format));
      const read = await peopleOfReport(`${rig.folder}/report.${format}`, `report.${format}`);
      const sql = `SELECT passed_at_ms / 1000 * 1000 FROM attempt WHERE passed_at_ms IS NOT NULL ORDER BY id`;
      expect(Object.values(granted(read).leftAtMs)).toEqual(rig.stores.db.values(sql));
      expect(read).toMatchObject({ ok: true, value: { phones: ['+447700900101', '+447700900102'] } });
    },
  );

  it('tells another computer also of those who have the text from an earlier campaign, or by hand', async () => {
    const [before, byHand, unsent] = ['+447700900101', '+447700900102', '+447700900103'];
    rig.start([before], 'Hello');
    await rig.clock.pass(60_000);
    rig.messenger.chats.set(byHand, [copyInChat('Hello')]);
    rig.messenger.scripts.set(unsent, { lookUp: { kind: 'absent' } });
    const { campaigns } = rig.stores;
    const id = campaigns.create('To more people', quickSchedule, rig.clock.nowMs());
    campaigns.update(id, { text: 'Hello', listId: addList(rig.stores, [before, byHand, unsent]) });
    granted(await campaignActionsOf(rig).start(id));
    await rig.clock.pass(900_000);
    rig.stores.messages.leaveOut(id, 'in_chat', { most: 10, who: 'operator', nowMs: rig.clock.nowMs() });
    expect(campaigns.get(id)?.counts).toMatchObject({ sent: 0, notSent: 2 });
    await writeReport(rig.stores.db, job(id, 'csv'));
    const read = await peopleOfReport(`${rig.folder}/report.csv`, 'report.csv');
    expect(read).toMatchObject({ ok: true, value: { phones: [before, byHand] } });
  });

  it('tells another computer of a cancelled message that left all the same, as the ledger says', async () => {
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start(['+447700900101'], 'Hello');
    const uid = rig.stores.campaigns.get(campaignId)?.uid ?? '';
    rig.stores.messages.cancel(messageIds, 'operator', rig.clock.nowMs());
    rig.ledger.append({
      token: 'of-another-backup'.padEnd(40, '-'),
      campaign: uid,
      row: 2,
      account: account.phone,
      scopes: [textScope('hello')],
      aliases: [hashOf('alias')],
      random: '3EB0',
      atMs: rig.clock.nowMs(),
    });
    rig.crash();
    expect(messageIds.map(rig.status)).toEqual(['cancelled']);
    await writeReport(rig.stores.db, job(campaignId, 'csv'));
    const read = await peopleOfReport(`${rig.folder}/report.csv`, 'report.csv');
    expect(read).toMatchObject({ ok: true, value: { phones: ['+447700900101'] } });
  });
});

describe('the report of another computer', () => {
  it('makes its people count as having the text, here and in the ledger', async () => {
    const scope = messageScope({ text: 'Hello {{first}}', attachmentHash: null, repeat: 0 }, '');
    const made = {
      scopes: [scope],
      account: account.phone,
      newToken: () => 'elsewhere'.padEnd(40, '-'),
      nowMs: rig.clock.nowMs(),
    };
    expect(rig.stores.replay.recordExternalSends(['+447700900101'], made, rig.ledger)).toBe(1);
    expect(rig.stores.replay.recordExternalSends(['+447700900101'], made, rig.ledger)).toBe(0);
    const { messageIds } = rig.start(['+447700900101', '+447700900102']);
    await rig.clock.pass(60_000);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate', 'sent']);
    rig.crash();
    expect(rig.recovery.hold).toBeNull();
  });

  it('is refused when it is no report, or when a number cannot be read any more', async () => {
    const path = `${rig.folder}/other.csv`;
    writeFileSync(path, 'Name,Phone\nAda,+447700900101\n');
    expect(await peopleOfReport(path, 'other.csv')).toMatchObject({ ok: false, failure: { code: 'not_a_report' } });
    const { campaignId } = await runCampaign();
    await writeReport(rig.stores.db, job(campaignId, 'csv'));
    const text = readFileSync(`${rig.folder}/report.csv`, 'utf8').replace('+44 7700 900102', '4.477E+11');
    writeFileSync(path, text);
    expect(await peopleOfReport(path, 'other.csv')).toMatchObject({ ok: false, failure: { code: 'not_a_report' } });
    writeFileSync(path, readFileSync(`${rig.folder}/report.csv`, 'utf8').replace('May have', 'perhaps'));
    expect(await peopleOfReport(path, 'other.csv')).toMatchObject({ ok: false, failure: { code: 'not_a_report' } });
  });
});
