import { isFull } from '../../db/open.ts';
import type { PauseReason } from '../../domain/state.ts';

/** What an error of SQLite or the system means for sending. */
export function pauseFor(code: string): PauseReason {
  if (isFull(code)) return 'disk_full';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'database_corrupt';
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES') return 'database_read_only';
  if (code.startsWith('SQLITE_BUSY')) return 'database_busy';
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')) return 'database_moved';
  return 'internal';
}
