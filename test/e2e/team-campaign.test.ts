import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { TestPostgres } from '../support/postgres.ts';
import { until } from '../support/until.ts';

let server: TestPostgres;
let apps: BuiltApp[] = [];
beforeAll(async () => {
  server = await TestPostgres.start();
  await server.asOwner('CREATE DATABASE team');
  apps = await Promise.all([0, 1, 2].map(() => BuiltApp.install()));
  for (const app of apps) {
    await app.start();
    await app.untilLinked();
  }
}, 240_000);
afterAll(async () => {
  for (const app of apps) await app.uninstall();
  await server.remove();
});

const isOpen = async (app: BuiltApp) => (await app.overview()).team?.state.kind === 'open';

it('sends one list from three computers: each person once over all of them, and everybody', async () => {
  const [ana, ...others] = apps as [BuiltApp, BuiltApp, BuiltApp];
  const owner = { user: 'owner', password: server.password };
  const address = `127.0.0.1:${server.port}/team`;
  await ana.call('team:make', { ...owner, address, name: 'Harbour', computer: 'Ana', takesOnWeak: true });
  for (const [place, app] of others.entries()) {
    const { code } = await ana.call('team:invite', { ...owner, name: `Helper ${place}`, kind: 'sender' });
    await app.call('team:join', { code, computer: `Helper ${place}` });
  }
  for (const app of apps) await until(() => isOpen(app));

  await ana.call('settings:set', { gapMinMs: 600, gapMaxMs: 600 });
  const { id } = await ana.call('campaign:create', { name: 'Winter appeal' });
  const people = Array.from({ length: 60 }, (_, place) => `Person ${place},+${447_700_900_301 + place}`);
  await new Desk(ana).importList(id, ['Name,Phone', ...people].join('\n'));
  await ana.call('campaign:update', { id, text: 'Hello {{name}}' });
  // A message before its gate is closed when all computers hold, so there may be none.
  await ana.call('dispatcher:pause', undefined);
  await ana.call('teamCampaign:start', { id });
  const [drawn] = (await ana.call('teamCampaign:list', { id })).campaigns;
  const uid = drawn?.uid ?? '';
  // Held on all computers until all take part, so that none finishes before another begins.
  await ana.call('teamCampaign:direct', { uid, state: 'paused' });
  for (const app of others) {
    const offered = async () => (await app.call('teamCampaign:list', { id: null })).campaigns;
    await until(async () => (await offered()).some((one) => one.state === 'paused' && one.campaignId === null));
    const [account] = (await app.overview()).accounts;
    await app.call('teamCampaign:join', { uid, accounts: [account?.phone ?? ''] });
  }
  await ana.call('teamCampaign:direct', { uid, state: 'running' });
  await ana.call('dispatcher:resume', {});
  const states = async () => await Promise.all(apps.map(async (app) => (await app.overview()).campaigns[0]?.state));
  await until(async () => (await states()).every((state) => state === 'finished'), 200);

  expect(apps.flatMap(endedOtherwise)).toEqual([]);
  const reached = apps.map((app) =>
    app.journal.entries().flatMap((entry) => (entry.kind === 'message' ? [entry.to] : [])),
  );
  expect(new Set(reached.flat()).size).toBe(60);
  expect(reached.flat()).toHaveLength(60);
  expect(reached.map((its) => its.length > 0)).toEqual([true, true, true]);
  const told = async () => (await ana.call('teamCampaign:list', { id })).campaigns[0];
  await until(async () => (await told())?.members.reduce((sum, { sent }) => sum + sent, 0) === 60);
}, 240_000);

/** The state and the reason of each message of a computer that was not sent. */
function endedOtherwise(app: BuiltApp): string[] {
  const db = app.openDatabase();
  const rows = db.prepare(`SELECT status || ' ' || coalesce(reason, '') FROM message WHERE status <> 'sent'`);
  const all = rows.pluck().all() as string[];
  db.close();
  return all;
}
