import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FollowUpGroup } from '../../domain/people/follow-up.ts';
import { plainName } from '../../domain/people/plain-name.ts';
import { createText } from '../../domain/text/index.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { violations } from './screens.ts';

/**
 * Two people who do not answer, one who does, one who asks to stop, one without an acknowledgement, one not on
 * WhatsApp.
 */
const people = {
  ada: '447700900142',
  ben: '447700900143',
  cem: '447700900144',
  stopped: '447700900145',
  silent: '447700900803',
  absent: '447700900814',
};
const towns = { ada: 'Leith', ben: 'York', cem: 'Leith', stopped: 'Leith', silent: 'York', absent: '' };
const rows = Object.entries(people).map(([name, phone]) => `${name},+${phone},${towns[name as keyof typeof towns]}`);
const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [{ index: 2, key: 'town' }] };

/** Everything goes well, but acknowledgements arrive in no order. */
const plainScenario = 4;

const first = 'Spring rally on Saturday, {{name}}';
const second = 'Still time, {{name}} in {{town}}';

describe('a follow-up', () => {
  const { text } = createText('en');
  let app: BuiltApp;
  let sourceId: number;
  const page = () => app.page;
  const button = (name: string): Locator => page().getByRole('button', { name, exact: true });
  const sentTo = (phone: string) => app.journal.messages().filter(({ to }) => to === `${phone}@c.us`);
  const isOver = async (id: number) =>
    (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished';
  const openReport = async (name: string) => {
    await page()
      .getByRole('navigation')
      .getByRole('button', { name: text('shell.reports') })
      .click();
    await page().getByRole('main').getByRole('button', { name, exact: true }).click();
    await page().getByRole('heading', { level: 1 }).getByText(name).waitFor();
  };
  const choice = (group: FollowUpGroup, count: number) => button(`${count} ${text(`report.followUp.group.${group}`)}`);
  /** Continues from the message to the last page, and sends to this many people. */
  const send = async (count: number) => {
    await button(text('campaign.next.when')).click();
    await button(text('campaign.next.check')).click();
    await page()
      .getByRole('heading', { name: text('campaign.check.statement', { count }) })
      .waitFor();
    expect(await violations(page(), 'Check of a follow-up')).toEqual([]);
    await button(text('campaign.check.send', { count })).click();
    const draft = (await app.overview()).campaigns[0];
    await until(() => isOver(draft?.id ?? 0));
  };

  beforeAll(async () => {
    app = await BuiltApp.install();
    await app.start({}, ['--lang=en-GB']);
    await app.untilLinked();
    await app.call('settings:set', { ackWaitMs: 1_000, unconfirmedInARow: 100, operatorName: 'Sam' });
    ({ id: sourceId } = await app.call('campaign:create', { name: 'Spring' }));
    await new Desk(app).importList(sourceId, `Name,Phone,Town\n${rows.join('\n')}\n`);
    const change = { kind: 'mapping', mapping } as const;
    await app.call('list:change', { campaignId: sourceId, workId: randomUUID(), change });
    await app.call('campaign:update', { id: sourceId, text: first });
    await app.call('campaign:start', { id: sourceId });
    await until(() => isOver(sourceId));
    // A message whose acknowledgement was late on a busy machine is delivered all the same.
    await until(async () => (await app.overview()).counts.sent === 4);
    await app.journal.control({ name: 'receive', from: people.ben, text: 'Yes' });
    await app.journal.control({ name: 'receive', from: people.stopped, text: 'STOP' });
    await until(async () => (await app.overview()).stopProposals === 1);
    await until(async () => (await app.call('report:get', { id: sourceId })).replies.people === 2);
  });
  afterAll(() => app?.uninstall());

  it('is offered by what became of the messages, each with its number', async () => {
    await openReport('Spring');
    await choice('no_reply', 2).waitFor();
    await choice('not_sent', 1).waitFor();
    await choice('replied', 1).waitFor();
    const { followUps, totals } = await app.call('report:get', { id: sourceId });
    expect(followUps).toMatchObject({ groups: { not_sent: 1, no_reply: 2, replied: 1 }, stopped: 1 });
    expect(totals).toMatchObject({ sent: 4, notConfirmed: 1, notSent: 1 });
    expect(await violations(page(), 'Report with follow-ups')).toEqual([]);
  });

  it('may be one for a part of the people: the report by town, that of one town, and its file', async () => {
    await page()
      .getByRole('combobox', { name: text('report.split.column') })
      .click();
    await page().getByRole('option', { name: 'Town' }).click();
    const table = page().getByRole('table', { name: text('report.split.title') });
    await table.getByRole('row').filter({ hasText: 'Leith' }).waitFor();
    const cells = table.getByRole('row').filter({ hasText: 'Leith' }).getByRole('cell');
    await expect.poll(() => cells.allInnerTexts()).toEqual(['Leith', '3', '3', '0', '0', '1']);
    expect(await violations(page(), 'Report by town')).toEqual([]);
    await table.getByRole('button', { name: text('report.split.show', { value: 'York' }) }).click();
    await page()
      .getByText(text('report.split.shown', { column: 'Town', value: 'York' }))
      .waitFor();
    await choice('replied', 1).waitFor();
    expect(await choice('no_reply', 2).count()).toBe(0);
    expect(await violations(page(), 'Report of one town')).toEqual([]);
    const part = { index: 2, value: 'York' };
    const saved = await app.call('report:export', { scope: { kind: 'campaign', id: sourceId, part }, format: 'csv' });
    const file = readFileSync(saved?.path ?? '', 'utf8');
    expect([file.includes('ben'), file.includes('silent'), file.includes('ada')]).toEqual([true, true, false]);
    await button(text('report.split.all')).click();
    await choice('no_reply', 2).waitFor();
  });

  it('goes to those without a reply, who are not asked about, and to nobody else', async () => {
    await choice('no_reply', 2).click();
    const field = page().getByRole('textbox', { name: text('campaign.message.label'), exact: true });
    await field.waitFor();
    await expect.poll(() => field.inputValue()).toBe('');
    await field.fill(second);
    await send(2);
    const counts = () =>
      Object.fromEntries(Object.entries(people).map(([name, phone]) => [name, sentTo(phone).length]));
    await expect.poll(counts).toEqual({ ada: 2, cem: 2, ben: 1, stopped: 1, silent: 1, absent: 0 });
    expect(sentTo(people.ada)[1]?.body).toBe(second.replace('{{name}}', 'ada').replace('{{town}}', 'Leith'));
  });

  it('goes with the same text to whoever was not sent it, and they get it once', async () => {
    await app.journal.control({ name: 'set_scenario', number: people.absent, scenario: plainScenario });
    await openReport('Spring');
    await choice('not_sent', 1).click();
    const field = page().getByRole('textbox', { name: text('campaign.message.label'), exact: true });
    await field.waitFor();
    await expect.poll(() => field.inputValue()).toBe(first);
    await send(1);
    await expect
      .poll(() => sentTo(people.absent).map(({ body }) => body))
      .toEqual([first.replace('{{name}}', 'absent')]);
  });

  it('leads back to what it follows, and is found there', async () => {
    const group = text('report.followUp.group.no_reply');
    const name = plainName(text('report.followUp.name', { campaign: 'Spring', group }));
    await openReport(name);
    await page()
      .getByRole('banner')
      .or(page().locator('header'))
      .getByRole('button', { name: 'Spring', exact: true })
      .click();
    await page().getByRole('heading', { level: 1 }).getByText('Spring', { exact: true }).waitFor();
    await page().getByText(text('report.followUp.made')).waitFor();
    await button(name).waitFor();
    expect(await violations(page(), 'Report with made follow-ups')).toEqual([]);
  });

  it('sends nobody the same text again, whatever group it is for', async () => {
    const before = app.journal.messages().length;
    const again = await app.call('campaign:followUp', { id: sourceId, group: 'no_reply', name: 'Again' });
    await app.call('campaign:update', { id: again.id, text: first });
    expect(await app.call('campaign:check', { id: again.id })).toMatchObject({ willSend: 0, alreadyHasText: 2 });
    expect(app.journal.messages()).toHaveLength(before);
  });
});
