import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { Keyboard } from './keyboard.ts';

const ada = '447700900311';
const ben = '447700900312';

let app: BuiltApp;
let keys: Keyboard;
beforeAll(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
  const { id } = await app.call('campaign:create', { name: 'Spring appeal' });
  await new Desk(app).importList(id, `Name,Phone\nAda,+${ada}\nBen,+${ben}\n`);
  await app.call('campaign:update', { id, text: 'Can you come?', contactsAnswer: 'send' });
  await app.call('campaign:start', { id });
  await until(async () => (await app.overview()).campaigns[0]?.state === 'finished');
  await app.journal.control({ name: 'receive', from: ada, text: 'When?' });
  await until(async () => (await app.overview()).waitingReplies === 1);
  await app.journal.control({ name: 'receive', from: ben, text: 'Where?' });
  await until(async () => (await app.overview()).waitingReplies === 2);
  keys = await Keyboard.at(app.page);
});
afterAll(() => app?.uninstall());

/** Moves through a list of choices by the arrow keys. */
const choose = async (name: string) => {
  await keys.moveTo('menuitem', name, 'ArrowDown');
  await keys.press('Enter');
};

it('people are opened, tagged, selected and filtered by keys alone', async () => {
  await keys.press('Control+4');
  await app.page.getByRole('grid', { name: 'People' }).waitFor();
  await keys.tabTo('row', /Ben/);
  await keys.moveTo('row', /Ada/, 'ArrowDown');
  await keys.press('Enter');
  await app.page.getByRole('complementary', { name: 'Ada, details' }).waitFor();
  await keys.press('t');
  await keys.untilFocused('textbox', 'Find or make a tag');
  await keys.type('volunteer');
  await keys.press('Enter');
  await app.page.getByText('1 person tagged “volunteer”.').first().waitFor();
  await keys.press('Escape');
  await app.page.getByRole('dialog', { name: 'Tags' }).waitFor({ state: 'hidden' });
  await keys.press('Escape');
  await app.page.getByRole('complementary', { name: 'Ada, details' }).waitFor({ state: 'hidden' });
  await keys.untilFocused('row', /Ada/);

  await keys.press('Space');
  await app.page.getByText('1 of 2 selected').waitFor();
  await keys.press('t');
  await keys.untilFocused('textbox', 'Find or make a tag');
  await keys.press('Escape');
  await app.page.getByRole('dialog', { name: 'Tags' }).waitFor({ state: 'hidden' });
  await keys.press('Escape');
  await app.page.getByText('1 of 2 selected').waitFor({ state: 'hidden' });

  await keys.press('/');
  await choose('Have a tag…');
  await keys.tabTo('checkbox', 'volunteer');
  await keys.press('Space');
  await keys.activate('button', 'Apply');
  await app.page.getByText('1 person fits').waitFor();
  await keys.press('Backspace');
  await app.page.getByText('1 person fits').waitFor({ state: 'hidden' });
  expect(keys.unseen).toEqual([]);
});

it('replies are read, put off, tagged and answered by keys alone, one after the other', async () => {
  const field = (name: string) => keys.untilFocused('textbox', `Answer to ${name}`);
  await keys.press('Control+2');
  await app.page.getByRole('heading', { name: 'Replies' }).waitFor();
  await keys.tabTo('button', /^Ada/);
  await keys.press('Enter');
  await field('Ada');
  // In an empty field the key opens the saved answers, and Escape returns.
  await keys.press('/');
  await app.page.getByRole('menu').waitFor();
  await keys.press('Escape');
  await app.page.getByRole('menu').waitFor({ state: 'hidden' });
  await field('Ada');
  await keys.type('At ten,');
  await keys.press('Shift+Enter');
  await keys.type('by the library');
  await keys.press('Escape');
  await keys.untilFocused('button', /^Ada/);
  await keys.press('t');
  await keys.untilFocused('textbox', 'Find or make a tag');
  await keys.press('Escape');
  await app.page.getByRole('dialog', { name: 'Tags' }).waitFor({ state: 'hidden' });
  await keys.press('r');
  await until(async () => (await app.overview()).waitingReplies === 1);
  await keys.press('Control+z');
  await until(async () => (await app.overview()).waitingReplies === 2);
  // The list is read again after the undo; until then Ada is last, and nobody comes after her.
  await app.page.locator('.reply-open').first().filter({ hasText: 'Ada' }).waitFor();

  await keys.press('Alt+ArrowDown');
  await app.page.getByRole('region', { name: 'Reply from Ben' }).waitFor();
  await keys.press('Alt+ArrowUp');
  await app.page.getByRole('region', { name: 'Reply from Ada' }).waitFor();
  await keys.tabTo('textbox', 'Answer to Ada');
  await keys.press('Enter');
  await field('Ben');
  await until(async () => (await app.overview()).waitingReplies === 1);
  expect(app.journal.messages(ada).at(-1)?.body).toBe('At ten,\nby the library');
  await keys.press('Escape');
  await keys.untilFocused('button', /^Ben/);
  await keys.press('d');
  await until(async () => (await app.overview()).waitingReplies === 0);
  expect(keys.unseen).toEqual([]);
});
