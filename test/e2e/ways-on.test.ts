import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { isUnchecked } from '../../db/folder/machine.ts';
import { createText } from '../../domain/text/index.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';

const { text } = createText('en');
const words = 'The text of all of them';
let app: BuiltApp;
let desk: Desk;
const both = ['447700900101', '447700900102'];
const taken = () => app.journal.messages().map(({ to }) => to);
/**
 * The data of one life of the app: a backup, and after it a campaign that two people got. Each test damages a copy of
 * it.
 */
const left = () => `${app.userData}-left`;
beforeAll(async () => {
  app = await BuiltApp.install();
  desk = new Desk(app);
  await app.start();
  await app.untilLinked();
  await app.call('settings:set', { gapMinMs: 200, gapMaxMs: 200 });
  await app.call('backup:make', undefined);
  await start(both);
  await until(async () => (await app.overview()).counts.sent === both.length);
  await app.quit();
  cpSync(app.userData, left(), { recursive: true });
});
beforeEach(() => {
  rmSync(app.userData, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  cpSync(left(), app.userData, { recursive: true });
});
afterEach(() => app.quit());
afterAll(() => app.uninstall());
const untilBothHaveIt = () => expect.poll(taken).toEqual(both.map((number) => `${number}@c.us`));

/** A campaign with the same text each time. */
async function start(numbers: readonly string[]): Promise<void> {
  const { id } = await app.call('campaign:create', { name: 'Campaign' });
  await desk.importList(id, `Name,Phone\n${numbers.map((number) => `Person,+${number}`).join('\n')}\n`);
  await app.call('campaign:update', { id, text: words, contactsAnswer: 'send' });
  await app.call('campaign:start', { id });
}
const data = () => foldersUnder(app.userData, true);
const startPressing = (button: string) => app.start({}, ['--lang=en'], { HOST_BUTTON: button });

it('the latest backup takes the place of a database that is gone, and waits for the operator', async () => {
  for (const end of ['', '-wal', '-shm']) rmSync(data().database + end, { force: true });
  await startPressing(text('start.restoreLatest'));
  expect((await app.overview()).alarms.map(({ kind }) => kind)).toContain('restored');
  await untilBothHaveIt();
});

it('data of another machine that no guard would have let come about is not opened', async () => {
  const database = new Database(data().database);
  database.exec(`UPDATE meta SET value = 'another' WHERE key = 'machine'`);
  const guards = database.prepare(`SELECT name, sql FROM sqlite_master WHERE name = 'history_is_not_deleted'`);
  const { name, sql } = guards.get() as { name: string; sql: string };
  database.exec(`DROP TRIGGER ${name}; DELETE FROM history; ${sql}`);
  database.close();
  await expect(startPressing(text('quit.quit'))).rejects.toThrow(text('start.database_corrupt'));
  await untilBothHaveIt();
});

it('data of another machine that is sound is checked once, and waits for the operator', async () => {
  const database = new Database(data().database);
  database.exec(`UPDATE meta SET value = 'another' WHERE key = 'machine'`);
  database.close();
  await app.start();
  // The window is there before the check ends, without the app's menu, and then becomes the app's.
  await app.page.getByRole('navigation').waitFor();
  expect(await app.running.calls('window.removeMenu')).toHaveLength(1);
  expect(await app.page.evaluate(() => [window.location.search, window.history.length])).toEqual(['?language=en', 1]);
  expect((await app.overview()).alarms.map(({ kind }) => kind)).toEqual(['other_machine']);
  await app.quit();
  expect(isUnchecked(data().database)).toBe(false);
});

it('where no backup is sound, the operator is told so and asked again', async () => {
  for (const name of readdirSync(data().backups)) writeFileSync(`${data().backups}/${name}`, 'no backup');
  writeFileSync(data().database, 'no database'.repeat(999));
  await expect(startPressing(text('start.restoreLatest'))).rejects.toThrow(text('start.noBackupRestored'));
});

it('an empty database in the place of a damaged one sends nobody a text that they have', async () => {
  writeFileSync(data().database, 'no database'.repeat(999));
  await startPressing(text('start.startEmpty'));
  await app.untilLinked();
  expect((await app.overview()).campaigns).toEqual([]);
  for (const { id } of (await app.overview()).alarms) await app.call('alarm:acknowledge', { id, who: 'The test' });
  await app.call('settings:set', { gapMinMs: 200, gapMaxMs: 200 });
  await start([...both, '447700900103']);
  await until(async () => {
    const { counts } = await app.overview();
    return counts.sent > 0 && counts.pending + counts.sending === 0;
  });
  await expect.poll(taken).toEqual([...both, '447700900103'].map((number) => `${number}@c.us`));
  expect(readdirSync(data().data).filter((name) => name.includes('set-aside'))).toHaveLength(1);
});
