/** The walk of a person who has never seen the app, from its first screen to the exported report, in one language. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createText, type Text } from '../../domain/text/index.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { type Effort, Hands } from './hands.ts';
import { type Fate, type MessyWorkbook, makeMessyWorkbook, offices } from './messy-workbook.ts';
import { Operator } from './operator.ts';

export type Walk = {
  readonly language: 'en' | 'ar';
  readonly locale: string;
  readonly people: number;
  readonly colorScheme: 'light' | 'dark';
  /** The country of the office in the list of countries; null where the app has it already. */
  readonly country: string | null;
  readonly words: { readonly hello: string; readonly rest: string; readonly fallback: string; readonly name: string };
  /** Pauses while messages go out, and resumes. */
  readonly pauses: boolean;
};

/** The most presses and seconds that an operator tolerates. */
const clicksBelow = 40;
const numberWithoutWhatsApp = '447700900814';
/** Long enough to be sure that no message comes. */
const quietMs = 1_500;
const sendingTimeoutMs = 600_000;
const figuresFolder = path.join(import.meta.dirname, '../../test-results');

/** Registers the tests of one walk. They build on each other. */
export function walk({ language, locale, people, colorScheme, country, words, pauses }: Walk): void {
  const { text } = createText(language);
  let app: BuiltApp;
  let user: Operator;
  let hands: Hands;
  let book: MessyWorkbook;
  let decisions = 0;
  const page = () => app.page;
  const fated = (...fates: Fate[]) => book.rows.filter(({ fate }) => fates.includes(fate)).length;
  /** The rows that become recipients at once or by a reading of their cell. */
  const willSend = () => book.rows.length - fated('repeat') - leftOut();
  const leftOut = () => fated('rounded', 'not_a_number', 'too_short', 'empty', 'not_a_person');

  beforeAll(async () => {
    book = await makeMessyWorkbook(language, people);
    app = await BuiltApp.install();
    // If the account were linked before, the window would open on the outbox.
    await app.start({ scanAfterMs: null, slowAckMs: 6_000 }, [`--lang=${locale}`]);
    await page().emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    user = new Operator(app.page, text);
    hands = await Hands.at(app.page);
  });
  afterAll(() => app?.uninstall());

  it('is shown a code, told to scan it, and goes on once it is scanned', async () => {
    await user.isTold('link');
    await page()
      .getByRole('img', { name: text('link.qrLabel') })
      .waitFor();
    await app.journal.control({ name: 'scan' });
    const done = user.button(text('link.toOutbox'));
    await hands.waitFor('the account to be linked', done.waitFor());
    await done.click();
    await user.isTold('newCampaign');
  });

  it('brings a workbook; the sheet is found, the rows of the other are added, and what cannot be seen is said', async () => {
    await user.button(text('shell.newCampaign')).first().click();
    await user.isTold('recipients');
    const file = path.join(app.userData, 'spring-supporters.xlsx');
    writeFileSync(file, book.bytes);
    await hands.chooseFile(user.button(text('campaign.recipients.choose')), file);
    await hands.waitFor('the file to be read', user.openGroups().first().waitFor());
    const [hidden = ''] = offices[language].headers;
    await page()
      .getByText(text('campaign.recipients.hiddenColumns', { columns: hidden }))
      .waitFor();
    if (country !== null) {
      await page()
        .getByRole('combobox', { name: text('campaign.recipients.country') })
        .click();
      await page().keyboard.type(country);
      await page().getByRole('option', { name: country }).click();
    }
    await user.button(text('campaign.recipients.addSheet')).click();
    const rows = () => user.sum(text('campaign.recipients.sumRows'));
    await hands.waitFor(
      'the other sheet',
      until(async () => (await rows()) === book.rows.length),
    );
  });

  it('decides once for each cause, until every row is used or left out by a decision', async () => {
    const groups = user.openGroups();
    const openRows = async () =>
      (await user.sum(text('decide.fate.one_click'))) + (await user.sum(text('decide.fate.cannot_be_used')));
    const causes: Record<string, number> = {};
    while ((await groups.count()) > 0) {
      const cause = (await groups.first().locator('h3').getAttribute('data-cause')) ?? '';
      const open = await openRows();
      causes[cause] ??= await user.countIn(groups.first());
      // Where there is a reading, the first button offers it.
      await groups.first().locator('button[aria-describedby]').first().click();
      decisions += 1;
      const isDecided = async () => (await openRows()) < open;
      await hands.waitFor('decisions', until(isDecided, 20));
    }
    await user.heading(text('decide.none')).waitFor();
    const fates = book.rows.map(({ fate }) => fate).filter((fate) => fate !== 'recipient' && fate !== 'repeat');
    expect(causes).toEqual(Object.fromEntries(fates.map((fate) => [fate, fated(fate)])));
    expect({
      rows: await user.sum(text('campaign.recipients.sumRows')),
      repeats: await user.sum(text('leftOut.same_number')),
      leftOut: await user.sum(text('leftOut.left_out')),
      open: await openRows(),
      recipients: await user.sum(text('campaign.recipients.sumRecipients')),
    }).toEqual({
      rows: book.rows.length,
      repeats: fated('repeat'),
      leftOut: leftOut(),
      open: 0,
      recipients: willSend(),
    });
  });

  it('writes one text with a column in it, and a fallback for the names that say nothing', async () => {
    await user.button(text('campaign.next.message')).click();
    await user.isTold('message');
    const field = page().getByRole('textbox', { name: text('campaign.message.label'), exact: true });
    await field.click();
    await page().keyboard.type(words.hello);
    await user.button(text('campaign.message.placeholder')).click();
    await page()
      .getByRole('menuitem')
      .filter({ hasText: /first|الأول/i })
      .click();
    // The menu returns the focus when it has closed; no person types sooner.
    await until(() => field.evaluate((box) => box === document.activeElement));
    await page().keyboard.type(words.rest);
    await user.button(text('campaign.blanks.fallback')).click();
    await page().keyboard.type(words.fallback);
    const [first] = book.rows;
    await page().getByText(`${words.hello}${first?.cells[1]}${words.rest}`).first().waitFor();
  });

  it('leaves the time as it is, reads the last page with its countries, and sends to as many as it says', async () => {
    await user.button(text('campaign.next.when')).click();
    await user.isTold('when');
    await user.button(text('campaign.next.check')).click();
    await user.isTold('check');
    await page()
      .getByText(text('campaign.recipients.countryCount', { count: people / 30, country: countryName('BR', language) }))
      .waitFor();
    // A new user double-clicks.
    const send = user.button(text('campaign.check.send', { count: willSend() }));
    await hands.waitFor('the last page', send.waitFor());
    await send.dblclick();
    await page()
      .getByRole('button', { name: text('campaign.check.undo') })
      .waitFor();
    await user.isTold('sending');
    await hands.waitFor(
      'the first messages',
      until(async () => (await user.count('sent')) >= 3),
    );
  });

  if (pauses)
    it('pauses, and nothing more goes out; goes on', async () => {
      await user.button(text('shell.pauseAll')).click();
      const goOn = user.button(text('shell.goOnAll')).or(user.button(text('outbox.goOn')));
      await goOn.first().waitFor();
      await until(async () => (await app.overview()).counts.sending === 0);
      const before = app.journal.messages().length;
      await page().waitForTimeout(quietMs);
      expect(app.journal.messages().length).toBe(before);
      expect(before).toBeLessThan(willSend());
      await goOn.first().click();
    });

  it(
    'finds the silent phone and the number without WhatsApp under Failed, and everybody else under Sent',
    async () => {
      const isDone = async () => (await user.count('pending')) === 0 && (await user.count('sent')) === willSend() - 2;
      await hands.waitFor('sending', until(isDone, undefined, sendingTimeoutMs));
      await expect.poll(() => user.count('failed')).toBe(2);
      await until(() => app.journal.messages().length >= willSend() - 1);
      const digits = app.journal.messages().map(({ to }) => to.replace('@c.us', ''));
      expect(new Set(digits).size).toBe(digits.length);
      expect(digits.length).toBe(willSend() - 1);
      expect(digits).not.toContain(numberWithoutWhatsApp);
    },
    sendingTimeoutMs,
  );

  it('looks at the chat in doubt and says what the phone shows: then nothing is open', async () => {
    await user.tab('failed').click();
    await user.button(text('check.title', { count: 1 })).click();
    const seen = page().getByRole('button', { name: new RegExp(`^${text('check.answer.seen')}`) });
    const ended = page().getByRole('heading', { name: text('check.ended') });
    const who = page().getByRole('textbox', { name: text('message.whoLabel') });
    await until(() => who.evaluate((box) => box === document.activeElement));
    await page().keyboard.type(words.name);
    await page().keyboard.press('Enter');
    // A control that has only just appeared takes no press, since that could be the second Enter of a name.
    await until(async () => {
      if ((await ended.count()) === 0) await seen.click();
      return (await ended.count()) === 1;
      // No person presses again at once.
    }, 1_000);
    await page().keyboard.press('Escape');
    await until(async () => (await app.overview()).counts.notConfirmed === 0);
    await until(async () => (await user.count('failed')) === 1);
  });

  it('takes the report along, and every row of the workbook stands in it', async () => {
    await user.tab('pending').click();
    await user.button(text('campaigns.openReport')).click();
    await user.isTold('export');
    await user.button(text('report.exportXlsx')).click();
    await hands.waitFor('the report', page().getByText('.xlsx').first().waitFor());
    const statuses = await statusesOf(path.join(app.userData, 'exports'), text);
    const count = (status: string) => statuses.filter((one) => one === status).length;
    expect({
      sent: count(text('status.sent')) + count(text('status.seenByOperator')),
      notSent: count(text('status.notSent')),
      rows: statuses.length,
    }).toEqual({ sent: willSend() - 1, notSent: 1, rows: book.rows.length });
  });

  it(`has pressed a pointer fewer than ${clicksBelow} times by then, and changed nothing outside the app`, async () => {
    const effort = await hands.effort();
    saveFigures(language, {
      rows: book.rows.length,
      people,
      usableAtOnce: fated('recipient'),
      decisions,
      recipients: willSend(),
      leftOut: leftOut(),
      repeats: fated('repeat'),
      ...effort,
    });
    expect(effort.clicks).toBeLessThan(clicksBelow);
  });
}

function countryName(country: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
}

/** What the exported report says about each row. */
async function statusesOf(folder: string, text: Text): Promise<string[]> {
  const file = (await readdir(folder)).find((name) => name.endsWith('.xlsx')) ?? '';
  const workbook = await readXlsx(await readFile(path.join(folder, file)));
  const sheet = workbook.sheets.find(({ name }) => name === text('reportFile.rowsSheet'))?.rows ?? [];
  // The line above the headers says that all of this was practice.
  const headerRow = sheet.findIndex((cells) => cells.includes(text('reportFile.status')));
  const place = (sheet[headerRow] ?? []).indexOf(text('reportFile.status'));
  return sheet.slice(headerRow + 1).map((cells) => String(cells[place]));
}

/** The figures of docs/new-user.md. */
function saveFigures(language: string, figures: Effort & Readonly<Record<string, unknown>>): void {
  mkdirSync(figuresFolder, { recursive: true });
  writeFileSync(path.join(figuresFolder, `new-user-${language}.json`), `${JSON.stringify(figures, null, 2)}\n`);
}
