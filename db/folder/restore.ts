import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { fail } from '../../domain/result.ts';
import { Alarms } from '../alarms.ts';
import { Db } from '../database.ts';
import { keyOfUsedLedger } from '../ledger/ledger-check.ts';
import { syncFile, syncFolder } from '../ledger/sync-folder.ts';
import { readMeta } from '../meta.ts';
import { forgetProgram } from '../settings.ts';
import { checkBackup } from './check-backup.ts';
import { packedEnd, unpackBackup } from './packed-backup.ts';
import { markReturned } from './returned-campaigns.ts';

/** The database's suffixes, and those of the files that SQLite keeps beside it. These belong to no other database. */
const companions = ['', '-wal', '-shm'] as const;
const unpackedOf = (database: string) => `${database}.unpacked.tmp`;
const copyOf = (database: string) => `${database}.restored.tmp`;
const stagedOf = (database: string) => `${database}.restored`;
/** The mark that stands from the moment a backup is put in place until a start with it has gone well. */
const markOf = (database: string) => `${database}.unproven`;
const ledgerLinkOf = (ledger: string) => `${ledger}.before-restore`;

/** Where a database and its fence ledger lie, and where the present database is set aside. */
type RestorePlaces = { readonly database: string; readonly ledger: string; readonly backups: string };

/**
 * Copies a backup beside the database and checks the copy, which nobody else can change. Removes the program to run
 * from it, and lets it send nothing before the operator agrees: it does not know what was cancelled or forbidden since.
 * Throws the disk's errors.
 */
export function copyForRestore(database: string, backup: string, ledger?: string): ReturnType<typeof checkBackup> {
  const copy = copyOf(database);
  dropChecked(database);
  copyFileSync(backup, copy);
  const sound = checkBackup(copy);
  const checked = sound.ok && isUnderOtherKey(copy, ledger) ? fail(otherKey) : sound;
  if (checked.ok) prepare(copy);
  else dropChecked(database);
  return checked;
}

/** As `copyForRestore`, for a backup that may be packed. */
export async function unpackForRestore(
  database: string,
  backup: string,
  ledger: string,
): Promise<ReturnType<typeof copyForRestore>> {
  if (!backup.endsWith(packedEnd)) return copyForRestore(database, backup, ledger);
  const unpacked = unpackedOf(database);
  try {
    if (await unpackBackup(backup, unpacked)) return copyForRestore(database, unpacked, ledger);
    return fail({ code: 'backup_damaged', detail: 'not packed by this program' });
  } finally {
    rmSync(unpacked, { force: true });
  }
}

const otherKey = { code: 'backup_foreign', detail: 'another key of fences' } as const;

/** Whether a backup's fences use another key than this ledger: then nobody would be recognised. */
function isUnderOtherKey(copy: string, ledgerFile: string | undefined): boolean {
  const key = ledgerFile === undefined ? null : keyOfUsedLedger(ledgerFile);
  if (key === null) return false;
  const sqlite = new Database(copy, { readonly: true, fileMustExist: true });
  try {
    return readMeta(new Db(sqlite, copy), 'ledger_key') !== key;
  } finally {
    sqlite.close();
  }
}

/** Deletes a copy that was refused, or whose check was given up. */
export function dropCopy(database: string): void {
  dropChecked(database);
  rmSync(unpackedOf(database), { force: true });
}

function dropChecked(database: string): void {
  for (const companion of companions) rmSync(copyOf(database) + companion, { force: true });
}

/** Lets the next start put the copy in place before it opens anything. After a power cut there is still a database. */
export function stageRestore(database: string): void {
  syncFile(copyOf(database));
  renameSync(copyOf(database), stagedOf(database));
  syncFolder(dirname(database));
}

/** Whether the next start puts a backup in the database's place. */
export function isRestoreStaged(database: string): boolean {
  return existsSync(stagedOf(database));
}

/**
 * Puts the backup in the database's place, and sets the present database aside under the given name. Only while no
 * connection is open. Returns whether there was a backup to put in place.
 */
export function finishRestore({ database, ledger, backups }: RestorePlaces, asideName: string): boolean {
  const staged = stagedOf(database);
  if (!existsSync(staged)) return false;
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  // A restore that was cut short goes on under the name that it began with.
  const aside = join(backups, asideOf(database) ?? mark(database, asideName));
  keepLedger(ledger);
  // When cut off here, it is done again: the staged backup still lies beside the database.
  moveDatabase(database, aside);
  renameSync(staged, database);
  syncFolder(dirname(database));
  return true;
}

/** Keeps the restored database for good, after a start with it went well. */
export function keepRestored({ database, ledger }: Omit<RestorePlaces, 'backups'>): void {
  rmSync(ledgerLinkOf(ledger), { force: true });
  rmSync(markOf(database), { force: true });
}

/**
 * Undoes a restore after which no start went well: database, log and ledger as before. Only while no connection is
 * open. Returns whether there was such a restore; the backup itself is still there.
 */
export function undoRestore({ database, ledger, backups }: RestorePlaces): boolean {
  const asideName = asideOf(database);
  if (asideName === null || existsSync(stagedOf(database))) return false;
  const aside = join(backups, asideName);
  if (existsSync(aside)) {
    // The database file goes last: while it is there, the files beside it are its own. The former files come back in
    // the same order.
    for (const companion of companions.toReversed())
      if (existsSync(database)) rmSync(database + companion, { force: true });
    moveDatabase(aside, database);
  }
  const link = ledgerLinkOf(ledger);
  if (existsSync(link) && !isSameFile(link, ledger)) renameSync(link, ledger);
  syncFolder(dirname(database));
  keepRestored({ database, ledger });
  return true;
}

/** Moves a database and the files beside it, the database last: after a crash it is still found at its old place. */
export function moveDatabase(from: string, to: string): void {
  for (const companion of companions.toReversed())
    if (existsSync(from + companion)) renameSync(from + companion, to + companion);
}

/** Prepares the copy itself, so that no crash separates the backup from its alarm. */
function prepare(copy: string): void {
  const sqlite = new Database(copy, { fileMustExist: true });
  try {
    sqlite.pragma('journal_mode = DELETE');
    const db = new Db(sqlite, copy);
    db.immediate(() => {
      // A backup of restored data has the alarm already.
      new Alarms(db).raise('restored', {}, Date.now());
      markReturned(db, 'restored');
      forgetProgram(db);
    });
  } finally {
    sqlite.close();
  }
}

function asideOf(database: string): string | null {
  const file = markOf(database);
  // A mark that a power cut left empty means that nothing was done after it.
  return existsSync(file) ? readFileSync(file, 'utf8') || null : null;
}

function mark(database: string, asideName: string): string {
  writeFileSync(markOf(database), asideName, { mode: 0o600, flush: true });
  syncFolder(dirname(database));
  return asideName;
}

/** Keeps the ledger under a second name or as a copy: if a start sets it aside, the restored database would lack it. */
function keepLedger(ledger: string): void {
  const link = ledgerLinkOf(ledger);
  if (!existsSync(ledger) || existsSync(link)) return;
  try {
    linkSync(ledger, link);
  } catch {
    copyFileSync(ledger, link);
  }
}

function isSameFile(one: string, other: string): boolean {
  const { ino } = statSync(one, { bigint: true });
  return statSync(other, { bigint: true, throwIfNoEntry: false })?.ino === ino;
}
