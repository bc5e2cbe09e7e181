import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quickCheck } from '../../../db/open.ts';
import {
  makeStores,
  migrationsFolder,
  openTestDatabase,
  startCampaign,
  temporaryFolder,
} from '../../support/temporary-database.ts';
import { kill, startScript } from './processes.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** The real migrations and one more, which makes a table and then fills it for a long time. */
function withSlowMigration(folder: string): void {
  cpSync(migrationsFolder, folder, { recursive: true });
  const journalFile = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { idx: number; when: number }[] };
  const last = journal.entries.at(-1);
  const entry = { ...last, idx: journal.entries.length, when: (last?.when ?? 0) + 1, tag: 'slow' };
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }));
  writeFileSync(
    join(folder, 'slow.sql'),
    `CREATE TABLE half (value TEXT) STRICT;\n--> statement-breakpoint\n
     INSERT INTO half WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 1000000)
       SELECT hex(randomblob(1000)) FROM count;`,
  );
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

it('row 38: a kill in the middle of a migration leaves the database as it was, with a backup beside it', async () => {
  const file = join(place.folder, 'sendonce.db');
  const before = openTestDatabase(file);
  const { messageIds } = startCampaign(makeStores(before), ['+447700900101', '+447700900102']);
  before.close();
  const slow = join(place.folder, 'migrations');
  withSlowMigration(slow);

  const child = startScript('open-database.ts', [file, slow, join(place.folder, 'backups')]);
  const someBytes = 8 * 1024 * 1024;
  while (sizeOf(`${file}-wal`) < someBytes && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(child.exitCode).toBeNull();
  await kill(child);

  const [backup = ''] = readdirSync(join(place.folder, 'backups'));
  const copy = new Database(join(place.folder, 'backups', backup), { readonly: true });
  expect(copy.prepare('SELECT count(*) FROM message').pluck().get()).toBe(messageIds.length);
  copy.close();

  const after = openTestDatabase(file);
  expect(quickCheck(after.sqlite)).toBeNull();
  expect(after.sqlite.prepare(`SELECT count(*) FROM sqlite_master WHERE name = 'half'`).pluck().get()).toBe(0);
  expect(after.sqlite.prepare(`SELECT count(*) FROM message WHERE status = 'pending'`).pluck().get()).toBe(2);
  after.close();
});
