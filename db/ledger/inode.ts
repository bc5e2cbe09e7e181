import { fstatSync, statSync } from 'node:fs';

/** The number of a file, by its path or open. It has 64 bits on Windows, where two files may be one number as a double. */
export function inodeOf(file: string | number): bigint {
  return typeof file === 'number' ? fstatSync(file, { bigint: true }).ino : statSync(file, { bigint: true }).ino;
}

/** False once the file of that number is no longer the one at the path: moved, replaced or unlinked. */
export function isAt(path: string, inode: bigint): boolean {
  try {
    return inodeOf(path) === inode;
  } catch {
    return false;
  }
}
