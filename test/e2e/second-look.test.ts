import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../faults/kill/operator.ts';
import { onWholeBrowser } from '../host/whole-browser.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { violations } from './screens.ts';
import { button, goTo, panel, row, showCampaign, tab } from './window.ts';

const name = 'Second look';
/** One is delivered and never acknowledged, one stays in the page's own outbox, and one goes well. */
const people = `Name,Phone\nSilent Sara,+447700900803\nHeld Hugo,+447700900813\nAda,+447700900142\nBen,+447700900143\n`;
const ackWaitMs = 1_000;
/** On a busy machine the messages that are delivered may be as late as the others. */
const unconfirmedInARow = 100;
const forbidden = ['clipboard-read', 'geolocation', 'camera', 'microphone', 'notifications'];

onWholeBrowser();

let app: BuiltApp;
beforeAll(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
  await app.call('settings:set', { ackWaitMs, unconfirmedInARow, operatorName: 'Sam' });
  const { id } = await app.call('campaign:create', { name });
  await new Desk(app).importList(id, people);
  await app.call('campaign:update', { id, text: 'See you at *noon*, {{name}}.' });
  await app.call('campaign:start', { id });
  const isFinished = async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished';
  await until(isFinished);
  await until(async () => (await app.overview()).counts.sent === 2);
});
afterAll(() => app?.uninstall());

describe('a second look at WhatsApp', () => {
  it('checks everything that sending needs, messages nobody but oneself, and saves what it found', async () => {
    const before = app.journal.messages().length;
    await goTo(app.page, 'Settings');
    await button(app.page, 'Check now').click();
    const tried = app.page.getByRole('table', { name: 'Test results' });
    const count = (word: string) => tried.getByText(word, { exact: true }).count();
    await tried.waitFor();
    await expect.poll(async () => [await count('Works'), await count('Not tested')]).toEqual([8, 1]);
    expect(app.journal.messages()).toHaveLength(before);
    expect(await violations(app.page, 'Settings, checked')).toEqual([]);

    await app.page.getByRole('checkbox', { name: 'Also send a test message to my own chat' }).click();
    await button(app.page, 'Check again').click();
    await app.page.getByText(/Your own chat now has one test message/).waitFor();
    await expect.poll(() => count('Works')).toBe(9);
    await expect.poll(() => app.journal.messages().slice(before)).toMatchObject([{ to: '447700900118@c.us' }]);

    const saved = await app.call('link:saveCheck', undefined);
    const file = readFileSync(saved?.path ?? '', 'utf8');
    expect(JSON.parse(file).results.map(({ word }: { word: string }) => word)).toEqual(Array(9).fill('pass'));
    expect(file).not.toMatch(/7700900118|SendOnce Demo|test from SendOnce/);
  });

  it('shows the chat of a message in doubt, and takes a copy without a tick for no proof', async () => {
    await showCampaign(app.page, name);
    await tab(app.page, 'Failed').click();
    await row(app.page, 'Not confirmed', 'Held Hugo').click();
    const look = panel(app.page, 'Held Hugo');
    await look.getByText(/has no tick, so it may not have been sent/).waitFor();
    const chat = look.getByRole('list', { name: 'Latest messages in this chat' });
    expect(await chat.getByRole('listitem').filter({ hasText: 'This message' }).textContent()).toContain('no tick');
    expect(await violations(app.page, 'Message in doubt')).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  it('puts a number on the clipboard, and may do nothing else that needs a permission', async () => {
    await showCampaign(app.page, name);
    await tab(app.page, 'Sent').click();
    await row(app.page, 'Sent', 'Ada').click();
    await panel(app.page, 'Ada').getByRole('button', { name: 'Copy' }).click();
    await app.page.getByRole('menuitem', { name: 'Copy number' }).click();
    await app.page.getByText('Number copied.').waitFor();
    const states = await app.page.evaluate(async (names) => {
      const asked = names.map((one) => navigator.permissions.query({ name: one as PermissionName }));
      return (await Promise.all(asked)).map(({ state }) => state);
    }, forbidden);
    expect(states).toEqual(forbidden.map(() => 'denied'));
    await app.page.keyboard.press('Escape');
  });

  it('counts the copies in WhatsApp’s own chats: one where WhatsApp has it, not certain where there is no tick', async () => {
    await goTo(app.page, 'Reports');
    await button(app.page, name).click();
    await button(app.page, 'Read the chats').click();
    await button(app.page, 'Read the chats again').waitFor();
    const [campaign] = (await app.overview()).campaigns;
    const { verification } = await app.call('report:get', { id: campaign?.id ?? 0 });
    expect(verification).toMatchObject({ isRunning: false, total: 4, done: 4, once: 2, none: 0, more: 0, unknown: 2 });
    expect(await violations(app.page, 'Report, chats read')).toEqual([]);
  });

  it('makes an alarm of a copy that somebody sent by hand, and names the person', async () => {
    await app.journal.control({ name: 'send_by_hand', to: '447700900142', text: 'See you at *noon*, Ada.' });
    await until(() => app.journal.entries().some(({ kind }) => kind === 'sent_by_hand'));
    await button(app.page, 'Read the chats again').click();
    await app.page.getByRole('table', { name: 'More than one copy' }).getByText('Ada').waitFor();
    await until(async () =>
      (await app.overview()).alarms.some(({ kind, name }) => kind === 'second_copy' && name !== null),
    );
    expect(await violations(app.page, 'Report, second copy')).toEqual([]);
  });
});
