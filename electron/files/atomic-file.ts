import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../db/ledger/sync-folder.ts';
import { renamePatiently } from './patient-rename.ts';

/**
 * Writes a file so that it is there in full or not at all: under another name beside it, synced, then renamed. Throws
 * what the disk says (`ENOSPC`, `EACCES` …) and leaves nothing behind. Readable by its owner alone: it holds numbers.
 */
export async function writeAtomically(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  try {
    syncFolder(dirname(path));
  } catch {
    // Some network drives cannot: the file is there, and only a power cut might take it back.
  }
}
