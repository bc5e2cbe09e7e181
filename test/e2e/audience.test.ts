import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { violations } from './screens.ts';
import { button, goTo } from './window.ts';

const people = {
  Ada: '447700900301',
  Ben: '447700900302',
  Cem: '447700900303',
  Dan: '447700900304',
  Eve: '447700900305',
};
type Name = keyof typeof people;

let app: BuiltApp;
let page: Page;
beforeAll(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
  page = app.page;
});
afterAll(() => app?.uninstall());

const isOver = async (id: number) =>
  (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished';
const got = (name: Name) => app.journal.messages(people[name]).map(({ body }) => body);
const rowOf = (name: Name, town: string) => `${name},+${people[name]},${town}\n`;

/** A finished campaign, from which the app knows the people of its list. */
async function send(name: string, rows: string): Promise<void> {
  const { id } = await app.call('campaign:create', { name });
  await new Desk(app).importList(id, `Name,Phone,Town\n${rows}`, [{ index: 2, key: 'town' }]);
  await app.call('campaign:update', { id, text: name, contactsAnswer: 'send' });
  await app.call('campaign:start', { id });
  await until(() => isOver(id));
}

async function tag(isOn: boolean, ...names: Name[]): Promise<void> {
  const filter = (search: string) => ({ conditions: [], search });
  for (const name of names)
    await app.call('people:tag', {
      target: { filter: filter(`+${people[name]}`), except: [] },
      tag: 'volunteer',
      isOn,
    });
}

it.runIf(isWholeRun)(
  'people are written to by a kept filter: as they were drawn, but for those who fit no more, and others once they are taken',
  async () => {
    await app.call('settings:set', { gapMinMs: 200, gapMaxMs: 200 });
    await send(
      'Spring appeal',
      Object.keys(people)
        .map((name) => rowOf(name as Name, 'Leith'))
        .join(''),
    );
    await send('Open day', rowOf('Ada', 'Bristol') + rowOf('Dan', ''));
    await until(async () => (await app.call('people:choices', undefined)).total === 5);
    await tag(true, 'Ada', 'Ben', 'Cem', 'Eve');

    // A filter by words that is saved under a name becomes a tab of its own.
    await goTo(page, 'People');
    await button(page, 'Add a condition').click();
    await page.getByRole('menuitem', { name: 'Have a tag…' }).click();
    await page.getByRole('checkbox', { name: 'volunteer' }).click();
    await button(page, 'Apply').click();
    await page.getByText('4 people fit').waitFor();
    await button(page, 'Save filter').click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Volunteers');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^Volunteers\s*4$/, selected: true }).waitFor();
    expect(await violations(page, 'People of a filter')).toEqual([]);

    // Its people become those of a new campaign, each with the newest data about them.
    await button(page, 'Write to these 4').click();
    const drawn = page.getByRole('region', { name: 'People you know' });
    await drawn.getByText(/^People: tagged volunteer\. Drawn /).waitFor();
    await drawn.getByText(/^people\.csv.*1 of 4 people$/).waitFor();
    await drawn.getByText(/3 of 4 people$/).waitFor();
    expect(await violations(page, 'Recipients by a filter')).toEqual([]);

    // One wrote back, one lost the tag, one got the message.
    await app.journal.control({ name: 'receive', from: people.Ben, text: 'Gladly' });
    await until(async () => (await app.overview()).waitingReplies === 1);
    await tag(false, 'Cem');
    await tag(true, 'Dan');
    await button(page, 'Next: message').click();
    await page
      .getByRole('textbox', { name: 'Message', exact: true })
      .fill('Second call to {{name}} in {{town | your town}}');
    await button(page, 'Next: when').click();
    await button(page, 'Next: check').click();
    await drawn.getByText('2 people no longer fit and are left out.').waitFor();
    await drawn.getByText('1 more person fits now.').waitFor();
    await drawn.getByText(/1 of 4 people$/).waitFor();
    expect(await violations(page, 'Check of a filter')).toEqual([]);

    // New people are added by the operator only.
    await button(page, /Recipients$/).click();
    await drawn.getByRole('button', { name: 'Draw anew' }).click();
    await drawn.getByText(/1 of 4 people$/).waitFor();
    await drawn.getByText('1 more person fits now.').waitFor({ state: 'hidden' });
    const draft = (await app.overview()).campaigns[0]?.id ?? 0;
    await button(page, 'Next: message').click();
    await button(page, 'Next: when').click();
    await button(page, 'Next: check').click();
    await button(page, 'Send anyway').click();
    await page.getByRole('heading', { name: /4 people/ }).waitFor();

    // A person loses the tag after everything was read: the start leaves them out, and the report says so.
    await tag(false, 'Eve');
    await button(page, 'Send 4 messages').click();
    await until(() => isOver(draft));
    expect(got('Ada').at(-1)).toBe('Second call to Ada in Bristol');
    expect(got('Dan').at(-1)).toBe('Second call to Dan in Leith');
    expect(got('Ben').at(-1)).toBe('Second call to Ben in Leith');
    for (const name of ['Cem', 'Eve'] as const) expect(got(name)).toEqual(['Spring appeal']);
    const { totals } = await app.call('report:get', { id: draft });
    expect(totals).toMatchObject({ sent: 3, notSent: 1 });
  },
);
