import { fstatSync, statSync } from 'node:fs';

/** A file's inode number, by path or open file. A bigint: Windows uses 64 bits, and as doubles two could be equal. */
export function inodeOf(file: string | number): bigint {
  return typeof file === 'number' ? fstatSync(file, { bigint: true }).ino : statSync(file, { bigint: true }).ino;
}

/** False once the file with this inode is no longer the one at the path: moved, replaced or unlinked. */
export function isAt(path: string, inode: bigint): boolean {
  try {
    return inodeOf(path) === inode;
  } catch {
    return false;
  }
}
