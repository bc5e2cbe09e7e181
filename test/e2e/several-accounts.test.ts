import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';

let app: BuiltApp;
let desk: Desk;
beforeAll(async () => {
  app = await BuiltApp.install();
  desk = new Desk(app);
  await app.start();
  await app.untilLinked();
}, 120_000);
afterAll(() => app.uninstall());

const accounts = async () => (await app.overview()).accounts;
const areReady = async (count: number) =>
  (await accounts()).filter(({ link }) => link.phase === 'ready').length === count;

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
}, 120_000);

it('sends a campaign from two of them, each person from one, and nobody gets it from both', async () => {
  const [office, north] = (await accounts()).map(({ phone }) => phone ?? '');
  await app.call('settings:set', { gapMinMs: 200, gapMaxMs: 200 });
  const { id, schedule } = await app.call('campaign:create', { name: 'From two' });
  const people = Array.from({ length: 20 }, (_, place) => `Person ${place},+${447_700_900_301 + place}`);
  await desk.importList(id, ['Name,Phone', ...people].join('\n'));
  const from = { accounts: [office ?? '', north ?? ''], column: null };
  await app.call('campaign:update', { id, text: 'Hello {{name}}', schedule: { ...schedule, from } });
  const { senders, expectedFinishMs } = await app.call('campaign:check', { id });
  expect(senders.map(({ phone, evenly }) => [phone, evenly])).toEqual([
    [office, 10],
    [north, 10],
  ]);
  expect(expectedFinishMs).not.toBeNull();
  await app.call('campaign:start', { id });
  await until(async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished', 50);
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
}, 120_000);

it('refuses a number that is linked here already, and says so', async () => {
  const { id } = await app.call('account:add', undefined);
  const link = async () => (await accounts()).find((one) => one.id === id)?.link;
  await until(async () => (await link())?.phase === 'failed');
  expect(await link()).toMatchObject({ problem: 'number_taken' });
  expect(await areReady(3)).toBe(true);
  await app.call('account:remove', { id });
  expect(await accounts()).toHaveLength(3);
}, 120_000);

it('lets go of an account and keeps the others', async () => {
  const [, second] = await accounts();
  await app.call('account:remove', { id: second?.id ?? 0 });
  expect(await areReady(2)).toBe(true);
  expect((await accounts()).map(({ name }) => name)).not.toContain('Clinic North');
}, 120_000);
