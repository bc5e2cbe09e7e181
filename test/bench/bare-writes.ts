import { fsyncSync, writeSync } from 'node:fs';

/** About as much as SQLite writes for one transaction: some pages of its log. */
const bytes = Buffer.alloc(16_384, 7);

/** Makes this many bare writes; each is on the disk before the next one begins. */
export function writeDurably(handle: number, count: number): void {
  for (let index = 0; index < count; index += 1) {
    writeSync(handle, bytes, 0, bytes.length, 0);
    fsyncSync(handle);
  }
}
