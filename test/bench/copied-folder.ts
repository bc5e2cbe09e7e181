import { closeSync, cpSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { foldersUnder } from '../../electron/storage/folders.ts';

/** Works on a copy of a folder, placed where a rig looks for it, and removes the copy afterwards. */
export async function onCopyOf<Value>(from: string, use: (folder: string) => Promise<Value>): Promise<Value> {
  mkdirSync('out/bench', { recursive: true });
  const folder = mkdtempSync(resolve('out/bench/copy-'));
  try {
    copyStored(from, folder);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The copy is written to the disk first: else the first commits would wait for its 2 GB. */
function copyStored(from: string, to: string): void {
  const { database, ledger } = foldersUnder(from, true);
  mkdirSync(join(to, 'ledger'));
  cpSync(database, join(to, 'sendonce.db'));
  cpSync(dirname(ledger), join(to, 'ledger'), { recursive: true });
  const copied = openSync(join(to, 'sendonce.db'), 'r+');
  fsyncSync(copied);
  closeSync(copied);
}
