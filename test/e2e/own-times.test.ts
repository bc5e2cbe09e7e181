import { DateTime } from 'luxon';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OwnTimes } from '../../domain/schedule/own-times-rule.ts';
import { Desk } from '../faults/kill/operator.ts';
import { sleep } from '../faults/night/faults.ts';
import { BuiltApp } from '../support/built-app.ts';
import { eachYear, twoDaysBefore } from '../support/schedules.ts';
import { until } from '../support/until.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { violations } from './screens.ts';
import { button, goTo, showCampaign, tab } from './window.ts';

const [london, saoPaulo] = ['Europe/London', 'America/Sao_Paulo'] as const;
const at = (words: string, zone: string = london) => DateTime.fromFormat(words, 'yyyy-MM-dd HH:mm', { zone });
const minuteMs = 60_000;
let app: BuiltApp;
let page: Page;
beforeAll(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
  page = app.page;
  await app.call('settings:set', { gapMinMs: 200, gapMaxMs: 200, operatorName: 'Sam' });
  // The clocks change on 26 October, and the next year is a leap year.
  await passTo(at('2031-09-08 09:00'));
});
afterAll(() => app?.uninstall());

/** The computer sleeps until then, and wakes up. */
async function passTo(moment: DateTime): Promise<void> {
  await sleep(app, moment.toMillis() - (await app.running.evaluate(() => Date.now(), undefined)));
  await app.running.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'), undefined);
}

const campaignNow = async (id: number) => (await app.overview()).campaigns.find((one) => one.id === id);
const untilSent = (id: number, sent: number) => until(async () => (await campaignNow(id))?.counts.sent === sent);

/** A campaign's messages, in the order in which they passed the gate. */
function went(id: number): { phone: string; occasion: string; dueAtMs: number; atMs: number; body: string }[] {
  const db = app.openDatabase();
  const sql = `SELECT r.phone, m.occasion, m.due_at_ms AS dueAtMs, a.passed_at_ms AS atMs, a.body FROM attempt a
    JOIN message m ON m.id = a.message_id JOIN recipient r ON r.id = m.recipient_id
    WHERE m.campaign_id = ? AND a.passed_at_ms IS NOT NULL ORDER BY a.passed_at_ms, r.phone`;
  const rows = db.prepare(sql).all(id) as ReturnType<typeof went>;
  db.close();
  return rows;
}

/** The first date of a series for which nobody was drawn yet. */
function nextDayOf(id: number): string {
  const db = app.openDatabase();
  const day = db.prepare(`SELECT next_day FROM campaign WHERE id = ?`).pluck().get(id);
  db.close();
  return String(day);
}

async function openDraft(name: string): Promise<void> {
  await goTo(page, 'Campaigns');
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click();
  await button(page, 'Next: message').click();
  await button(page, 'Next: when').click();
}

/** The file of a clinic, as exported at some moment. */
type Patient = { readonly name: string; readonly phone: string; readonly zone: string; at: DateTime };
const cell = (moment: DateTime) => moment.toFormat('dd.MM.yyyy HH:mm');
const fileOf = (patients: readonly Patient[], more: readonly string[]) =>
  `Name,Phone,Appointment\n${[...patients.map((one) => `${one.name},${one.phone},${cell(one.at)}`), ...more].join('\n')}\n`;
/** Two days before, at six by the clock of the person; a message for a Sunday goes the day before. */
const dueOf = (date: DateTime) => {
  const due = date.minus({ days: 2 }).set({ hour: 18, minute: 0 });
  return due.weekday === 7 ? due.minus({ days: 1 }) : due;
};

it.runIf(isWholeRun)(
  'appointments of a list that is moved twice are each reminded of at their own moment, and rows without one wait for a decision',
  async () => {
    // Over three weeks; every sixth person lives an ocean away.
    const days = ['2031-09-16', '2031-09-19', '2031-09-23', '2031-10-02'];
    // A clinic has 250 people; that many take as long as all other stories together.
    const size = Number(process.env.APPOINTMENTS ?? 16);
    const patients = Array.from({ length: size }, (_, place): Patient => {
      const zone = place % 6 === 5 ? saoPaulo : london;
      const phone = zone === london ? `+447700${900_300 + place}` : `+5511987650${300 + place}`;
      return { name: `Patient ${place}`, phone, zone, at: at(`${days[place % days.length]} 09:30`, zone) };
    });
    const odd = [
      'Cem,+447700900691,to be agreed',
      'Dan,+447700900692,31.04.2032 10:00',
      'Eve,+447700900693,9 Dec 2036',
    ];
    const { id, schedule } = await app.call('campaign:create', { name: 'Reminders' });
    await new Desk(app).importList(id, fileOf(patients, odd), [{ index: 2, key: 'appointment' }]);
    await app.call('campaign:update', { id, text: 'See you on {{appointment}}' });
    await openDraft('Reminders');
    await button(page, 'Around a date in the list').click();
    await page.getByRole('combobox', { name: 'Date column' }).click();
    await page.getByRole('option', { name: 'Appointment' }).click();
    await page.getByRole('heading', { name: '3 rows need a decision' }).waitFor();
    await page.getByRole('heading', { name: '1 without a date' }).waitFor();
    await page.getByRole('heading', { name: '1 with a date that does not exist' }).waitFor();
    await page.getByText('Have their moment').waitFor();
    expect(await violations(page, 'When, around a date')).toEqual([]);
    await page.getByRole('button', { name: 'Leave out (1)' }).first().click();
    await page.getByRole('heading', { name: '2 rows need a decision' }).waitFor();
    const own: OwnTimes = { ...twoDaysBefore, decisions: [{ cause: 'outside_day', as: 'earlier' }] };
    const window = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6] };
    await app.call('campaign:update', { id, schedule: { ...schedule, timeZone: london, own, window } });
    await button(page, 'Next: check').click();
    await page.getByRole('heading', { name: `Messages that will go out, one for each date: ${size}` }).waitFor();
    expect(await violations(page, 'Check, around a date')).toEqual([]);
    await app.call('campaign:start', { id });
    await until(async () => (await campaignNow(id))?.state === 'running');
    await showCampaign(page, 'Reminders');
    await tab(page, 'Pending').click();
    expect(await violations(page, 'Pending, by their own times')).toEqual([]);

    const readAgain = async (more: readonly string[] = odd) => {
      const buffer = Buffer.from(fileOf(patients, more));
      await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
      return page.getByRole('dialog', { name: 'The list was read again' });
    };
    const move = (place: number, words: string) => {
      const patient = patients[place];
      if (patient) patient.at = at(words, patient.zone);
    };
    const nextMs = async () => (await app.call('campaign:days', { id }))[0]?.firstMs;
    /** Wakes the computer whenever a message is due, until then. */
    const passUntil = async (end: DateTime) => {
      for (;;) {
        const last = went(id).length;
        const dueMs = await nextMs();
        if (dueMs === undefined || dueMs > end.toMillis()) return passTo(end);
        await passTo(DateTime.fromMillis(dueMs).plus({ seconds: 1 }));
        // A message that is still on its way would be affected by the next jump of the clock.
        await until(async () => {
          const gone = went(id).length;
          const counts = (await campaignNow(id))?.counts;
          return gone > last && counts?.sent === gone && counts.sending === 0 && (await nextMs()) !== dueMs;
        });
      }
    };

    // After the first day dates move: one ahead, one whose reminder has gone, one to tomorrow, whose moment is over.
    await passUntil(at('2031-09-15 12:00'));
    move(2, '2031-09-25 11:00');
    move(0, '2031-09-26 11:00');
    move(1, '2031-09-16 08:30');
    const dialog = await readAgain([...odd, 'New,+447700900690,02.10.2031 09:30']);
    await dialog.getByRole('heading', { name: 'Moved, and take their new time: 1' }).waitFor();
    await dialog.getByRole('heading', { name: 'New in the file: 1' }).waitFor();
    expect(await violations(page, 'What came of a list read again')).toEqual([]);
    await dialog.getByRole('button', { name: 'Add these (1)' }).click();
    await dialog.getByRole('button', { name: 'Add these (1)' }).waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Close' }).click();
    // They move again: to later and back, to another hour of the same day, and one person is gone.
    await passUntil(at('2031-09-18 12:00'));
    move(2, '2031-09-24 11:00');
    move(3, '2031-09-30 15:00');
    patients.splice(7, 1);
    const again = await readAgain([...odd, 'New,+447700900690,02.10.2031 09:30']);
    await again.getByRole('heading', { name: 'Moved, and take their new time: 2' }).waitFor();
    await again.getByRole('heading', { name: 'Gone from the list: 1' }).waitFor();
    await again.getByRole('button', { name: 'Close' }).click();
    await page.getByText('Waiting for your decision after the list was read again: 1').waitFor();
    await button(page, 'Cancel their messages (1)').click();
    await passUntil(at('2031-10-04 12:00'));

    await until(async () => (await campaignNow(id))?.state === 'finished');
    const sent = went(id);
    // One was told a date that was over by then, one is gone, one is new.
    expect(sent).toHaveLength(size - 1);
    expect(new Set(sent.map(({ phone }) => phone)).size).toBe(sent.length);
    for (const { phone, occasion, dueAtMs, atMs, body } of sent) {
      const patient = patients.find((one) => one.phone === phone);
      const date = DateTime.fromISO(occasion, { zone: patient?.zone ?? london });
      expect(dueAtMs).toBe(dueOf(date).toMillis());
      expect(atMs - dueAtMs).toBeGreaterThanOrEqual(0);
      expect(atMs - dueAtMs).toBeLessThan(60 * minuteMs);
      expect(body).toBe(`See you on ${cell(date)}`);
      if (patient && patient !== patients[0]) expect(date.toMillis()).toBe(patient.at.toMillis());
    }
    expect((await app.call('report:get', { id })).totals).toMatchObject({ sent: size - 1 });
    await goTo(page, 'Reports');
    await page.getByRole('main').getByRole('button', { name: 'Reminders', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await violations(page, 'Report of own times')).toEqual([]);
  },
);

it('a weekly series waits for a person before each date, and goes at its hour over a change of the clocks', async () => {
  const [fay, gus] = ['+447700900611', '+447700900612'];
  const { id, schedule } = await app.call('campaign:create', { name: 'Soup' });
  await new Desk(app).importList(id, `Name,Phone\nFay,${fay}\nGus,${gus}\n`, []);
  await app.call('campaign:update', { id, text: 'Soup at six', schedule: { ...schedule, timeZone: london } });
  await openDraft('Soup');
  await button(page, 'Every week').click();
  await page.getByRole('region', { name: 'Its dates' }).waitFor();
  expect(await violations(page, 'When, every week')).toEqual([]);
  const weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2031-10-23', times: 2, leftOut: [] };
  await app.call('campaign:update', { id, schedule: { ...schedule, timeZone: london, weekly } });
  await button(page, 'Next: check').click();
  await page.getByText('SendOnce asks you before each date.').waitFor();
  expect(await violations(page, 'Check, every week')).toEqual([]);
  await app.call('campaign:start', { id });
  for (const [place, day] of ['2031-10-23', '2031-10-30'].entries()) {
    const due = at(`${day} 17:00`);
    await passTo(due.minus({ days: 1 }).plus({ seconds: 1 }));
    await app.call('campaign:update', { id, name: 'Soup' });
    await until(async () => (await campaignNow(id))?.setAside.secondStep === 2);
    expect(went(id)).toHaveLength(2 * place);
    await goTo(page, 'Outbox');
    await button(page, 'Send to 2').click();
    await until(async () => (await campaignNow(id))?.setAside.secondStep === 0);
    await passTo(due.plus({ seconds: 1 }));
    await untilSent(id, 2 * place + 2);
    for (const one of went(id).slice(2 * place)) {
      expect(one.occasion).toBe(day);
      expect(one.atMs - due.toMillis()).toBeGreaterThanOrEqual(0);
      expect(one.atMs - due.toMillis()).toBeLessThan(60 * minuteMs);
    }
  }
  await until(async () => (await campaignNow(id))?.state === 'finished');
  expect((await app.call('report:get', { id })).totals).toMatchObject({ sent: 4 });
});

it('birthdays come each year, 29 February as it was said, over a leap year', async () => {
  const { id, schedule } = await app.call('campaign:create', { name: 'Birthdays' });
  const file = 'Name,Phone,Born\nAnn,+447700900621,14/04/1988\nThaís,+447700900622,29/02/2004\n';
  await new Desk(app).importList(id, file, []);
  const own: OwnTimes = { ...eachYear, decisions: [{ cause: 'leap_day', as: 'day_after' }] };
  await app.call('campaign:update', {
    id,
    text: 'Happy birthday, {{name}}!',
    schedule: { ...schedule, timeZone: london, window: null, own, byItself: true },
  });
  await app.call('campaign:start', { id });
  /** Wakes the computer up, and waits until the dates until then are drawn. */
  const wakeAt = async (moment: DateTime) => {
    await passTo(moment);
    await until(async () => {
      await app.call('campaign:update', { id, name: 'Birthdays' });
      return nextDayOf(id) > (moment.plus({ days: 1 }).toISODate() ?? '');
    }, 250);
  };
  const days = ['2032-02-29', '2032-04-14', '2033-03-01', '2033-04-14'];
  for (const [place, day] of days.entries()) {
    const due = at(`${day} 09:00`);
    await wakeAt(due.minus({ days: 1 }).plus({ seconds: 1 }));
    await passTo(due.plus({ seconds: 1 }));
    await untilSent(id, place + 1);
  }
  expect(went(id).map(({ occasion, body }) => `${occasion} ${body}`)).toEqual([
    ...['2032-02-29 Happy birthday, Thaís!', '2032-04-14 Happy birthday, Ann!'],
    ...['2033-03-01 Happy birthday, Thaís!', '2033-04-14 Happy birthday, Ann!'],
  ]);
});
