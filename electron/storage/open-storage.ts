import type { Db } from '../../db/database.ts';
import { type FolderProblem, folderProblem } from '../../db/folder/folder.ts';
import { machineName } from '../../db/folder/machine.ts';
import { dropCopy, finishRestore, keepRestored, undoRestore } from '../../db/folder/restore.ts';
import { LastLines } from '../../db/ledger/last-lines.ts';
import { type OpenedLedger, openLedger } from '../../db/ledger/open-ledger.ts';
import { backupName, errorCode, openDatabase, openFailure } from '../../db/open.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { Folders } from './folders.ts';
import { isDatabaseMissing, type StorageFailure } from './ways-on.ts';

export type Storage = {
  readonly db: Db;
  /** Whether an earlier start with a restored backup failed, so that the former data is back. */
  readonly isRestoreUndone: boolean;
  /** Called when the app has started: a restored backup is kept, and no longer undone. */
  readonly keepRestored: () => void;
  /** The problem of a shared or synchronised folder, whose files may get damaged any time: nothing is sent from it. */
  readonly folderProblem: FolderProblem | null;
} & OpenedLedger;

/** Opens the database and its fence ledger. If they do not fit each other, sending is held; nothing is lost. */
export function openStorage(
  folders: Folders,
  migrationsFolder: string,
  nowMs: number,
): Result<Storage, StorageFailure> {
  try {
    const isRestoreUndone = undoRestore(folders);
    dropCopy(folders.database);
    finishRestore(folders, backupName('before-restore', nowMs));
    if (isDatabaseMissing(folders)) return fail({ code: 'database_missing', detail: '' });
    const opened = openBoth(folders, migrationsFolder, nowMs, { isRestoreUndone });
    // A backup that was just restored may be the reason: then the former data is better than nothing.
    if (opened.ok || !undoRestore(folders)) return opened;
    return openBoth(folders, migrationsFolder, nowMs, { isRestoreUndone: true });
  } catch (error) {
    return fail(openFailure(error));
  }
}

function openBoth(
  folders: Folders,
  migrationsFolder: string,
  nowMs: number,
  { isRestoreUndone }: Pick<Storage, 'isRestoreUndone'>,
): Result<Storage, StorageFailure> {
  const opened = openDatabase(folders.database, { migrationsFolder, backupsFolder: folders.backups, nowMs });
  if (!opened.ok) return opened;
  try {
    const ledger = openLedger(opened.value, folders.ledger, nowMs, machineName(), new LastLines(folders.lastLines));
    return succeed({
      ...ledger,
      db: opened.value,
      isRestoreUndone,
      keepRestored: () => keepRestored(folders),
      folderProblem: folderProblem(folders.data),
    });
  } catch (error) {
    opened.value.close();
    return fail(ledgerFailure(error));
  }
}

/** Opening a ledger also writes into the database: if that failed, the ledger is not to blame. */
function ledgerFailure(error: unknown): StorageFailure {
  const failure = openFailure(error);
  const isOfLedger = failure.code !== 'disk_full' && !errorCode(error).startsWith('SQLITE_');
  return isOfLedger ? { code: 'ledger_unreadable', detail: failure.detail } : failure;
}
