import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { wholeTab } from '../support/whole-tab.ts';
import { button, goTo, showCampaign } from './window.ts';

let app: BuiltApp;
let desk: Desk;
beforeAll(async () => {
  app = await BuiltApp.install();
  desk = new Desk(app);
  await app.start();
  await app.untilLinked();
});
afterAll(() => app.uninstall());

const accounts = async () => (await app.overview()).accounts;
/**
 * A campaign for three people that waits, since the operator paused all sending. It is sent from the first account by
 * default.
 */
async function startPaused(name: string, first: number, from?: string) {
  await app.call('dispatcher:pause', undefined);
  const { id, schedule } = await app.call('campaign:create', { name });
  const people = [0, 1, 2].map((place) => `+${447_700_900_000 + first + place}`);
  await desk.importList(id, ['Name,Phone', ...people.map((phone) => `${name},${phone}`)].join('\n'));
  const sentFrom = from === undefined ? {} : { from: { accounts: [from], column: null } };
  await app.call('campaign:update', { id, text: `${name} {{name}}`, schedule: { ...schedule, ...sentFrom } });
  await app.call('campaign:start', { id });
  return { id, people };
}
const untilFinished = (id: number) =>
  until(async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished');
/** How many messages each of these people got. */
const takenOf = (people: readonly string[]) => {
  const all = app.journal.entries().flatMap((entry) => (entry.kind === 'message' ? [entry.to] : []));
  return people.map((phone) => all.filter((to) => to.includes(phone.slice(1))).length);
};
const areReady = async (count: number) =>
  (await accounts()).filter(({ link }) => link.phase === 'ready').length === count;

it('shows in the settings that its only account goes on, once somebody lets it', async () => {
  await goTo(app.page, 'Settings');
  await app.journal.control({ name: 'logout_from_phone' });
  const resume = button(app.page, 'Resume sending');
  await resume.click();
  await resume.waitFor({ state: 'hidden' });
});

it('links two more accounts, each with a number of its own, and knows them after a restart', async () => {
  for (const name of ['Clinic North', 'Clinic South']) {
    const { id } = await app.call('account:add', undefined);
    await app.call('account:rename', { id, name });
  }
  await until(() => areReady(3));
  const before = await accounts();
  expect(new Set(before.map(({ phone }) => phone)).size).toBe(3);
  await app.quit();
  await app.start();
  await until(() => areReady(3));
  expect((await accounts()).map(({ name, phone }) => [name, phone])).toEqual(
    before.map(({ name, phone }) => [name, phone]),
  );
});

it('sends a campaign from two of them, each person from one, and nobody gets it from both', async () => {
  const [office, north] = (await accounts()).map(({ phone }) => phone ?? '');
  await app.call('settings:set', { gapMinMs: 200, gapMaxMs: 200 });
  const { id, schedule } = await app.call('campaign:create', { name: 'From two' });
  const people = Array.from({ length: 20 }, (_, place) => `Person ${place},+${447_700_900_301 + place}`);
  await desk.importList(id, ['Name,Phone', ...people].join('\n'));
  const from = { accounts: [office ?? '', north ?? ''], column: null };
  await app.call('campaign:update', { id, text: 'Hello {{name}}', schedule: { ...schedule, from } });
  const { senders, accounts: parts } = await app.call('campaign:check', { id });
  expect(senders.map(({ phone, evenly }) => [phone, evenly])).toEqual([
    [office, 10],
    [north, 10],
  ]);
  expect(parts.map(({ phone, places }) => [phone, places[0]?.people])).toEqual([
    [office, 10],
    [north, 10],
  ]);
  await app.call('campaign:start', { id });
  await untilFinished(id);
  const taken = app.journal.entries().flatMap((entry) => (entry.kind === 'message' ? [entry.to] : []));
  expect(new Set(taken).size).toBe(20);
  expect(taken).toHaveLength(20);
  const db = app.openDatabase();
  const sent = db
    .prepare(`SELECT account, count(*) AS people FROM attempt WHERE outcome = 'sent' GROUP BY account ORDER BY account`)
    .all();
  db.close();
  expect(sent).toEqual([
    { account: office, people: 10 },
    { account: north, people: 10 },
  ]);
});

it('moves what waits to another account, where the operator says so, and each person gets it once', async () => {
  const [office, , south] = (await accounts()).map(({ phone }) => phone ?? '');
  const moved = await startPaused('Moved', 400);
  const target = { filter: { ...wholeTab('pending', moved.id), account: office ?? '' }, except: [] };
  expect(await app.call('message:moving', { target })).toEqual({
    from: [{ phone: office, people: 3 }],
    stay: 0,
    unread: [],
  });
  const sums = await app.call('message:move', { target, to: [south ?? ''], unread: [] });
  expect(sums).toEqual({ changed: 3, stayed: 0, stopped: false });
  await app.call('dispatcher:resume', {});
  await untilFinished(moved.id);
  expect(takenOf(moved.people)).toEqual(moved.people.map(() => 1));
  const db = app.openDatabase();
  const from = db.prepare(`SELECT account FROM message m WHERE campaign_id = ? AND status = 'sent'`).pluck();
  expect(from.all(moved.id)).toEqual([south, south, south]);
  db.close();
});

it('refuses a number that is linked here already, and says so', async () => {
  // Practice has six numbers, so the seventh account appears as the first.
  for (const _ of [4, 5, 6]) {
    const { id } = await app.call('account:add', undefined);
    await app.call('account:remove', { id });
  }
  const { id } = await app.call('account:add', undefined);
  const link = async () => (await accounts()).find((one) => one.id === id)?.link;
  await until(async () => (await link())?.phase === 'failed');
  expect(await link()).toMatchObject({ problem: 'number_taken' });
  expect(await areReady(3)).toBe(true);
  await app.call('account:remove', { id });
  expect(await accounts()).toHaveLength(3);
});

it('lets go of an account and keeps the others', async () => {
  const [office, second] = await accounts();
  const left = await startPaused('Left', 500, second?.phone ?? '');
  await app.call('account:remove', { id: second?.id ?? 0 });
  expect(await areReady(2)).toBe(true);
  expect((await accounts()).map(({ name }) => name)).not.toContain('Clinic North');
  // The campaign stops and names the missing account; the account that it was started from is here all the time.
  await app.call('dispatcher:resume', {});
  const stranded = async () => (await app.overview()).campaigns.find(({ id }) => id === left.id)?.strandedAccounts;
  await expect.poll(stranded).toEqual([second?.phone]);
  await showCampaign(app.page, 'Left');
  await app.page.getByText('Its WhatsApp account is not linked here').waitFor();
  // Its people wait until the operator says that another account writes to them, although its chats cannot be read.
  const target = { filter: wholeTab('pending', left.id), except: [] };
  const { unread } = await app.call('message:moving', { target });
  expect(unread).toEqual([{ phone: second?.phone, people: 3 }]);
  await app.call('message:move', { target, to: [office?.phone ?? ''], unread: unread.map(({ phone }) => phone) });
  await app.call('dispatcher:resume', {});
  await untilFinished(left.id);
  expect(takenOf(left.people)).toEqual(left.people.map(() => 1));
});
