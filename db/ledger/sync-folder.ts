import { closeSync, fsyncSync, openSync } from 'node:fs';

/**
 * Makes a new or renamed file of a folder survive a power cut. Windows cannot open folders, and needs no such thing.
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
