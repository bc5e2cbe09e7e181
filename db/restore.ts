import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { fail, type Result, succeed } from '../domain/result.ts';
import { applicationId, firstSchemaVersion, quickCheck, schemaVersion, versionOf } from './open.ts';
import { syncFolder } from './sync-folder.ts';

/** What SQLite keeps beside a database that is not closed cleanly. It belongs to that database and to no other. */
const companions = ['', '-wal', '-shm'] as const;
const stagedOf = (database: string) => `${database}.restored`;

/** Whether a backup can take the database's place. Reads it in full; changes nothing. */
export function checkBackup(file: string): Result<undefined, 'backup_damaged' | 'backup_newer'> {
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file, { readonly: true, fileMustExist: true });
    if (sqlite.pragma('application_id', { simple: true }) !== applicationId) return fail('backup_damaged');
    if (versionOf(sqlite) > schemaVersion) return fail('backup_newer');
    if (versionOf(sqlite) < firstSchemaVersion) return fail('backup_damaged');
    return quickCheck(sqlite) === null ? succeed(undefined) : fail('backup_damaged');
  } catch {
    return fail('backup_damaged');
  } finally {
    sqlite?.close();
  }
}

/**
 * Lays a backup beside the database, whole and synced. The next start puts it in place, before anything is opened: at no
 * moment is there no database, whenever the power fails. Nothing is sent from it before the operator agrees: what was
 * cancelled or forbidden since it was made is not known to it. Throws what the disk says.
 */
export function stageRestore(database: string, backup: string): void {
  const temporary = `${stagedOf(database)}.tmp`;
  for (const companion of companions) rmSync(temporary + companion, { force: true });
  copyFileSync(backup, temporary);
  raiseAlarm(temporary);
  sync(temporary);
  renameSync(temporary, stagedOf(database));
  syncFolder(dirname(database));
}

/**
 * Puts a backup in place that was laid beside the database, and sets the present one aside under the given name: nothing
 * is deleted. Call it while no connection is open. Returns whether there was one.
 */
export function finishRestore(database: string, aside: { folder: string; name: string }): boolean {
  const staged = stagedOf(database);
  if (!existsSync(staged)) return false;
  mkdirSync(aside.folder, { recursive: true, mode: 0o700 });
  // The database goes last: a crash in between leaves it with the staged one beside it, and this is done again.
  for (const companion of companions.toReversed()) {
    if (existsSync(database + companion)) renameSync(database + companion, join(aside.folder, aside.name) + companion);
  }
  renameSync(staged, database);
  syncFolder(dirname(database));
  return true;
}

/** In the copy itself, so that no crash parts the backup from its alarm. */
function raiseAlarm(file: string): void {
  const sqlite = new Database(file, { fileMustExist: true });
  try {
    sqlite.prepare(`INSERT INTO alarm (kind, detail, raised_at_ms) VALUES ('restored', '', ?)`).run(Date.now());
  } finally {
    sqlite.close();
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
