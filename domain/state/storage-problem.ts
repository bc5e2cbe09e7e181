import type { PauseReason } from './state.ts';

/** Why the data folder cannot be opened, as far as the error's code tells. */
export type StorageProblem =
  | 'disk_full'
  | 'database_corrupt'
  | 'database_read_only'
  | 'database_busy'
  | 'folder_unusable'
  | 'database_unreachable';

type Meaning = { readonly sign: RegExp; readonly opening: StorageProblem; readonly sending: PauseReason };

/** The meaning of SQLite's and the system's error codes: for opening the data, and for sending. */
const meanings: readonly Meaning[] = [
  // If there is no room for the log's index, SQLite reports an I/O error.
  { sign: /^SQLITE_FULL|^(ENOSPC|SQLITE_IOERR_SHMSIZE)$/, opening: 'disk_full', sending: 'disk_full' },
  { sign: /^SQLITE_CORRUPT|^SQLITE_NOTADB$/, opening: 'database_corrupt', sending: 'database_corrupt' },
  { sign: /^SQLITE_READONLY|^(EACCES|EROFS)$/, opening: 'database_read_only', sending: 'database_read_only' },
  { sign: /^SQLITE_BUSY/, opening: 'database_busy', sending: 'database_busy' },
  { sign: /^SQLITE_(IOERR|CANTOPEN)/, opening: 'database_unreachable', sending: 'database_moved' },
  // There is a file where a folder should be.
  { sign: /^(EEXIST|ENOTDIR)$/, opening: 'folder_unusable', sending: 'internal' },
];

const meaningOf = (code: string): Meaning | undefined => meanings.find(({ sign }) => sign.test(code));

export function openingProblem(code: string): StorageProblem {
  return meaningOf(code)?.opening ?? 'database_unreachable';
}

export function pauseFor(code: string): PauseReason {
  return meaningOf(code)?.sending ?? 'internal';
}
