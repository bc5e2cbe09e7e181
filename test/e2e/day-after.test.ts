import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createText } from '../../domain/text/index.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { violations } from './screens.ts';
import { button, goTo } from './window.ts';

/** Words may contain brackets, which have a meaning in a pattern. */
const startingWith = (words: string) => new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

const ada = '447700900142';
const ben = '447700900143';
/** Two messages stay in the page's own outbox, so that their chats show no tick; two are delivered. */
const people = `Name,Phone\nHeld Hana,+447700900913\nHeld Hugo,+447700900813\nAda,+${ada}\nBen,+${ben}\n`;
const ackWaitMs = 1_000;
/** On a busy machine the messages that are delivered may be as late as the others. */
const unconfirmedInARow = 100;

const language = 'ar';

/** The day after a campaign, in a right-to-left language: the words come from the dictionary. */
describe('the day after', () => {
  const { text } = createText(language);
  let app: BuiltApp;
  let id: number;
  beforeAll(async () => {
    app = await BuiltApp.install();
    await app.start();
    await app.untilLinked();
    await app.call('settings:set', { language, ackWaitMs, unconfirmedInARow, operatorName: 'Sam' });
    await app.page.reload();
    await until(async () => (await app.page.locator('html').getAttribute('lang')) === language);
    ({ id } = await app.call('campaign:create', { name: 'Spring' }));
    await new Desk(app).importList(id, people);
    await app.call('campaign:update', { id, text: 'See you at *noon*, {{name}}.' });
    await app.call('campaign:start', { id });
    const isFinished = async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished';
    await until(isFinished);
    await until(async () => (await app.overview()).counts.sent === 2);
    await app.journal.control({ name: 'receive', from: ada, text: 'Can I bring my kids?' });
    await app.journal.control({ name: 'receive', from: ben, text: 'Please STOP' });
    await until(async () => (await app.overview()).stopProposals === 1);
  });
  afterAll(() => app?.uninstall());

  const listed = async () => (await app.call('doNotContact:list', { after: '' })).entries.map(({ phone }) => phone);
  const waiting = async () => (await app.overview()).waitingReplies;

  it('who asked to hear no more is put on the list, and a slip is taken back', async () => {
    const { page } = app;
    await goTo(page, text('shell.replies'));
    const add = button(page, text('proposals.addWho', { who: 'Ben' }));
    await add.waitFor();
    expect(await violations(page, 'Replies')).toEqual([]);
    await add.click();
    await until(async () => (await listed()).length === 1);
    expect(await violations(page, 'Replies, undo')).toEqual([]);
    await button(page, text('decide.undo')).click();
    await add.waitFor();
    expect(await listed()).toEqual([]);
    await add.click();
    await until(async () => (await listed()).includes(`+${ben}`));
  });

  it('who asks something waits until somebody answers, on whatever device', async () => {
    const { page } = app;
    expect(await waiting()).toBe(1);
    const row = button(page, startingWith('Ada'));
    await row.click();
    const chat = page.getByRole('region', { name: text('replies.panel', { name: 'Ada' }) });
    await chat.getByText('Can I bring my kids?').waitFor();
    expect(await violations(page, 'Replies, chat')).toEqual([]);
    await button(chat, startingWith(text('replies.setDone'))).click();
    await until(async () => (await waiting()) === 0);
    await button(chat, startingWith(text('replies.setOpen'))).waitFor();
    // The letter is a key of the list: in the field, which has the focus in an open chat, it would be typed.
    await row.focus();
    await page.keyboard.press('d');
    await until(async () => (await waiting()) === 1);
    await button(chat, text('shell.doNotContact')).click();
    await until(async () => (await listed()).includes(`+${ada}`));
    // Ben's line, which was shown before, has an Undo of its own.
    const added = text('proposals.added', { who: 'Ada' }).replaceAll(/<\/?strong>/g, '');
    await button(page.getByRole('status').filter({ hasText: added }), text('decide.undo')).click();
    await until(async () => !(await listed()).includes(`+${ada}`));
    await app.journal.control({ name: 'send_by_hand', to: ada, text: 'Of course.' });
    await until(async () => (await waiting()) === 0);
    const settled = page.getByRole('region', { name: text('replies.groupSettled'), exact: true });
    await button(settled, startingWith('Ada')).waitFor();
    await page.keyboard.press('Escape');
  });

  it('the chats in doubt are looked at one by one, with what the phone shows, and an answer taken back', async () => {
    const { page } = app;
    await goTo(page, text('shell.outbox'));
    await page.getByRole('tab', { name: startingWith(text('outbox.failed')) }).click();
    await button(page, text('check.title', { count: 2 })).click();
    const look = page.getByRole('region', { name: text('check.title', { count: 2 }) });
    const first = look.getByRole('heading', { level: 2 });
    const name = (await first.textContent()) ?? '';
    expect(await violations(page, 'Settling')).toEqual([]);
    // Presses are ignored for a moment after each answer: a double press must not answer for the next chat.
    const pressUntil = (key: string, isDone: () => Promise<boolean>) =>
      until(async () => {
        if (await isDone()) return true;
        await page.keyboard.press(key);
        return isDone();
      });
    const isEnded = async () => (await look.getByRole('heading', { name: text('check.ended') }).count()) === 1;
    await look.getByRole('button', { name: new RegExp(`^${text('check.answer.clock')}`), disabled: false }).waitFor();
    await pressUntil('c', async () => (await first.textContent()) !== name);
    expect(await violations(page, 'Settling, said')).toEqual([]);
    // Each chat comes once: the chat that shows a clock is not asked about again in this round.
    await pressUntil('y', isEnded);
    await pressUntil('u', async () => !(await isEnded()));
    await pressUntil('y', isEnded);
    expect(await violations(page, 'Settling, ended')).toEqual([]);
    await button(look, text('check.toList')).click();
    await until(async () => (await app.overview()).counts.notConfirmed === 1);

    await page.getByRole('row').filter({ hasText: name }).click();
    const saw = text('history.saw_clock').replaceAll(/<\/?strong>/g, '');
    await page.getByRole('listitem').filter({ hasText: saw }).filter({ hasText: 'Sam' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('the next campaign shows who heard from this one, by name', async () => {
    const { page } = app;
    const next = await app.call('campaign:create', { name: 'Summer' });
    await new Desk(app).importList(next.id, people);
    await app.call('campaign:update', { id: next.id, text: 'Another thing.' });
    await goTo(page, text('shell.campaigns'));
    await page.getByRole('button', { name: 'Summer', exact: true }).click();
    for (const step of ['message', 'when', 'check'] as const) await button(page, text(`campaign.next.${step}`)).click();
    await button(page, startingWith(text('campaign.who.seeThe', { count: 3 }))).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row').filter({ hasText: 'Held Hugo' }).filter({ hasText: 'Spring' }).waitFor();
    await expect.poll(() => dialog.getByRole('row').count()).toBe(4);
    expect(await violations(page, 'Check, who')).toEqual([]);
    await page.keyboard.press('Escape');
    await button(page, text('leftOut.do_not_contact')).click();
    await page.getByRole('dialog').getByRole('row').filter({ hasText: 'Ben' }).waitFor();
    await page.keyboard.press('Escape');
  });
});
