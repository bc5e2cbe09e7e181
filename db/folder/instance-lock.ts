import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { errorCode } from '../open.ts';

export type InstanceLock = { release(): void };

/**
 * Takes the data folder for this process alone; null when another copy of the app has it. SQLite's exclusive lock on a
 * small file of its own is freed by the system even after a crash. Throws the disk's errors.
 */
export function takeInstanceLock(file: string): InstanceLock | null {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const sqlite = new Database(file, { timeout: 0 });
  try {
    sqlite.pragma('locking_mode = EXCLUSIVE');
    sqlite.exec('BEGIN EXCLUSIVE');
    return { release: () => sqlite.close() };
  } catch (error) {
    sqlite.close();
    if (errorCode(error).startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
