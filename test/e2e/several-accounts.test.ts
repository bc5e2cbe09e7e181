import { afterAll, beforeAll, expect, it } from 'vitest';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';

let app: BuiltApp;
beforeAll(async () => {
  app = await BuiltApp.install();
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
