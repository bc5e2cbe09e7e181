import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { TeamOperator } from '../../practice/team-operator.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { TestPostgres } from '../support/postgres.ts';
import { ownedDatabase } from '../support/team-desk.ts';
import { until } from '../support/until.ts';

let server: TestPostgres;
let office: BuiltApp;
let hall: BuiltApp;
beforeAll(async () => {
  server = await TestPostgres.start();
  [office, hall] = await Promise.all([started(), started()]);
}, 180_000);
afterAll(async () => {
  await Promise.all([office.uninstall(), hall.uninstall()]);
  await server.remove();
});

async function started(): Promise<BuiltApp> {
  const app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
  await app.call('settings:set', { gapMinMs: 200, gapMaxMs: 200 });
  return app;
}

const stateOf = async (app: BuiltApp) => (await app.overview()).team?.state;
const isOpen = async (app: BuiltApp) => (await stateOf(app))?.kind === 'open';
const numbers = (count: number, from: number) =>
  Array.from({ length: count }, (_, place) => `Person ${place},+${447_700_900_000 + from + place}`);

async function start(app: BuiltApp, name: string, people: readonly string[]): Promise<() => Promise<boolean>> {
  const { id } = await app.call('campaign:create', { name });
  await new Desk(app).importList(id, ['Name,Phone', ...people].join('\n'));
  await app.call('campaign:update', { id, text: `${name}: see you on Friday` });
  await app.call('campaign:start', { id });
  return async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished';
}

const taken = () =>
  [office, hall].flatMap((app) =>
    app.journal.entries().flatMap((entry) => (entry.kind === 'message' ? [entry.to] : [])),
  );

let secrets: { readonly password: string; readonly code: string; readonly key: string };
let login: { readonly user: string; readonly password: string };

it('is made at one computer and joined at another, each by what its operator presses', async () => {
  const { owner } = await ownedDatabase(server);
  login = { user: owner.user, password: owner.password };
  const inOffice = new TeamOperator(office.page);
  await inOffice.make('Harbour team', 'Office PC', owner);
  const code = await inOffice.invite('Hall laptop', owner);
  await new TeamOperator(hall.page).join(code, 'Hall laptop');
  await until(() => isOpen(hall));
  const [body = ''] = code.split('.').slice(1);
  const { key } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { key: string };
  secrets = { password: owner.password, code: body, key };
}, 120_000);

it('keeps two computers from sending one text to the same person', async () => {
  const people = numbers(12, 301);
  const ends = await Promise.all([office, hall].map((app) => start(app, 'Spring', people)));
  await until(async () => (await Promise.all(ends.map((end) => end()))).every(Boolean));
  expect(new Set(taken()).size).toBe(people.length);
  expect(taken()).toHaveLength(people.length);
  const counts = await Promise.all([office, hall].map(async (app) => (await app.overview()).counts));
  expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(people.length);
  expect(counts.reduce((sum, { notSent }) => sum + notSent, 0)).toBe(people.length);
}, 240_000);

it('waits while the database is away, says until when, and goes on by itself, also after a restart meanwhile', async () => {
  await server.stop('immediate');
  await until(async () => (await stateOf(office))?.kind === 'waiting');
  const before = taken().length;
  const ended = await start(office, 'Summer', numbers(3, 401));
  await office.page.getByText(/The team’s database does not answer\. Next try/).waitFor();
  await hall.quit();
  await hall.start();
  await until(async () => (await stateOf(hall))?.kind === 'waiting');
  expect(taken()).toHaveLength(before);
  await server.run();
  await until(ended);
  expect(taken()).toHaveLength(before + 3);
  await until(() => isOpen(hall));
}, 240_000);

it('tells a computer that was removed, which keeps its history and sends nothing until it has left', async () => {
  const { team } = await office.overview();
  const { id } = team?.members.find(({ isMe }) => !isMe) ?? { id: 0 };
  await office.call('team:remove', { ...login, id });
  await until(async () => (await hall.overview()).team?.state.kind !== 'open');
  await hall.untilLinked();
  const before = taken().length;
  const ended = await start(hall, 'Autumn', numbers(2, 501));
  await until(async () => (await hall.overview()).dispatcher.kind === 'waiting');
  await hall.page.getByText('Nothing is sent from this computer').waitFor();
  // Whether this computer sent to any of them depends on timing.
  const { sent, notSent } = (await hall.overview()).counts;
  expect(sent + notSent).toBeGreaterThan(0);
  expect(taken()).toHaveLength(before);
  await hall.call('team:leave', { isUntold: true });
  expect((await hall.overview()).team).toBeNull();
  // Nobody else can be asked any more, so the operator has to say that it continues.
  expect((await hall.overview()).dispatcher.kind).toBe('paused');
  await hall.call('dispatcher:resume', undefined);
  await until(ended);
  expect(taken()).toHaveLength(before + 2);
}, 240_000);

it('leaves no password, no code and no key in log, database or backup', async () => {
  await office.call('backup:make', undefined);
  await office.quit();
  const { data, team } = foldersUnder(office.userData, true);
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && join(entry.parentPath, entry.name) !== team,
  );
  const found = files.flatMap(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name));
    return Object.entries(secrets).flatMap(([what, secret]) => (bytes.includes(secret) ? [`${what} in ${name}`] : []));
  });
  expect(files.length).toBeGreaterThan(3);
  expect(found).toEqual([]);
}, 60_000);
