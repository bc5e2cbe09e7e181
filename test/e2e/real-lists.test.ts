/**
 * Lists as offices keep them, through the window: from the file to the finished campaign, by the buttons that a person
 * would press first. The result is compared with the truth of each row and with what the practice page took. The lists
 * are short; longer ones and other seeds by `LIST_ROWS=whole LIST_SEEDS=2,3 npm run test:e2e --
 * test/e2e/real-lists.test.ts`, or by a number of rows.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variantKey } from '../../domain/phone/digit-variants.ts';
import type { Language } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import { BuiltApp } from '../support/built-app.ts';
import { arabicClinic } from '../support/lists/arabic-clinic.ts';
import { brazilianCrm } from '../support/lists/brazilian-crm.ts';
import type { GeneratedList, TrueRow } from '../support/lists/generated-list.ts';
import { germanClub } from '../support/lists/german-club.ts';
import { type Judgement, judgeRows } from '../support/lists/walk.ts';
import { until } from '../support/until.ts';
import { workbook } from '../unit/formats/fixtures.ts';
import { Hands } from './hands.ts';
import { Operator } from './operator.ts';

type Office = {
  readonly title: string;
  readonly list: (seed: number, rows: number | undefined) => GeneratedList;
  readonly shortRows: number;
  readonly language: Language;
  readonly locale: string;
  /** The text around the first name and the amount, whose column is `amount`. */
  readonly words: readonly [string, string, string];
  readonly amount: string;
};

type Outcome = {
  /** Numbers that no recipient has. */
  readonly fromNoRow: readonly string[];
  readonly ofNumbers: number;
  readonly wrongTexts: readonly unknown[];
  readonly judgement: Judgement;
};

const offices: readonly Office[] = [
  {
    title: 'a Brazilian customer file',
    list: brazilianCrm,
    shortRows: 30,
    language: 'pt-BR',
    locale: 'pt-BR',
    amount: 'Valor em aberto',
    words: ['Olá ', ', seu saldo é ', '. Bom dia!'],
  },
  {
    title: 'the appointments of an Arabic clinic',
    list: arabicClinic,
    shortRows: 24,
    language: 'ar',
    locale: 'ar-EG',
    amount: 'المبلغ',
    words: ['مرحبًا ', '، المبلغ هو ', ' فقط.'],
  },
  {
    title: 'the members of a German club, in a British office',
    list: (seed, rows) => germanClub(seed, workbook, rows),
    shortRows: 30,
    language: 'en',
    locale: 'en-GB',
    amount: 'Beitrag',
    words: ['Moin ', ', dein Beitrag: ', '. Bis bald!'],
  },
];

const isLong = process.env.LIST_SEEDS !== undefined || process.env.LIST_ROWS !== undefined;
const seeds = (process.env.LIST_SEEDS ?? '1').split(',').map(Number);
/**
 * The new user's walk is in Arabic with another list; `unit/lists/first-buttons` reads all of these without the window.
 */
const walked = offices.filter(({ language }) => isLong || language === 'pt-BR');
/** `whole`, or how many rows of each list; short lists by default. */
const asked = process.env.LIST_ROWS;
/** The most presses that a campaign may ask of the operator, including those in the file dialog. */
const mostClicks = 40;
/** The share of the rows that a careful person could use. */
const leastUsed = 0.98;
/** Five messages a second, with twice the time for a busy machine. */
const longestMs = 45 * 60_000;

describe.each(seeds)('of seed %i', (seed) => {
  describe.each(walked)('$title', (office) => {
    const { language, locale, words, amount } = office;
    const { text } = createText(language);
    let app: BuiltApp;
    let user: Operator;
    let hands: Hands;
    let list: GeneratedList;
    let recipients = 0;

    beforeAll(async () => {
      list = office.list(seed, asked === 'whole' ? undefined : Number(asked ?? office.shortRows));
      app = await BuiltApp.install();
      await app.start({}, [`--lang=${locale}`]);
      await app.page.emulateMedia({ reducedMotion: 'reduce' });
      user = new Operator(app.page, text);
      hands = await Hands.at(app.page);
      await app.untilLinked();
    });
    afterAll(() => app?.uninstall());

    it('is decided by the first buttons alone', async () => {
      await user.button(text('shell.newCampaign')).first().click();
      const file = path.join(app.userData, list.fileName);
      writeFileSync(file, list.content);
      await hands.chooseFile(user.button(text('campaign.recipients.choose')), file);
      const marked = app.page.locator('.decisions .button-first, .decisions .whole .button-primary');
      const decisions = app.page.locator('.decisions');
      const shown = async () => (await decisions.textContent()) ?? '';
      await hands.waitFor('the file to be read', decisions.waitFor());
      while ((await marked.count()) > 0) {
        const before = await shown();
        await marked.first().click();
        await until(async () => (await shown()) !== before);
      }
      expect(await user.sum(text('campaign.recipients.sumRows'))).toBe(list.rows.length);
      recipients = await user.sum(text('campaign.recipients.sumRecipients'));
      await user.button(text('campaign.next.message')).click();
    });

    it('takes a text with the first name and the amount, written key by key', async () => {
      const field = app.page.getByRole('textbox', { name: text('campaign.message.label'), exact: true });
      await field.click();
      const [hello, between, rest] = words;
      await app.page.keyboard.type(hello);
      await place(text('campaign.message.firstNameKey'));
      await app.page.keyboard.type(between);
      await place(amount);
      await app.page.keyboard.type(rest);
      await user.button(text('campaign.next.when')).click();
      await user.button(text('campaign.next.check')).click();

      async function place(column: string): Promise<void> {
        await user.button(text('campaign.message.placeholder')).click();
        await app.page
          .getByRole('menuitem')
          .filter({ hasText: new RegExp(column, 'i') })
          .click();
        // The menu returns the focus when it has closed; no person types sooner.
        await until(() => field.evaluate((box) => box === document.activeElement));
      }
    });

    it(
      'reaches everybody who can be reached, nobody else and nobody twice, with their own text',
      async () => {
        const send = user.button(text('campaign.check.send', { count: recipients }));
        await hands.waitFor('the last page', send.waitFor());
        await send.click();
        const isOver = async () => (await app.overview()).campaigns.some(({ state }) => state === 'finished');
        await hands.waitFor('sending', until(isOver, 250, longestMs));
        const { judgement, ...taken } = outcome();
        expect(taken).toEqual({ fromNoRow: [], ofNumbers: app.journal.messages().length, wrongTexts: [] });
        expect(judgement.wrongCountry).toEqual([]);
        expect(judgement.strangers).toEqual([]);
        const missed = judgement.missed.length;
        expect(missed, judgement.missed.join('\n')).toBeLessThanOrEqual(judgement.usable * (1 - leastUsed));
      },
      longestMs,
    );

    it(`has taken fewer than ${mostClicks} presses of a pointer`, async () => {
      const { clicks, keys } = await hands.effort();
      const typed = words.join('').length;
      console.info(`${office.title}: ${list.rows.length} rows, ${clicks} clicks, ${keys} keys, ${typed} of them text`);
      expect(clicks).toBeLessThan(mostClicks);
    });

    /** What the page took for each number, in whichever way WhatsApp writes it, and the state of each row. */
    function outcome(): Outcome {
      const taken = new Map(app.journal.messages().map(({ to, body }) => [variantKey(`+${to.split('@')[0]}`), body]));
      const db = app.openDatabase();
      const rows = db.prepare<unknown[], [number, string]>(`SELECT row_number, phone FROM recipient`).raw().all();
      const repeats = db
        .prepare<unknown[], number>(`SELECT row_number FROM left_out WHERE reason = 'same_number'`)
        .pluck()
        .all();
      db.close();
      const reached = rows.filter(([, phone]) => taken.has(variantKey(phone)));
      const known = new Set(reached.map(([, phone]) => variantKey(phone)));
      const texts = reached.map(([rowNumber, phone]) => {
        const row = list.rows[rowNumber - 2];
        return { row, body: taken.get(variantKey(phone)) };
      });
      return {
        fromNoRow: [...taken.keys()].filter((phone) => !known.has(phone)),
        ofNumbers: taken.size,
        wrongTexts: texts.filter(({ row, body }) => row === undefined || body !== textOf(row)),
        judgement: judgeRows(list, { phones: new Map(reached), repeats: new Set(repeats) }),
      };
    }

    /** Built here without the app's own code. */
    function textOf({ cells }: TrueRow): string {
      const [hello, between, rest] = words;
      const name = cells[1] ?? '';
      const [one = '', other = ''] = name.split(' ');
      const first = one === 'عبد' ? `${one} ${other}` : one;
      const isLoud = first.toUpperCase() === first;
      const called = isLoud ? `${first.slice(0, 1)}${first.slice(1).toLocaleLowerCase(locale)}` : first;
      return `${hello}${called}${between}${cells[list.headers.indexOf(amount)]}${rest}`;
    }
  });
});
