import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BlockedPerson } from '../../domain/people/blocked.ts';
import { everybody } from '../../domain/people/person-filter.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { button, goTo } from './window.ts';

const farida = '447700900241';
const maria = '447700900242';

let app: BuiltApp;
beforeAll(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
});
afterAll(() => app?.uninstall());

const details = (page: Page, name: string) => page.getByRole('complementary', { name: `${name}, details` });

it('everybody on a list that was sent to is known once, tagged by a filter, and erased with their tags', async () => {
  const desk = new Desk(app);
  const send = async (text: string, rows: string) => {
    const { id } = await app.call('campaign:create', { name: text });
    await desk.importList(id, rows);
    await app.call('campaign:update', { id, text, contactsAnswer: 'send' });
    await app.call('campaign:start', { id });
    await until(async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished');
    return id;
  };
  const spring = await send('Spring appeal', `Name,Phone,Town\nFarida,+${farida},Leith\nMaria,+${maria},York\n`);
  await send('Open day', `Name,Phone\nFarida,+${farida}\n`);
  await app.journal.control({ name: 'receive', from: farida, text: 'Gladly' });
  await until(async () => (await app.overview()).waitingReplies === 1);

  const { page } = app;
  await goTo(page, 'People');
  await page.getByRole('gridcell', { name: 'Farida', exact: true }).click();
  await details(page, 'Farida').getByText('Gladly').waitFor();
  for (const words of ['Spring appeal', 'Open day', /on 2 lists/])
    await details(page, 'Farida').getByText(words).waitFor();
  await page.keyboard.press('Escape');

  const names = () => page.getByRole('gridcell', { name: /^(Farida|Maria)$/ }).allInnerTexts();
  await button(page, 'Name').click();
  await expect.poll(names).toEqual(['Farida', 'Maria']);
  await button(page, 'Name').click();
  await expect.poll(names).toEqual(['Maria', 'Farida']);

  // These people got the spring appeal and did not answer it: Farida answered to the open day.
  const conditions = [
    { kind: 'got' as const, is: true, campaignIds: [spring] },
    { kind: 'answered' as const, is: false, word: '' },
  ];
  const asked = { filters: [{ ...everybody, conditions }], workId: crypto.randomUUID() };
  const counted = async () => (await app.call('people:count', asked)).totals;
  expect(await counted()).toEqual([2]);
  await button(page, 'Add a condition').click();
  await page.getByRole('menuitem', { name: 'Replied…' }).click();
  await button(page, 'Apply').click();
  await page.getByText('1 person fits').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('t');
  await page.getByRole('textbox', { name: 'Find or make a tag' }).fill('friend');
  await page.keyboard.press('Enter');
  await page.getByText('1 person tagged “friend”.').first().waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  expect((await app.call('people:choices', undefined)).tags).toMatchObject([{ name: 'friend', people: 1 }]);

  await page.getByRole('tab', { name: /^All/ }).click();
  await page.getByRole('gridcell', { name: 'Farida', exact: true }).click();
  await details(page, 'Farida')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.getByRole('alertdialog').getByRole('button').last().click();
  await until(async () => (await app.call('people:choices', undefined)).total === 1);
  expect((await app.call('people:choices', undefined)).tags).toEqual([]);
});

it('the do-not-contact list goes out to a file by one press and comes back with its reasons by another', async () => {
  const { page } = app;
  await goTo(page, 'Outbox');
  await app.call('settings:set', { operatorName: 'Sam' });
  const { people } = await app.call('people:page', { filter: everybody, sort: null, after: null });
  expect(people).toHaveLength(1);
  await app.call('people:block', { ids: people.map(({ id }) => id), note: 'Asked at the door' });
  await app.call('doNotContact:add', { phone: '+447700900243', note: 'By letter' });
  const before = (await app.call('doNotContact:list', { after: '' })).entries;
  expect(before.map(({ why, note, who }) => [why, note, who])).toEqual([
    ['asked', 'Asked at the door', 'Sam'],
    ['asked', 'By letter', 'Sam'],
  ]);
  await goTo(page, 'People');
  await page.getByRole('tab', { name: /^Do not contact/ }).click();
  await button(page, 'Export').click();
  await page
    .getByText(/^Saved as/)
    .first()
    .waitFor();
  const exports = join(app.userData, 'exports');
  const path = join(exports, readdirSync(exports)[0] ?? '');
  for (const { phone } of before) await app.call('doNotContact:remove', { phone });
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Add from a file').click();
  await (await chooser).setFiles(path);
  await page.getByText('2 numbers added.').waitFor();
  const after = (await app.call('doNotContact:list', { after: '' })).entries;
  // The file says since when, to the minute.
  const minuteMs = 60_000;
  const told = ({ addedAtMs, ...entry }: BlockedPerson) => ({
    ...entry,
    fileName: '',
    addedAtMs: Math.floor(addedAtMs / minuteMs) * minuteMs,
  });
  expect(after.map(told)).toEqual(before.map(told));
  expect(after.map(({ fileName }) => fileName)).toEqual([basename(path), basename(path)]);
});
