import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../domain/contract.ts';
import type { RowCause, readingKinds } from '../../domain/lists/row-cause.ts';
import { createText } from '../../domain/text/index.ts';
import { isolated } from '../../domain/text/languages.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { makeMessyWorkbook } from './messy-workbook.ts';
import { violations } from './screens.ts';

type Cause = RowCause | 'edited';
type PlainReading = (typeof readingKinds)[number];

const people = 60;
/** A British office, and the numbers that the readings of its cells give. */
const zero = '+447700900004';
const first = '+447700900011';
const abroad = { cause: 'other_country', country: 'EG', phone: '+201000000010' } as const;
/** The correction of a number, as it is typed and as it is saved. */
const corrected = { cell: '07700 900777', phone: '+447700900777' };

describe('what is decided about a list', () => {
  const { text } = createText('en');
  let app: BuiltApp;
  const page = () => app.page;
  const nameOf = (country: string) => new Intl.DisplayNames(['en'], { type: 'region' }).of(country) ?? '';
  const button = (name: string) => page().getByRole('button', { name, exact: true });
  const heading = (name: string) => page().getByRole('heading', { name, exact: true });

  beforeAll(async () => {
    const book = await makeMessyWorkbook('en', people);
    app = await BuiltApp.install();
    await app.start({}, ['--lang=en-GB']);
    await app.untilLinked();
    await button(text('shell.newCampaign')).first().click();
    const file = path.join(app.userData, 'spring-supporters.xlsx');
    writeFileSync(file, book.bytes);
    await page().locator('input[type=file]').first().setInputFiles(file);
    await group('words_around').waitFor();
  });
  afterAll(() => app?.uninstall());

  function group(cause: string): Locator {
    return page()
      .locator('section.cause')
      .filter({ has: page().locator(`h3[data-cause="${cause}"]`) });
  }
  /** The summary of a decision when it is collapsed. */
  const line = (cause: Cause) =>
    page()
      .locator('.group-done')
      .filter({ hasText: text(`decide.cause.${cause}`) });
  const act = (as: PlainReading | 'leave_out', count: number) =>
    text('decide.actCount', { act: text(`decide.act.${as}`), count });
  /** The list in the main process, which the test compares with the screen. */
  const list = async () => {
    const [campaign] = (await app.overview()).campaigns;
    const detail = await app.call('campaign:get', { id: campaign?.id ?? 0 });
    if (!detail.list) throw new Error('no list');
    return detail.list;
  };
  const open = async (cause: string) => (await list()).facts.groups.find((one) => one.cause === cause)?.count ?? 0;
  const phones = async () => {
    const database = app.openDatabase();
    try {
      const { id } = await list();
      return database.prepare<[number], string>('SELECT phone FROM recipient WHERE list_id = ?').pluck().all(id);
    } finally {
      database.close();
    }
  };
  const isOnList = async (phone: string) => (await phones()).includes(phone);
  const decide = async (cause: Cause, name: string) => {
    await group(cause).getByRole('button', { name, exact: true }).click();
    await line(cause).waitFor();
  };

  it('waits, with what each row would become and one button a reading, and nobody of it is on the list', async () => {
    expect(await isOnList(zero)).toBe(false);
    const sample = group('lost_zero')
      .getByRole('row')
      .filter({ hasText: zero.slice(-4) });
    await sample.first().waitFor();
    expect(await violations(page(), 'To decide')).toEqual([]);
  });

  it('adds the lost zeros at one press, and takes them back at another', async () => {
    const count = await open('lost_zero');
    await decide('lost_zero', act('zero', count));
    expect(await isOnList(zero)).toBe(true);
    await group('lost_zero').waitFor({ state: 'detached' });
    await expect.poll(() => page().evaluate(() => document.activeElement?.tagName)).toBe('H3');
    await button(`${text('decide.undo')}: ${text('decide.cause.lost_zero')}`).click();
    await group('lost_zero').waitFor();
    expect(await isOnList(zero)).toBe(false);
    await decide('lost_zero', act('zero', count));
  });

  it('takes the digits from among words, and shows on wish which rows these were', async () => {
    await decide('words_around', act('digits', await open('words_around')));
    await button(`${text('decide.show')}: ${text('decide.cause.words_around')}`).click();
    await page()
      .getByRole('row')
      .filter({ hasText: zero.slice(-4).replace('4', '2') })
      .first()
      .waitFor();
    expect(await violations(page(), 'Decided, rows shown')).toEqual([]);
    await button(`${text('decide.hide')}: ${text('decide.cause.words_around')}`).click();
  });

  it('takes the first of several numbers, and Ctrl+Z takes that back and says so', async () => {
    const count = await open('several_numbers');
    await decide('several_numbers', act('first', count));
    expect(await isOnList(first)).toBe(true);
    await page().keyboard.press('Control+z');
    await page()
      .getByText(text('decide.undone', { cause: text('decide.cause.several_numbers') }))
      .waitFor();
    await group('several_numbers').waitFor();
    expect(await isOnList(first)).toBe(false);
    expect(await violations(page(), 'Undone')).toEqual([]);
    await decide('several_numbers', act('first', count));
  });

  it('reads numbers as those of another country of the list only when asked to', async () => {
    const { cause, phone } = abroad;
    const as = `in:${abroad.country}`;
    expect(await isOnList(phone)).toBe(false);
    const name = nameOf(abroad.country);
    const count = (await list()).facts.groups
      .find((one) => one.cause === cause)
      ?.readings.find((one) => one.as === as)?.count;
    const country = isolated(name, 'en');
    await decide(cause, text('decide.actCount', { act: text('decide.act.country', { country }), count: count ?? 0 }));
    expect(await isOnList(phone)).toBe(true);
  });

  it('has a rounded number corrected in its row, says meanwhile what it is, and takes the correction back', async () => {
    const [row] = (await list()).groupRows.filter(({ cell }) => cell.includes('E+'));
    const rowNumber = row?.rowNumber ?? 0;
    await button(text('decide.editOf', { row: rowNumber })).click();
    const field = page().getByRole('textbox', { name: text('decide.numberOf', { row: rowNumber }) });
    await field.fill(corrected.cell.slice(0, 5));
    await page().getByText(text('problem.too_short')).first().waitFor();
    expect(await violations(page(), 'Editing')).toEqual([]);
    await field.fill(corrected.cell);
    const name = nameOf('GB');
    await page()
      .getByText(text('decide.mobile', { country: name }))
      .waitFor();
    await field.press('Enter');
    await line('edited').waitFor();
    expect(await isOnList(corrected.phone)).toBe(true);
    await button(`${text('decide.show')}: ${text('decide.cause.edited')}`).click();
    await button(text('decide.takeBackOf', { row: rowNumber })).click();
    await group('rounded').waitFor();
    expect(await isOnList(corrected.phone)).toBe(false);
  });

  it('leaves out what nobody can know, and then says that every row is decided', async () => {
    for (;;) {
      const [next] = (await list()).facts.groups;
      if (next === undefined) break;
      await group(next.cause).locator('button[aria-describedby]').first().click();
      await until(async () => (await open(next.cause)) < next.count);
      // The window reads the list after each change; only then it is pressed again.
      const left = await open(next.cause);
      const shown = group(next.cause).locator('h3 .number');
      await until(async () => Number((await shown.allTextContents()).join('').replaceAll(/\D/g, '')) === left);
    }
    await heading(text('decide.none')).waitFor();
    expect((await list()).cannotBeUsed).toBe(0);
    expect(await violations(page(), 'Every row decided')).toEqual([]);
  });

  it('keeps the other row of two with one number', async () => {
    const [repeat] = (await list()).repeats;
    await button(text('twice.keepRow', { row: repeat?.rowNumber ?? 0 })).click();
    await until(async () => (await list()).repeats[0]?.kept?.rowNumber === repeat?.rowNumber);
  });

  it('is never taken back unsaid by a change that was made of an older list', async () => {
    const { id } = (await app.overview()).campaigns[0] ?? { id: 0 };
    const undo = (cause: RowCause, as: string) => ({
      campaignId: id,
      workId: crypto.randomUUID(),
      change: { kind: 'undo', decision: { cause, as } } as const,
    });
    // Both are sent by the window in the same turn, before either can be done.
    const both = await page().evaluate(
      (inputs) => {
        const { commands } = (window as unknown as { sendonce: Api }).sendonce;
        return Promise.all(inputs.map((input) => commands['list:change'](input)));
      },
      [undo('letter_o', 'zeros'), undo('several_numbers', 'first')],
    );
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    const left = (await list()).facts.groups.map(({ cause }) => cause);
    expect(left).toEqual([both[0]?.ok ? 'letter_o' : 'several_numbers']);
    await app.call('list:change', {
      campaignId: id,
      workId: crypto.randomUUID(),
      change: {
        kind: 'decide',
        decisions: [
          { cause: 'letter_o', as: 'zeros' },
          { cause: 'several_numbers', as: 'first' },
        ],
      },
    });
  });

  it('is still decided when the draft is opened again', async () => {
    const before = await list();
    await button(text('ui.close')).click();
    const name = (await app.overview()).campaigns[0]?.name ?? '';
    await page().getByRole('main').getByRole('button', { name }).first().click();
    await heading(text('decide.none')).waitFor();
    await line('words_around').waitFor();
    expect((await list()).choices).toEqual(before.choices);
    expect((await list()).recipients).toBe(before.recipients);
    expect(await violations(page(), 'Opened again')).toEqual([]);
  });
});
