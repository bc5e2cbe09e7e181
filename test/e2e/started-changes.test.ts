import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { violations } from './screens.ts';
import { button, goTo, showCampaign, untilCount } from './window.ts';

const name = 'Volunteer day';
const people = { Ada: '447700900142', Ben: '447700900143', Cleo: '447700900144' };
const csv = `Name,Phone\n${Object.entries(people)
  .map(([who, phone]) => `${who},+${phone}`)
  .join('\n')}\n`;
const oldText = 'Meet at *noon*.';
const newText = 'Meet at *one*.';
/** Long enough for the operator to pause and edit before the second message. */
const slowMs = 600_000;
const quickMs = 200;

let app: BuiltApp;
const gotBy = (phone: string) => app.journal.messages(phone).map(({ body }) => body);
const campaignOf = async (wanted: string) =>
  (await app.overview()).campaigns.find((campaign) => campaign.name === wanted);

const close = () => app.running.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), null);
const questions = async () =>
  ((await app.running.calls('dialog.showMessageBox')) as [{ message: string }][]).map(([{ message }]) => message);

beforeAll(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
  await app.call('settings:set', { gapMinMs: slowMs, gapMaxMs: slowMs });
  const { id } = await app.call('campaign:create', { name });
  await new Desk(app).importList(id, csv);
  await app.call('campaign:update', { id, text: oldText });
  await app.call('campaign:start', { id });
  await until(async () => (await campaignOf(name))?.counts.sent === 1);
});
afterAll(() => app?.uninstall());

describe('a started campaign that is changed', () => {
  it('is paused for it, and sends the new text to those who waited and to nobody else', async () => {
    const { page } = app;
    await showCampaign(page, name);
    await button(page, 'More for this campaign').click();
    await page.getByRole('menuitem', { name: 'Edit waiting messages…' }).click();
    await button(page, 'Pause and edit').click();
    await page.getByRole('textbox', { name: 'Message' }).fill(newText);
    await page.getByText('The new text goes to the 2 people still waiting.').waitFor();
    await page.getByText('1 message was already handed to WhatsApp and keeps its text.').waitFor();
    expect(await violations(page, 'Edit, message')).toEqual([]);
    await close();
    await until(async () => (await questions()).length > 0);
    await app.call('app:restart', { practice: false });
    await until(async () => (await questions()).length > 1);
    expect(await questions()).toEqual(['Leave without saving?', 'Leave without saving?']);
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe(newText);
    await page.getByRole('tab', { name: 'When' }).click();
    await page.getByRole('textbox', { name: 'Shortest gap (seconds)' }).fill(String(quickMs / 1_000));
    await page.getByRole('textbox', { name: 'Longest gap (seconds)' }).fill(String(quickMs / 1_000));
    expect(await violations(page, 'Edit, when')).toEqual([]);
    await button(page, 'Save changes').click();
    await button(page, 'Resume').click();
    await untilCount(page, 'Sent', 3);
    await expect.poll(() => Object.values(people).map(gotBy)).toEqual([[oldText], [newText], [newText]]);
  });

  it('is duplicated into a draft, whose people who got the text are skipped', async () => {
    const { page } = app;
    await goTo(page, 'Campaigns');
    await button(page, `More for ${name}`).click();
    await page.getByRole('menuitem', { name: 'Duplicate…' }).click();
    await page.getByText('People who already got this message, or may have, are left out', { exact: false }).waitFor();
    expect(await violations(page, 'Duplicate')).toEqual([]);
    await button(page, 'Create copy').click();
    await page.getByRole('heading', { name: `${name} (copy)` }).waitFor();
    await button(page, 'Next: message').click();
    await button(page, 'Next: when').click();
    await button(page, 'Next: check').click();
    // Ada had the old text. The copy has the new one, which the other two got, all a moment ago.
    await button(page, 'Send anyway').click();
    await page.getByRole('heading', { name: '1 person will get this message, once.' }).waitFor();
    const copy = await campaignOf(`${name} (copy)`);
    await app.call('campaign:start', { id: copy?.id ?? 0 });
    await until(async () => (await campaignOf(`${name} (copy)`))?.state === 'finished');
    await expect.poll(() => Object.values(people).map(gotBy)).toEqual([[oldText, newText], [newText], [newText]]);
  });
});

describe('a campaign in each person’s own hours', () => {
  it('says whose it waits for, and sends once the hours are taken back', async () => {
    const { page } = app;
    const hour = Number(
      new Intl.DateTimeFormat('en', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Tokyo' }).format(),
    );
    const opensHour = hour < 18 ? hour + 2 : 1;
    const { id, schedule } = await app.call('campaign:create', { name: 'Overseas' });
    await new Desk(app).importList(id, 'Name,Phone\nAkira,+819012345642\n');
    const window = { fromMinute: opensHour * 60, toMinute: (opensHour + 5) * 60, days: [1, 2, 3, 4, 5, 6, 7] };
    const gaps = { gapMinMs: quickMs, gapMaxMs: quickMs };
    const own = { ...schedule, ...gaps, window: { ...window, perPerson: true } };
    await app.call('campaign:update', { id, text: oldText, schedule: own });
    await app.call('campaign:start', { id });
    const clock = `${String(opensHour).padStart(2, '0')}:00`;
    await page.getByText(`Waiting for ${clock} local time (Japan)`, { exact: false }).waitFor();
    await showCampaign(page, 'Overseas');
    await button(page, 'More for this campaign').click();
    await page.getByRole('menuitem', { name: 'Edit waiting messages…' }).click();
    await page.getByRole('tab', { name: 'When' }).click();
    await page.getByRole('radio', { name: 'Where each person is' }).waitFor();
    expect(await violations(page, 'Edit, own hours')).toEqual([]);
    await page.getByRole('checkbox', { name: 'Only send at certain hours' }).click();
    await button(page, 'Save changes').click();
    await until(async () => (await campaignOf('Overseas'))?.counts.sent === 1);
    await expect.poll(() => gotBy('819012345642')).toEqual([oldText]);
  });
});

describe('closing the window', () => {
  it('right after typing into a draft asks nothing and loses nothing', async () => {
    const { page } = app;
    const { id } = await app.call('campaign:create', { name: 'Draft in haste' });
    await new Desk(app).importList(id, csv);
    await goTo(page, 'Campaigns');
    await button(page, 'Continue Draft in haste').click();
    await button(page, 'Next: message').click();
    await page.getByRole('textbox', { name: 'Message' }).pressSequentially('Typed at the last moment');
    await close();
    await until(() => app.running.process.exitCode !== null);
    const db = app.openDatabase();
    try {
      const kept = db.prepare('SELECT text FROM campaign WHERE id = ?').pluck().get(id);
      expect(kept).toBe('Typed at the last moment');
    } finally {
      db.close();
    }
  });
});
