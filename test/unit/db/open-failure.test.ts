import { closeSync, cpSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeInstanceLock } from '../../../db/folder/instance-lock.ts';
import { openDatabase, openFailure } from '../../../db/open.ts';
import { migrationsFolder, startMs, temporaryFolder } from '../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

it.each([
  ['SQLITE_CORRUPT_INDEX', 'database_corrupt'],
  ['SQLITE_NOTADB', 'database_corrupt'],
  ['SQLITE_READONLY_DIRECTORY', 'database_read_only'],
  ['EROFS', 'database_read_only'],
  ['SQLITE_FULL', 'disk_full'],
  ['ENOSPC', 'disk_full'],
  // SQLite's error for a full disk when the log's index finds no room.
  ['SQLITE_IOERR_SHMSIZE', 'disk_full'],
  ['SQLITE_BUSY', 'database_busy'],
  ['SQLITE_CANTOPEN', 'database_unreachable'],
  ['SQLITE_IOERR_READ', 'database_unreachable'],
])('%s is said as %s', (code, said) => {
  expect(openFailure(Object.assign(new Error('x'), { code })).code).toBe(said);
});

/** The real migrations and one more, for which the disk has no room. */
function withTooLargeMigration(folder: string): void {
  cpSync(migrationsFolder, folder, { recursive: true });
  const journalFile = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { idx: number; when: number }[] };
  const last = journal.entries.at(-1);
  const entry = { ...last, idx: journal.entries.length, when: (last?.when ?? 0) + 1, tag: 'large' };
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }));
  writeFileSync(
    join(folder, 'large.sql'),
    `PRAGMA max_page_count = 1;\n--> statement-breakpoint\nCREATE TABLE large AS SELECT zeroblob(1000000) AS bytes;`,
  );
}

it('a disk that is full in the middle of a migration is said so', () => {
  const migrations = join(place.folder, 'migrations');
  withTooLargeMigration(migrations);
  const opened = openDatabase(join(place.folder, 'sendonce.db'), { migrationsFolder: migrations, nowMs: startMs });
  expect(opened).toMatchObject({ ok: false, failure: { code: 'disk_full' } });
});

it('a lock that cannot be written is no other copy that has it', () => {
  const file = join(place.folder, 'instance.lock');
  const made = new Database(file);
  made.exec('CREATE TABLE x (y)');
  made.close();
  // SQLite opens a file read-only when its header names a newer format for writing.
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.from([3]), 0, 1, 18);
  closeSync(handle);
  expect(() => takeInstanceLock(file)).toThrow('readonly');
});
