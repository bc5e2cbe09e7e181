import type { PauseReason } from './state.ts';

/** Why the place of the data cannot be opened, as far as the code of an error says it. */
export type StorageProblem =
  | 'disk_full'
  | 'database_corrupt'
  | 'database_read_only'
  | 'database_busy'
  | 'folder_unusable'
  | 'database_unreachable';

type Meaning = { readonly sign: RegExp; readonly opening: StorageProblem; readonly sending: PauseReason };

/** What the codes of SQLite and of the system mean: for whoever opens the data, and for sending from it. */
const meanings: readonly Meaning[] = [
  // Where the log's index finds no room, SQLite calls it I/O.
  { sign: /^SQLITE_FULL|^(ENOSPC|SQLITE_IOERR_SHMSIZE)$/, opening: 'disk_full', sending: 'disk_full' },
  { sign: /^SQLITE_CORRUPT|^SQLITE_NOTADB$/, opening: 'database_corrupt', sending: 'database_corrupt' },
  { sign: /^SQLITE_READONLY|^(EACCES|EROFS)$/, opening: 'database_read_only', sending: 'database_read_only' },
  { sign: /^SQLITE_BUSY/, opening: 'database_busy', sending: 'database_busy' },
  { sign: /^SQLITE_(IOERR|CANTOPEN)/, opening: 'database_unreachable', sending: 'database_moved' },
  // A file where a folder should be.
  { sign: /^(EEXIST|ENOTDIR)$/, opening: 'folder_unusable', sending: 'internal' },
  { sign: /^/, opening: 'database_unreachable', sending: 'internal' },
];

const meaningOf = (code: string): Meaning | undefined => meanings.find(({ sign }) => sign.test(code));

/** What the code of an error means for a start. */
export function openingProblem(code: string): StorageProblem {
  return meaningOf(code)?.opening ?? 'database_unreachable';
}

/** What the code of an error means for sending. */
export function pauseFor(code: string): PauseReason {
  return meaningOf(code)?.sending ?? 'internal';
}
