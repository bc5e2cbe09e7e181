import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes a new or renamed file survive a power cut. Windows cannot open folders, and needs no such thing. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') sync(folder, 'r');
}

/** Puts what was written of a file on the disk. */
export function syncFile(file: string): void {
  sync(file, 'r+');
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
