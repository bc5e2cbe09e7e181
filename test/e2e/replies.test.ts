import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { naturalSort } from '../../domain/contract.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { wholeTab } from '../support/whole-tab.ts';
import { violations } from './screens.ts';

const farida = '447700900241';
const stranger = '447700900299';
const priya = '447700900251';

let app: BuiltApp;
beforeAll(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
});
afterAll(() => app?.uninstall());

it('a person who replies with a stop word is proposed, put on the list by the operator, and gets nothing more', async () => {
  const desk = new Desk(app);
  const start = async (text: string) => {
    const { id } = await app.call('campaign:create', { name: text });
    await desk.importList(id, `Name,Phone\nFarida,+${farida}\n`);
    await app.call('campaign:update', { id, text });
    return id;
  };
  const id = await start('First');
  await app.call('campaign:start', { id });
  const isFinished = async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished';
  await until(isFinished);

  await app.journal.control({ name: 'receive', from: stranger, text: 'stop' });
  await app.journal.control({ name: 'receive', from: farida, text: 'Please STOP' });
  // A stop request of a person to whom nothing was sent is kept too: the operator decides about both.
  await until(async () => (await app.overview()).stopProposals === 2);
  const filter = wholeTab('sent', id);
  const [row] = (await app.call('message:page', { filter, sort: naturalSort('sent'), after: null })).rows;
  expect(row?.replyCount).toBe(1);
  expect((await app.call('message:get', { id: row?.id ?? 0 })).replies.map(({ text }) => text)).toEqual([
    'Please STOP',
  ]);
  expect((await app.call('doNotContact:list', { after: '' })).entries).toEqual([]);

  await app.page.getByRole('button', { name: /^People/ }).click();
  await app.page.getByRole('tab', { name: /^Do not contact/ }).click();
  await app.page.getByRole('button', { name: 'Add to the list: Farida' }).click();
  await app.page.getByRole('gridcell', { name: '+44 7700 900241', exact: true }).waitFor();
  expect((await app.overview()).stopProposals).toBe(1);
  const second = await start('Second');
  expect(await app.call('campaign:check', { id: second })).toMatchObject({ willSend: 0 });

  const exported = await app.call('doNotContact:export', { separator: ',' });
  expect(readFileSync(exported?.path ?? '', 'utf8')).toContain('\n+44 7700 900241,Farida,Wrote,Please STOP,');
});

it('somebody who wrote back is answered in place, once, in their own chat', async () => {
  const desk = new Desk(app);
  const { id } = await app.call('campaign:create', { name: 'Rally' });
  await desk.importList(id, `Name,Phone\nPriya Nair,+${priya}\n`);
  await app.call('campaign:update', { id, text: 'Can you come, {{first name}}?' });
  await app.call('campaign:start', { id });
  await until(async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished');
  await app.journal.control({ name: 'receive', from: priya, text: 'With my kids?' });
  await until(async () => (await app.overview()).waitingReplies > 0);

  await app.page.getByRole('button', { name: /^Replies/ }).click();
  await app.page.getByRole('button', { name: /^Priya Nair/ }).click();
  await app.page.getByText('Can you come, Priya?').waitFor();
  const field = app.page.getByRole('textbox', { name: 'Answer to Priya Nair' });
  await field.fill('Yes, bring both!');
  expect(await violations(app.page, 'Replies')).toEqual([]);
  await field.press('Enter');
  await field.press('Enter');
  await until(async () => (await app.overview()).waitingReplies === 0);
  const got = () => app.journal.messages(priya).map(({ body }) => body);
  expect(got()).toEqual(['Can you come, Priya?', 'Yes, bring both!']);
  // The messages on the phone are read anew, and none is sent again.
  await app.quit();
  await app.start();
  await app.untilLinked();
  expect((await app.overview()).waitingReplies).toBe(0);
  expect(got()).toHaveLength(2);
});
