import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { Keyboard } from './keyboard.ts';
import { button, countOf } from './window.ts';

const rows = 'Name\tPhone\nEve Hart\t07700 900141\nFay Moss\t07700 900142\nGus Lund\t07700 900143';

describe('a whole campaign by keyboard alone', () => {
  let app: BuiltApp;
  let keys: Keyboard;

  beforeAll(async () => {
    app = await BuiltApp.install();
    // If the account were linked before, the window would open on the outbox.
    await app.start({ scanAfterMs: null });
    keys = await Keyboard.at(app.page);
  });
  afterAll(() => app?.uninstall());

  it('goes on from the linked account', async () => {
    await app.page.getByRole('img', { name: /QR code/ }).waitFor();
    await app.journal.control({ name: 'scan' });
    await button(app.page, 'Go to the outbox').waitFor();
    await keys.activate('button', 'Go to the outbox');
    await app.page.getByRole('heading', { level: 1, name: 'Outbox' }).waitFor();
  });

  it('makes a campaign and pastes its list', async () => {
    await keys.activate('button', 'New campaign');
    await button(app.page, 'Paste a list').waitFor();
    await keys.activate('button', 'Paste a list');
    await keys.untilFocused('textbox', /Paste or type/);
    await keys.type(rows);
    await keys.activate('button', 'Use these rows');
    await app.page.getByText('Who gets the message', { exact: true }).waitFor();
    expect(await keys.nameless()).toEqual([]);
    await keys.activate('button', 'Next: message');
  });

  it('writes a text with a placeholder from the menu', async () => {
    await app.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
    await keys.tabTo('textbox', 'Message');
    await keys.type('Hello ');
    // The toolbar is one stop; the arrow keys move within it.
    await keys.tabTo('button', 'Bold', 'Shift+Tab');
    await keys.moveTo('button', 'Placeholder', 'ArrowRight');
    await keys.press('Enter');
    await keys.untilFocused('menuitem', 'name');
    await keys.press('Enter');
    await keys.untilFocused('textbox', 'Message');
    await keys.type(', see you on Saturday.');
    await app.page.getByText('Hello Eve Hart, see you on Saturday.').first().waitFor();
    expect(await keys.nameless()).toEqual([]);
    await keys.activate('button', 'Next: when');
  });

  it('changes a choice of the schedule with the arrows, and back', async () => {
    await app.page.getByRole('radio', { name: 'As soon as I select Send' }).waitFor();
    await keys.tabTo('radio', 'As soon as I select Send');
    await keys.press('ArrowDown');
    await keys.untilFocused('radio', 'At a date and time');
    await keys.press('ArrowUp');
    await keys.untilFocused('radio', 'As soon as I select Send');
    expect(await keys.nameless()).toEqual([]);
    await keys.activate('button', 'Next: check');
  });

  it('sends, and a held Enter is one press', async () => {
    await button(app.page, 'Send 3 messages').waitFor();
    expect(await keys.nameless()).toEqual([]);
    await keys.tabTo('button', 'Send 3 messages');
    // A key that is held down repeats by itself.
    await app.page.keyboard.down('Enter');
    await app.page.keyboard.down('Enter');
    await app.page.keyboard.down('Enter');
    await app.page.keyboard.up('Enter');
    await button(app.page, /^Undo/).waitFor();
    await until(async () => (await countOf(app.page, 'Sent').catch(() => 0)) === 3, 100);
    await expect.poll(() => app.journal.messages()).toHaveLength(3);
  });

  it('goes through the tabs with the arrows and opens a message, and back to where it was', async () => {
    await keys.tabTo('tab', /^Pending/);
    await keys.press('ArrowRight');
    await keys.untilFocused('tab', /^Sent/);
    await keys.press('Enter');
    await app.page.getByRole('grid', { name: 'Sent', exact: true }).waitFor();
    await keys.tabTo('row', /Gus Lund/);
    await keys.press('Enter');
    await app.page.getByRole('complementary', { name: 'Message to Gus Lund' }).waitFor();
    expect(await keys.nameless()).toEqual([]);
    await keys.press('Escape');
    await keys.untilFocused('row', /Gus Lund/);
  });

  it('exports the report', async () => {
    await keys.press('Control+5');
    await app.page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor();
    await keys.activate('button', /New campaign, /);
    await button(app.page, 'Export CSV').waitFor();
    expect(await keys.nameless()).toEqual([]);
    await keys.activate('button', 'Export CSV');
    await keys.untilFocused('menuitem', 'Separated by commas');
    await keys.press('Enter');
    await app.page
      .getByText(/Saved as/)
      .first()
      .waitFor();
    expect(await readdir(path.join(app.userData, 'exports'))).toHaveLength(1);
  });

  it('showed the focus at every stop on the way', () => {
    expect([...new Set(keys.unseen)]).toEqual([]);
  });
});
