import { existsSync, mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { limits } from '../domain/limits.ts';
import { errorText, fail, type Result, succeed } from '../domain/result.ts';
import { openingProblem, type StorageProblem } from '../domain/state/storage-problem.ts';
import { Db } from './database.ts';
import { hasExpectedSchema, newestOf, type SchemaHashes, schemaHashes } from './expected-schema.ts';
import { makePrivate } from './folder/private-mode.ts';

/** "SEND" in ASCII: tells our database from any other SQLite file. */
export const applicationId = 0x53454e44;

/** Why the database cannot be used. Nothing is ever recreated or repaired by guessing. */
export type OpenFailure = {
  readonly code: StorageProblem | 'database_newer' | 'database_not_ours';
  readonly detail: string;
};

type OpenOptions = {
  readonly migrationsFolder: string;
  readonly backupsFolder?: string;
  /** The versions that the migrations of the folder lead through. */
  readonly schemas?: SchemaHashes;
  readonly nowMs: number;
};

/** Opens the database of a data folder, which the first start makes, and brings its tables up to date. */
export function openDatabase(file: string, options: OpenOptions): Result<Db, OpenFailure> {
  let sqlite: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const isNew = !existsSync(file);
    sqlite = new Database(file);
    if (isNew) makePrivate(file);
    setSafety(sqlite);
    const refusal = checkIdentity(sqlite, isNew, options);
    if (refusal) {
      sqlite.close();
      return fail(refusal);
    }
    setPragmas(sqlite);
    const db = new Db(sqlite, file);
    bringUpToDate(db, options, isNew);
    // A statement over many rows keeps the former content of each page until it ends: in a file, a start would write
    // most of its pages twice. The statements of the main thread are short, so this takes little memory.
    sqlite.pragma('temp_store = MEMORY');
    // Workers write the log back before it reaches this many pages: within a commit here, everything would wait for the
    // file.
    sqlite.pragma(`wal_autocheckpoint = ${limits.logPagesMax}`);
    return succeed(db);
  } catch (error) {
    sqlite?.close();
    return fail(openFailure(error));
  }
}

/** A second connection to a database that is open and up to date already, such as that of the import worker. */
export function openSecondConnection(file: string): Db {
  const sqlite = new Database(file, { fileMustExist: true });
  setPragmas(sqlite);
  return new Db(sqlite, file);
}

function checkIdentity(
  sqlite: Database.Database,
  isNew: boolean,
  { schemas = schemaHashes }: OpenOptions,
): OpenFailure | null {
  if (isNew) return null;
  const id = sqlite.pragma('application_id', { simple: true });
  const tables = sqlite.prepare(`SELECT count(*) FROM sqlite_master`).pluck().get();
  // A crash right after the file was made leaves an empty database, which counts as new.
  if (id === 0 && tables === 0) return null;
  if (id !== applicationId) return { code: 'database_not_ours', detail: `application id ${id}` };
  const version = versionOf(sqlite);
  const newest = newestOf(schemas);
  if (version > newest) return { code: 'database_newer', detail: `schema ${version}, this build knows ${newest}` };
  // This comes before anything is read or written: a foreign trigger would run.
  if (!hasExpectedSchema(sqlite, version, schemas))
    return { code: 'database_not_ours', detail: `not the tables and guards of schema ${version}` };
  return null;
}

/** Makes SQLite run nothing that a file brings along. Must be called before its tables are read for the first time. */
export function setSafety(sqlite: Database.Database): void {
  sqlite.pragma('trusted_schema = OFF');
  sqlite.pragma('cell_size_check = ON');
}

/** Loads SQLite, which otherwise happens with the first connection. */
export function loadLibrary(): void {
  new Database(':memory:').close();
}

/** Every pragma is read back: better-sqlite3 runs a WAL database at synchronous=NORMAL unless told otherwise. */
const pragmas: readonly (readonly [name: string, value: string, expected: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  // Without it, INSERT OR REPLACE deletes rows behind the back of the triggers that forbid deleting.
  ['recursive_triggers', 'ON', 1],
  ['cell_size_check', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  // What is deleted or overwritten must not stay readable in the file.
  ['secure_delete', 'ON', 1],
  ['busy_timeout', String(limits.busyTimeoutMs), limits.busyTimeoutMs],
];

function setPragmas(sqlite: Database.Database): void {
  for (const [name, value, expected] of pragmas) {
    sqlite.pragma(`${name} = ${value}`);
    const actual = sqlite.pragma(name, { simple: true });
    if (actual !== expected) throw new Error(`pragma ${name} is ${actual} instead of ${expected}`);
  }
}

function bringUpToDate(
  { sqlite, orm }: Db,
  { migrationsFolder, backupsFolder, schemas = schemaHashes, nowMs }: OpenOptions,
  isNew: boolean,
): void {
  const version = versionOf(sqlite);
  const schema = newestOf(schemas);
  if (version === schema) return;
  if (!isNew && version > 0 && backupsFolder) backUp(sqlite, backupsFolder, `before-schema-${schema}`, nowMs);
  sqlite.pragma(`application_id = ${applicationId}`);
  // With foreign keys on, making a table anew would empty the tables that refer to it. The keys are checked right
  // after.
  sqlite.pragma('foreign_keys = OFF');
  migrate(orm, { migrationsFolder });
  const broken = sqlite.prepare('PRAGMA foreign_key_check').all();
  if (broken.length > 0) throw new Error(`the migration broke ${broken.length} foreign keys`);
  sqlite.pragma(`user_version = ${schema}`);
  sqlite.pragma('foreign_keys = ON');
}

/** The version of the schema; 0 until the first migration is complete. */
export function versionOf(sqlite: Database.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }));
}

/** The file name of a backup, which says when (in UTC) and why it was made. */
export function backupName(label: string, nowMs: number): string {
  return `sendonce-${new Date(nowMs).toISOString().replaceAll(':', '-').slice(0, 19)}-${label}.db`;
}

/**
 * Writes a complete copy into the backups folder and returns its path. A plain file copy would lose the WAL. The copy
 * gets its name once it is whole: the app may be killed while it is written. Fails as on a full disk where it would
 * leave too little room for what is sent meanwhile.
 */
export function backUp(sqlite: Database.Database, folder: string, label: string, nowMs: number): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, backupName(label, nowMs));
  if (existsSync(path)) return path;
  if (isRoomShort(sqlite, folder)) throw Object.assign(new Error('no room for a backup'), { code: 'ENOSPC' });
  const making = `${path}.tmp`;
  try {
    sqlite.prepare('VACUUM INTO ?').run(making);
  } catch (error) {
    for (const file of [making, `${making}-journal`]) rmSync(file, { force: true });
    throw error;
  }
  makePrivate(making);
  renameSync(making, path);
  return path;
}

/** Packed, a copy takes about a fifth more for a moment. A file system that does not tell its size has room. */
function isRoomShort(sqlite: Database.Database, folder: string): boolean {
  const numberOf = (pragma: string) => Number(sqlite.pragma(pragma, { simple: true }));
  const bytes = (numberOf('page_count') - numberOf('freelist_count')) * numberOf('page_size');
  const { blocks, bavail, bsize } = statfsSync(folder);
  return blocks > 0 && bavail * bsize < bytes * 1.25 + limits.backupLeavesBytes;
}

/** What SQLite's own check says of the file; null when it is sound. The check itself throws on some damage. */
export function quickCheck(sqlite: Database.Database): string | null {
  return checkBy('quick_check', sqlite);
}

/** As `quickCheck`, and also compares each index with its table, which takes longer. */
export function integrityCheck(sqlite: Database.Database): string | null {
  return checkBy('integrity_check', sqlite);
}

function checkBy(check: string, sqlite: Database.Database): string | null {
  try {
    const said = sqlite.pragma(`${check}(1)`, { simple: true });
    return said === 'ok' ? null : String(said);
  } catch (error) {
    return String(error);
  }
}

/** The reason for a failed start that an error of SQLite or the system stands for. */
export function openFailure(error: unknown): OpenFailure {
  return { code: openingProblem(errorCode(error)), detail: errorText(error) };
}

/** Whether an error means that another writer held the database too long: nothing was read or written. */
export function isBusy(error: unknown): boolean {
  return openingProblem(errorCode(error)) === 'database_busy';
}

/** The code that SQLite or the system gave an error, also inside an error of Drizzle's; empty without one. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return 'code' in error && typeof error.code === 'string' ? error.code : errorCode(error.cause);
}
