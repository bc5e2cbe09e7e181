import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from '../../db/ledger/sync-folder.ts';
import { renamePatiently } from './patient-rename.ts';

/** Removes the unfinished file that a thread left when it was ended while writing. */
export function removeUnfinished(path: string): void {
  const isLeft = (name: string) => name.startsWith(`${basename(path)}.`) && /\.[0-9a-f]{12}\.tmp$/.test(name);
  for (const name of readdirSync(dirname(path)).filter(isLeft)) rmSync(join(dirname(path), name), { force: true });
}

/**
 * Writes a file so that it exists in full or not at all: under another name beside it, synced, then renamed. Throws the
 * disk's errors (`ENOSPC`, `EACCES` …) and leaves nothing behind. Readable by its owner only, since it holds numbers.
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
    // Some network drives cannot sync a folder: the file is there, and only a power cut might take it back.
  }
}
