import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { invitationOf } from '../../electron/team/invitation.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { TestPostgres } from '../support/postgres.ts';
import { TestTeam } from '../support/team.ts';
import { until } from '../support/until.ts';

let server: TestPostgres;
let team: TestTeam;
let apps: { readonly app: BuiltApp; readonly desk: Desk }[] = [];
beforeAll(async () => {
  server = await TestPostgres.start();
  team = await TestTeam.make(server);
  apps = await Promise.all(
    ['Hall laptop', 'Clinic PC'].map(async (name) => {
      const app = await BuiltApp.install();
      const { team: file } = foldersUnder(app.userData, true);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, invitationOf(await team.invite(name, 'sender')));
      await app.start();
      await app.untilLinked();
      return { app, desk: new Desk(app) };
    }),
  );
}, 180_000);
afterAll(async () => {
  await Promise.all(apps.map(({ app }) => app.uninstall()));
  await server.remove();
});

const people = Array.from({ length: 12 }, (_, place) => `Person ${place},+${447_700_900_301 + place}`);

it('keeps two computers from sending one text to the same person', async () => {
  await Promise.all(
    apps.map(async ({ app, desk }) => {
      await until(async () => (await app.overview()).team?.state.kind === 'open');
      await app.call('settings:set', { gapMinMs: 200, gapMaxMs: 200 });
      const { id } = await app.call('campaign:create', { name: 'Spring' });
      await desk.importList(id, ['Name,Phone', ...people].join('\n'));
      await app.call('campaign:update', { id, text: 'See you on Friday' });
      await app.call('campaign:start', { id });
      await until(async () => (await app.overview()).campaigns[0]?.state === 'finished', 100);
    }),
  );
  const taken = apps.flatMap(({ app }) =>
    app.journal.entries().flatMap((entry) => (entry.kind === 'message' ? [entry.to] : [])),
  );
  expect(new Set(taken).size).toBe(people.length);
  expect(taken).toHaveLength(people.length);
  const counts = await Promise.all(apps.map(async ({ app }) => (await app.overview()).counts));
  expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(people.length);
  expect(counts.reduce((sum, { notSent }) => sum + notSent, 0)).toBe(people.length);
}, 240_000);
