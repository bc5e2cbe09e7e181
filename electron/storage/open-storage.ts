import type { Db } from '../../db/database.ts';
import { folderProblem } from '../../db/folder.ts';
import { backupName, errorCode, type OpenFailure, openDatabase, openFailure } from '../../db/open.ts';
import { type Hold, type OpenedLedger, openLedger } from '../../db/open-ledger.ts';
import { finishRestore } from '../../db/restore.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { Folders } from './folders.ts';

export type Storage = { readonly db: Db } & OpenedLedger;
export type StorageFailure = OpenFailure | { readonly code: 'ledger_unreadable'; readonly detail: string };

/** Opens the database and its fence ledger. Where they do not fit each other, sending is held; nothing is lost. */
export function openStorage(
  folders: Folders,
  migrationsFolder: string,
  nowMs: number,
): Result<Storage, StorageFailure> {
  try {
    finishRestore(folders.database, { folder: folders.backups, name: backupName('before-restore', nowMs) });
  } catch (error) {
    return fail(openFailure(error));
  }
  const opened = openDatabase(folders.database, { migrationsFolder, backupsFolder: folders.backups, nowMs });
  if (!opened.ok) return opened;
  try {
    const ledger = openLedger(opened.value, folders.ledger, nowMs);
    return succeed({ db: opened.value, ...ledger, hold: ledger.hold ?? folderHold(folders.data) });
  } catch (error) {
    opened.value.close();
    return fail(ledgerFailure(error));
  }
}

/** Opening a ledger also writes into the database: where that is what failed, the ledger is not to blame. */
function ledgerFailure(error: unknown): StorageFailure {
  const failure = openFailure(error);
  const isOfLedger = failure.code !== 'disk_full' && !errorCode(error).startsWith('SQLITE_');
  return isOfLedger ? { code: 'ledger_unreadable', detail: failure.detail } : failure;
}

/** A folder that is shared or synchronised can be damaged at any moment: nothing is sent from it. */
function folderHold(folder: string): Hold | null {
  const problem = folderProblem(folder);
  return problem === null ? null : { reason: 'synced_folder', detail: problem, count: null };
}
