import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Operator } from '../../practice/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { violations, walkThrough } from './screens.ts';
import * as list from './volunteers.ts';
import { button, panel, row, showCampaign, tab, untilCount, untilPeopleIn } from './window.ts';

const own = '447700900118@c.us';
const campaign = 'Volunteer day';
/** Long enough to check that something does not appear. */
const quietMs = 1_200;
/** The gap between two messages, in which the operator must act before the second one, even on a busy machine. */
const longGapMs = 8_000;
/** Acknowledgements come when the test lets them, so no other time limit may end first. */
const inHand = { ackWaitMs: 10 * 60_000, gapMinMs: 300, gapMaxMs: 300, unconfirmedInARow: 100 };
const silentWaitMs = 2_500;

/** A cell as the CSV file has it. Spreadsheets have no fractions of a second. */
function wordsOf(cell: unknown): string {
  if (!(cell instanceof Date)) return String(cell ?? '');
  const whole = new Date(Math.round(cell.getTime() / 1_000) * 1_000);
  const [day = '', time = ''] = whole.toISOString().slice(0, 19).split('T');
  return `${day.split('-').toReversed().join('/')} ${time}`;
}

describe('the way of an operator through a whole campaign', () => {
  let app: BuiltApp;
  let operator: Operator;
  const page = () => app.page;
  const taken = (name: list.Name) => app.journal.messages(list.people[name]);
  const holdAcks = (name: list.Name, isOn: boolean) =>
    app.journal.control({ name: 'hold_acks', number: list.people[name], isOn });
  const pause = (ms: number) => page().waitForTimeout(ms);
  const file = (name: string, bytes: Uint8Array) => {
    const at = path.join(app.userData, name);
    writeFileSync(at, bytes);
    return at;
  };

  beforeAll(async () => {
    app = await BuiltApp.install();
    // The test scans the code after it has looked at it.
    await app.start({ scanAfterMs: null, slowAckMs: 20 });
    operator = new Operator(app.page, { pictures: false });
    await app.call('settings:set', inHand);
  });
  afterAll(() => app.uninstall());

  it('links by the QR code and says which account it is', async () => {
    await page()
      .getByRole('img', { name: /QR code/ })
      .waitFor();
    expect(await violations(page(), 'Link WhatsApp')).toEqual([]);
    await Promise.all([operator.link(), app.journal.control({ name: 'scan' })]);
    await page().getByText('+44 7700 900118').waitFor();
  });

  it('says of a messy file which rows need a decision and why, and takes the same number only once', async () => {
    await button(page(), 'New campaign').first().click();
    await page().locator('input[type=file]').first().setInputFiles(file('volunteers.csv', list.asCsv()));
    await page().getByRole('heading', { name: 'Cannot be used' }).waitFor();
    const group = (heading: string) => page().getByRole('region', { name: heading }).locator('tbody').textContent();
    expect(await group('1 with a number rounded by the spreadsheet')).toMatch(
      /Nikolai Petrov\s*4\.47701E\+11\s*not known/,
    );
    expect(await group('1 without a number in the cell')).toMatch(/Marta Silva\s*see Maria\s*not known/);
    expect(await group('1 with an empty cell')).toMatch(/Blank\s*empty\s*not known/);
    const sum = () => page().getByRole('complementary').getByRole('definition').allInnerTexts();
    const numbers = async () => (await sum()).map((text) => Math.abs(Number(text.replace('−', '-'))));
    // The rows, repeats, do not contact, unusable rows, rows that need one click; who is left, and in which countries.
    await expect.poll(numbers).toEqual([14, 1, 0, 3, 0, 10, 10]);
  });

  it('shows the text as a person gets it, with fall-backs where a cell is blank', async () => {
    await button(page(), 'Rename the campaign').click();
    await page().getByRole('textbox', { name: 'Campaign name' }).fill(campaign);
    await page().keyboard.press('Enter');
    await button(page(), 'Next: message').click();
    await page().getByRole('textbox', { name: 'Message' }).fill(list.text);
    await page().getByText('Hello Ada, meet us at Town Hall.').waitFor();
    await button(page(), 'Previous person').or(button(page(), 'Next person')).last().click();
    await page().getByText('Hello Nadia, meet us at North Quay.').waitFor();
  });

  it('sends a test to the own number and to nobody else', async () => {
    await button(page(), 'Next: when').click();
    await button(page(), 'Next: check').click();
    await page().getByRole('heading', { name: '10 people will get this message, once each.' }).waitFor();
    await button(page(), 'Send a test to myself').click();
    await page()
      .getByText(/WhatsApp confirmed your test at/)
      .waitFor();
    const all = () => app.journal.messages().map(({ to, body }) => [to, body]);
    await expect.poll(all).toEqual([[own, list.textForAda]]);
  });

  it('starts once, however often Send is pressed, and marks the message that is being sent', async () => {
    await holdAcks('Ada Nyström', true);
    await holdAcks('Ben Achterberg', true);
    await operator.start();
    await showCampaign(page(), campaign);
    await row(page(), 'Pending', 'Ada').filter({ hasText: 'Sending' }).waitFor();
    expect(await row(page(), 'Pending', 'Sending').count()).toBe(1);
    await holdAcks('Ada Nyström', false);
    await row(page(), 'Pending', 'Ada').waitFor({ state: 'detached' });
    expect((await app.overview()).campaigns.map(({ total }) => total)).toEqual([10]);
  });

  it('pauses and goes on: in between nothing leaves', async () => {
    await tab(page(), 'Failed').click();
    await row(page(), 'Not sent', 'No chat Nadia').waitFor();
    await until(() => taken('Ben Achterberg').length === 1);
    await button(page(), 'Pause').click();
    await button(page(), 'Resume').waitFor();
    await holdAcks('Ben Achterberg', false);
    await until(async () => (await app.overview()).counts.sending === 0);
    const before = app.journal.messages().length;
    await pause(quietMs);
    expect(app.journal.messages().length).toBe(before);
  });

  it('queues again what was certainly not sent', async () => {
    // Scenario 0 is none: from now on the chat opens.
    await app.journal.control({ name: 'set_scenario', number: list.people['No chat Nadia'], scenario: 0 });
    await button(page(), 'Queue again: No chat Nadia').click();
    await tab(page(), 'Pending').click();
    await row(page(), 'Pending', 'No chat Nadia').waitFor();
  });

  it('cancels a single message and shows it no more', async () => {
    await operator.cancel(['Zed Ashdown']);
    expect(await row(page(), 'Pending', 'Zed Ashdown').count()).toBe(0);
    await app.call('settings:set', { ackWaitMs: silentWaitMs });
    await holdAcks('Slow Susan', true);
    await button(page(), 'Resume').click();
    await untilCount(page(), 'Pending', 0);
  });

  it('offers to queue nothing again that may have arrived, and takes a late tick for what it is', async () => {
    await tab(page(), 'Failed').click();
    await row(page(), 'Not confirmed', 'Slow Susan').waitFor();
    await row(page(), 'Not sent', 'Unregistered Uma').getByRole('button', { name: /Queue/ }).waitFor();
    expect(
      await page().getByRole('grid', { name: 'Not confirmed' }).getByRole('button', { name: /Queue/ }).count(),
    ).toBe(0);
    await holdAcks('Slow Susan', false);
    await row(page(), 'Not confirmed', 'Slow Susan').waitFor({ state: 'detached' });
  });

  it('shows each person under the tab that the journal agrees with, and tells not sent from not confirmed in words', async () => {
    await untilCount(page(), 'Sent', 6);
    await tab(page(), 'Sent').click();
    const unseen: list.Name[] = ['Unregistered Uma', 'Zed Ashdown'];
    const silent: list.Name[] = ['Silent Simon', 'Silent Sara'];
    await untilPeopleIn(
      page(),
      'Sent',
      list.names,
      list.names.filter((name) => ![...silent, ...unseen].includes(name)),
    );
    await tab(page(), 'Failed').click();
    await page()
      .getByText(/These may have arrived/)
      .waitFor();
    await page()
      .getByText(/These were definitely not sent/)
      .waitFor();
    await untilPeopleIn(page(), 'Not confirmed', list.names, silent);
    await untilPeopleIn(page(), 'Not sent', list.names, ['Unregistered Uma']);
    const copies = () => list.names.map((name) => [name, taken(name).length]);
    await expect.poll(copies).toEqual(list.names.map((name) => [name, unseen.includes(name) ? 0 : 1]));
    expect(taken('Dan Okonkwo')[0]?.body).toBe(list.textForDan);
  });

  it('tells in words what happened to a message', async () => {
    await row(page(), 'Not confirmed', 'Silent Sara').click();
    const history = panel(page(), 'Silent Sara').getByRole('listitem');
    await history.filter({ hasText: 'Added to the queue.' }).waitFor();
    await history.filter({ hasText: 'Handed to WhatsApp, once.' }).waitFor();
    await history.filter({ hasText: 'No confirmation came in time. Not confirmed.' }).waitFor();
    await page().keyboard.press('Escape');
    await tab(page(), 'Sent').click();
    await row(page(), 'Sent', 'Slow Susan').click();
    const lines = panel(page(), 'Slow Susan').getByRole('listitem');
    // The panel reads its message first and has no lines before that.
    await lines.filter({ hasText: 'WhatsApp confirmed it' }).first().waitFor();
    const late = await lines.allInnerTexts();
    const places = [/Not confirmed/, /WhatsApp confirmed it/].map((words) =>
      late.findIndex((line) => words.test(line)),
    );
    expect(places[0]).toBeGreaterThan(0);
    expect(places[1]).toBeGreaterThan(places[0] ?? 0);
    await page().keyboard.press('Escape');
  });

  it('settles the doubtful by the word of somebody with a name: seen is sent, not there closes the question', async () => {
    await operator.settle('Silent Simon', 'Mara');
    await page().getByText('Marked as not in the chat').first().waitFor();
    await button(page(), 'Check 1 chat').click();
    const round = page().getByRole('region', { name: 'Check 1 chat' });
    await round.getByRole('heading', { name: 'Silent Sara' }).waitFor();
    await until(async () => {
      const ended = round.getByRole('heading', { name: 'All chats are looked at' });
      if ((await ended.count()) === 0) await round.getByRole('button', { name: /^A tick or two/ }).click();
      return (await ended.count()) === 1;
    });
    await button(round, 'Back to the list').click();
    await tab(page(), 'Sent').click();
    await row(page(), 'Sent', 'Silent Sara').filter({ hasText: 'Sent, seen in chat' }).waitFor();
    await untilCount(page(), 'Sent', 7);
    await untilCount(page(), 'Failed', 2);
  });

  it('exports a CSV and an XLSX file that say the same as the tabs and the journal', async () => {
    await operator.report(campaign);
    const folder = path.join(app.userData, 'exports');
    const files = await readdir(folder);
    const read = (extension: string) =>
      readFile(path.join(folder, files.find((name) => name.endsWith(extension)) ?? ''));
    const csv = Papa.parse<string[]>((await read('.csv')).toString('utf8').replace('\ufeff', '').trim()).data;
    const workbook = await readXlsx(await read('.xlsx'));
    const sheet = workbook.sheets.find(({ name }) => name === 'People')?.rows ?? [];
    expect(csv[0]?.[0]).toBe('PRACTICE: nothing in this file was really sent');
    // Both files say first that this is practice. A workbook holds dates where a CSV file has their words.
    const [rows, inWorkbook] = [csv.slice(1), sheet.slice(1)];
    expect(inWorkbook.map((cells) => cells.map(wordsOf))).toEqual(rows);
    const place = (header: string) => rows[0]?.indexOf(header) ?? -1;
    const statuses = new Map(rows.slice(1).map((cells) => [cells[place('Name')], cells[place('Status')]]));
    const expected = list.names.map((name) => [name, taken(name).length === 1 ? 'Sent' : 'Not sent']);
    expect(Object.fromEntries([...statuses].filter(([, status]) => status !== 'Left out'))).toEqual({
      ...Object.fromEntries(expected),
      'Silent Simon': 'Not confirmed',
      'Silent Sara': 'Sent, seen in chat',
      'Zed Ashdown': 'Cancelled',
    });
    expect([...statuses.values()].filter((status) => status === 'Left out')).toHaveLength(4);
  });

  it('saves the report as a PDF, on the paper of the country, and opens what it saved', async () => {
    await button(page(), 'Save as PDF').click();
    await page()
      .getByText(/Saved as .*\.pdf/)
      .waitFor();
    const pdf = await readFile(path.join(app.userData, 'exports', `PRACTICE ${campaign}.pdf`));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    // A4 in points.
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59\d(\.\d+)? 84\d(\.\d+)?\]/);
    await page().getByRole('button', { name: 'Open', exact: true }).first().waitFor();
  });

  it('adds up the same campaign by date', async () => {
    await page().getByRole('navigation').getByRole('button', { name: 'Reports' }).click();
    await button(page(), 'By date').click();
    // It may be past midnight by now.
    await button(page(), 'Last 30 days').click();
    const numbers = async () => (await page().locator('.equation dd').allInnerTexts()).map(Number);
    await expect.poll(numbers).toEqual([9, 7, 0, 1, 1]);
    expect(await violations(page(), 'All campaigns by date')).toEqual([]);
  });

  it('knows from a second list who has the text already, and sends it to the others alone', async () => {
    const willSend = await operator.prepare({
      name: 'Once more',
      file: file('volunteers.xlsx', await list.asXlsx()),
      text: list.text,
    });
    await page().getByText('8 people already got this message, or may have.').waitFor();
    expect(willSend).toBe(2);
    await operator.start();
    await showCampaign(page(), 'Once more');
    await untilCount(page(), 'Pending', 0);
    await untilCount(page(), 'Sent', 1);
    await untilCount(page(), 'Failed', 1);
    const copies = () => Object.fromEntries(list.names.map((name) => [name, taken(name).length]));
    await expect.poll(copies).toEqual({
      ...Object.fromEntries(list.names.map((name) => [name, 1])),
      'Unregistered Uma': 0,
    });
  });

  it('sends a picture with its caption, as WhatsApp encodes it, and after a cancel nothing more of the campaign', async () => {
    await app.call('settings:set', { gapMinMs: longGapMs, gapMaxMs: longGapMs });
    await button(page(), 'New campaign').first().click();
    await button(page(), 'Paste a list').click();
    // On a busy machine more than one message may have left before cancel is pressed.
    const people = Array.from({ length: 9 }, (_, index) => `P${index}\t07700 90013${index}`);
    const pasted = ['Name\tPhone', ...people].join('\n');
    await page()
      .getByRole('textbox', { name: /Paste or type/ })
      .fill(pasted);
    await button(page(), 'Use these rows').click();
    await button(page(), 'Next: message').click();
    await page().getByRole('textbox', { name: 'Message' }).fill('Look, {{name}}!');
    await page().locator('.attachment input[type=file]').setInputFiles(file('dot.png', list.picture));
    await button(page(), 'Remove attachment').waitFor();
    await page().getByRole('img', { name: 'dot.png' }).waitFor();
    await page().getByText('Look, P0!').waitFor();
    const draft = (await app.overview()).campaigns.find(({ state }) => state === 'draft');
    await until(async () => (await app.call('campaign:get', { id: draft?.id ?? 0 })).text !== '');
    await app.call('campaign:start', { id: draft?.id ?? 0 });
    await app.journal.waitFor((entry) => entry.kind === 'message' && entry.to === '447700900130@c.us');
    expect(app.journal.messages('447700900130')).toMatchObject([
      { caption: 'Look, P0!', mimetype: 'image/jpeg', filename: 'dot.png' },
    ]);
    await showCampaign(page(), draft?.name ?? '');
    await button(page(), 'More for this campaign').click();
    await page().getByRole('menuitem', { name: 'Cancel campaign…' }).click();
    await page()
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Cancel \d messages$/ })
      .click();
    await untilCount(page(), 'Pending', 0);
    await until(async () => (await app.overview()).counts.sending === 0);
    const before = app.journal.messages().length;
    await pause(longGapMs + quietMs);
    expect(app.journal.messages().length).toBe(before);
    expect(app.journal.messages('447700900138')).toEqual([]);
    for (const name of ['Sent', 'Failed'] as const) {
      await tab(page(), name).click();
      expect(await page().getByRole('row').filter({ hasText: 'P8' }).count()).toBe(0);
    }
  });

  it('lets nobody open a second copy over the same data', async () => {
    await expect(app.startSecond()).rejects.toThrow('the app ended (exit code 0)');
    expect((await app.overview()).link.phase).toBe('ready');
  });

  it.runIf(isWholeRun)('has no axe violations on its screens, light or dark', async () => {
    const found: string[] = [];
    for await (const screen of walkThrough(page(), campaign)) found.push(...(await violations(page(), screen)));
    expect(found).toEqual([]);
  });
});
