import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createText, type Text } from '../../domain/text/index.ts';
import { BuiltApp } from '../support/built-app.ts';
import { patienceMs, until } from '../support/until.ts';
import { asFile, type Fate, makeSupporters, scenarioNumbers, words } from './supporters.ts';

/** Long enough for a message that must not come. */
const quietMs = 1_500;
const campaignTimeoutMs = 240_000;

/** Somebody who has never seen the app: knows the words on the screen, in one language, and an input device. */
class NewUser {
  readonly #page: Page;
  readonly text: Text;

  constructor(page: Page, text: Text) {
    this.#page = page;
    this.text = text;
  }

  button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }

  /** The tour's advice is on the screen, in the user's language. */
  async isTold(step: 'link' | 'newCampaign' | 'recipients' | 'message' | 'when' | 'check' | 'sending' | 'export') {
    const tour = this.#page.getByRole('complementary', { name: this.text('tour.label') });
    await tour.filter({ hasText: this.text(`tour.${step}.title`) }).waitFor();
  }

  tab(name: 'pending' | 'sent' | 'failed'): Locator {
    return this.#page.getByRole('tab', { name: new RegExp(`^${this.text(`outbox.${name}`)}`) });
  }

  async count(name: 'pending' | 'sent' | 'failed'): Promise<number> {
    return Number(((await this.tab(name).locator('.number').textContent()) ?? '').replaceAll(/\D/g, ''));
  }

  async goTo(screen: 'outbox' | 'reports'): Promise<void> {
    const entry = this.#page.getByRole('navigation').getByRole('button', {
      name: new RegExp(`^${this.text(`shell.${screen}`)}`),
    });
    await entry.click();
  }
}

const walks = [
  { language: 'en', locale: 'en-GB', people: 120, colorScheme: 'light' },
  { language: 'ar', locale: 'ar-EG', people: 40, colorScheme: 'dark' },
] as const;

describe.each(walks)('a new user in $language, $colorScheme, with $people rows', (walk) => {
  const rows = makeSupporters(walk.people, words[walk.language]);
  const fated = (fate: Fate) => rows.filter((row) => row.fate === fate).length;
  const { text } = createText(walk.language);
  let app: BuiltApp;
  let user: NewUser;
  const page = () => app.page;

  beforeAll(async () => {
    app = await BuiltApp.install();
    await app.start({ scanAfterMs: 3_000, slowAckMs: 6_000 }, [`--lang=${walk.locale}`]);
    await page().emulateMedia({ colorScheme: walk.colorScheme, reducedMotion: 'reduce' });
    user = new NewUser(app.page, text);
    page().setDefaultTimeout(patienceMs);
  });
  afterAll(() => app?.uninstall());

  it('is shown a code that scans itself, and is told so', async () => {
    await user.isTold('link');
    await user.button(text('link.toOutbox')).click({ timeout: patienceMs });
    await user.isTold('newCampaign');
  });

  it('brings a spreadsheet, and reads first what of it cannot be used', async () => {
    await user.button(text('shell.newCampaign')).first().click();
    await user.isTold('recipients');
    const file = path.join(app.userData, 'supporters.csv');
    writeFileSync(file, asFile(rows, words[walk.language]));
    await page().locator('input[type=file]').first().setInputFiles(file);
    const problems = text('decide.title', { count: fated('cannot be used') });
    await page().getByRole('heading', { name: problems }).waitFor();
    await page().getByRole('cell', { name: '4.47701E+11' }).first().waitFor();
  });

  it('writes one text with a column in it, and sees what a person gets', async () => {
    await user.button(text('campaign.next.message')).click();
    await user.isTold('message');
    const field = page().getByRole('textbox', { name: text('campaign.message.label'), exact: true });
    await field.click();
    await page().keyboard.type(walk.language === 'ar' ? 'مرحبًا ' : 'Hello ');
    await user.button(text('campaign.message.placeholder')).click();
    await page()
      .getByRole('menuitem')
      .filter({ hasText: /first|الأول/i })
      .click();
    // The menu gives the focus back when it has closed; nobody types sooner.
    await until(() => field.evaluate((box) => box === document.activeElement));
    await page().keyboard.type('!');
    const [first] = rows;
    await page()
      .getByText(`${walk.language === 'ar' ? 'مرحبًا' : 'Hello'} ${first?.first}!`)
      .first()
      .waitFor();
  });

  it('leaves the time as it is, reads the last page, and sends to as many as it says', async () => {
    await user.button(text('campaign.next.when')).click();
    await user.isTold('when');
    await user.button(text('campaign.next.check')).click();
    await user.isTold('check');
    // Somebody new double-clicks.
    await user.button(text('campaign.check.send', { count: fated('recipient') })).dblclick();
    await page()
      .getByRole('button', { name: text('campaign.check.undo') })
      .waitFor();
    await user.isTold('sending');
    await until(async () => (await user.count('sent')) >= 3, 100);
  });

  it(
    'pauses, and nothing more goes out; goes on, and everything does',
    async () => {
      await user.button(text('shell.pauseAll')).click();
      const goOn = user.button(text('shell.goOnAll')).or(user.button(text('outbox.goOn')));
      await goOn.first().waitFor();
      await until(async () => (await app.overview()).counts.sending === 0);
      const before = app.journal.messages().length;
      await page().waitForTimeout(quietMs);
      expect(app.journal.messages().length).toBe(before);
      expect(before).toBeLessThan(fated('recipient'));
      await goOn.first().click();
      await until(async () => (await user.count('pending')) === 0, 200, campaignTimeoutMs);
    },
    campaignTimeoutMs + 60_000,
  );

  it('finds the silent phone and the number without WhatsApp under Failed, and everybody else under Sent', async () => {
    await until(async () => (await user.count('sent')) === fated('recipient') - 2, 100);
    expect(await user.count('failed')).toBe(2);
    const digits = app.journal.messages().map(({ to }) => to.replace('@c.us', ''));
    expect(new Set(digits).size).toBe(digits.length);
    expect(digits.length).toBe(fated('recipient') - 1);
    expect(digits).not.toContain(`44${scenarioNumbers.absent}`);
  });

  it('takes the report along, and every row of the spreadsheet stands in it', async () => {
    await user.goTo('reports');
    await page().getByRole('main').getByRole('button', { name: /./ }).first().waitFor();
    const { campaigns } = await app.overview();
    await page()
      .getByRole('main')
      .getByRole('button', { name: new RegExp(campaigns[0]?.name ?? '') })
      .first()
      .click();
    await user.isTold('export');
    await user.button(text('report.exportXlsx')).click();
    await page().getByText('.xlsx').first().waitFor();
    const folder = path.join(app.userData, 'exports');
    const file = (await readdir(folder)).find((name) => name.endsWith('.xlsx')) ?? '';
    const workbook = await readXlsx(await readFile(path.join(folder, file)));
    const sheet = workbook.sheets.find(({ name }) => name === text('reportFile.rowsSheet'))?.rows ?? [];
    // Above the headers stands that all of it was practice.
    const headerRow = sheet.findIndex((cells) => cells.includes(text('reportFile.status')));
    const place = (sheet[headerRow] ?? []).indexOf(text('reportFile.status'));
    const statuses = sheet.slice(headerRow + 1).map((cells) => String(cells[place]));
    const count = (status: string) => statuses.filter((one) => one === status).length;
    expect({
      sent: count(text('status.sent')),
      notSent: count(text('status.notSent')),
      notConfirmed: count(text('status.notConfirmed')),
    }).toEqual({ sent: fated('recipient') - 2, notSent: 1, notConfirmed: 1 });
    expect(statuses.length).toBe(rows.length);
  });
});
