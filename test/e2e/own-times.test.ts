import { DateTime } from 'luxon';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { patienceMs, until } from '../support/until.ts';
import { violations } from './screens.ts';
import { button, goTo, showCampaign, tab } from './window.ts';

const ada = '447700900301';
const ben = '447700900302';
let app: BuiltApp;
let page: Page;
beforeAll(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
  page = app.page;
});
afterAll(() => app?.uninstall());

it('appointments of a list are each reminded of at their own time, and rows without one wait for a decision', async () => {
  // An hour after the minute after next.
  const soon = DateTime.now().plus({ hours: 1, minutes: 2 }).startOf('minute');
  const later = soon.plus({ days: 3 });
  const cell = (at: DateTime) => at.toFormat('dd.MM.yyyy HH:mm');
  const rows = [
    `Ada,+${ada},${cell(soon)}`,
    `Ada,+${ada},${cell(later)}`,
    `Ben,+${ben},${cell(later)}`,
    'Cem,+447700900303,to be agreed',
    'Dan,+447700900304,31.04.2027 10:00',
    'Eve,+447700900305,9 Dec 2031',
  ];
  const { id } = await app.call('campaign:create', { name: 'Reminders' });
  await new Desk(app).importList(id, `Name,Phone,Appointment\n${rows.join('\n')}\n`, [
    { index: 2, key: 'appointment' },
  ]);
  await app.call('campaign:update', { id, text: 'See you on {{appointment}}' });
  await goTo(page, 'Campaigns');
  await page
    .getByRole('main')
    .getByRole('button', { name: /Reminders/ })
    .first()
    .click();
  await button(page, 'Next: message').click();
  await button(page, 'Next: when').click();
  await button(page, 'Around a date in the list').click();
  await page.getByRole('combobox', { name: 'Date column' }).click();
  await page.getByRole('option', { name: 'Appointment' }).click();
  await page.getByRole('combobox', { name: 'Days or hours' }).click();
  await page.getByRole('option', { name: 'hours' }).click();
  await page.getByRole('combobox', { name: 'Whose clock' }).click();
  await page.getByRole('option', { name: 'your clock' }).click();
  await page.getByRole('heading', { name: '3 rows need a decision' }).waitFor();
  await page.getByRole('heading', { name: '1 without a date' }).waitFor();
  await page.getByRole('heading', { name: '1 with a date that does not exist' }).waitFor();
  await page.getByText('Have their moment').waitFor();
  expect(await violations(page, 'When, around a date')).toEqual([]);
  await page.getByRole('button', { name: 'Leave out (1)' }).first().click();
  await page.getByRole('heading', { name: '2 rows need a decision' }).waitFor();

  await button(page, 'Next: check').click();
  await page.getByRole('heading', { name: 'Messages that will go out, one for each date: 3' }).waitFor();
  expect(await violations(page, 'Check, around a date')).toEqual([]);
  await app.call('campaign:start', { id });
  await until(async () => (await app.overview()).campaigns.some((one) => one.id === id && one.state === 'running'));
  await showCampaign(page, 'Reminders');
  await tab(page, 'Pending').click();
  expect(await violations(page, 'Pending, by their own times')).toEqual([]);
  expect(app.journal.messages(ada)).toEqual([]);

  // The clinic moves Ben's, and no longer has Ada's second one.
  const moved = later.plus({ days: 1 });
  const now = [rows[0], `Ben,+${ben},${cell(moved)}`, ...rows.slice(3), `New,+447700900399,${cell(moved)}`];
  const buffer = Buffer.from(`Name,Phone,Appointment\n${now.join('\n')}\n`);
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
  const dialog = page.getByRole('dialog', { name: 'The list was read again' });
  await dialog.getByRole('heading', { name: 'Moved, and take their new time: 1' }).waitFor();
  await dialog.getByRole('heading', { name: 'Gone from the list: 1' }).waitFor();
  await dialog.getByRole('heading', { name: 'New in the file: 1' }).waitFor();
  expect(await violations(page, 'What came of a list read again')).toEqual([]);
  await dialog.getByRole('button', { name: 'Add these (1)' }).click();
  await dialog.getByRole('button', { name: 'Add these (1)' }).waitFor({ state: 'detached' });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Waiting for your decision after the list was read again: 1').waitFor();
  await button(page, 'Cancel their messages (1)').click();

  // Only the first of Ada's two is due.
  await until(() => app.journal.messages(ada).length === 1, 500, 400_000);
  expect(app.journal.messages(ada).map(({ body }) => body)).toEqual([`See you on ${cell(soon)}`]);
  expect(app.journal.messages(ben)).toEqual([]);
  // It is acknowledged after it has left.
  const counts = async () => (await app.overview()).campaigns.find((one) => one.id === id)?.counts;
  await expect.poll(counts, { timeout: patienceMs }).toMatchObject({ pending: 2, sent: 1, notSent: 0, cancelled: 1 });
});

it('a weekly series waits for a person before each date, and is sent to whoever they saw', async () => {
  const fay = '447700900311';
  const { id, schedule } = await app.call('campaign:create', { name: 'Soup' });
  await new Desk(app).importList(id, `Name,Phone\nFay,+${fay}\nGus,+447700900312\n`, []);
  await app.call('campaign:update', { id, text: 'Soup at six', schedule: { ...schedule, timeZone: 'UTC' } });
  await goTo(page, 'Campaigns');
  await page.getByRole('main').getByRole('button', { name: /Soup/ }).first().click();
  await button(page, 'Next: message').click();
  await button(page, 'Next: when').click();
  await button(page, 'Every week').click();
  await page.getByRole('region', { name: 'Its dates' }).waitFor();
  expect(await violations(page, 'When, every week')).toEqual([]);
  await page.locator('input[type=date]').fill('2100-01-07');
  await button(page, 'Next: check').click();
  await page.getByText('Each date asks you first.').waitFor();
  expect(await violations(page, 'Check, every week')).toEqual([]);
  // Its day before is over already, so that whoever starts it has just seen who it is for.
  const due = DateTime.utc().plus({ minutes: 1 }).endOf('minute').plus(1);
  const weekly = { weekday: due.weekday, atMinute: due.hour * 60 + due.minute, fromDay: due.toISODate(), leftOut: [] };
  await app.call('campaign:update', {
    id,
    schedule: { ...schedule, timeZone: 'UTC', weekly: { ...weekly, times: 3 } },
  });
  await app.call('campaign:start', { id });
  await until(() => app.journal.messages(fay).length === 1, 500, 400_000);
  const now = (await app.overview()).campaigns.find((one) => one.id === id);
  expect(now).toMatchObject({ state: 'running', nextDay: due.plus({ weeks: 1 }).toFormat('yyyy-MM-dd') });
  await goTo(page, 'Campaigns');
  await page.getByText(/^Next date:/).waitFor();
});
