import { fsyncSync, writeSync } from 'node:fs';

/** About what SQLite writes for a transaction: some pages of its log. */
const bytes = Buffer.alloc(16_384, 7);

/** So many bare writes, each of which is on the disk before the next one. */
export function writeDurably(handle: number, count: number): void {
  for (let index = 0; index < count; index += 1) {
    writeSync(handle, bytes, 0, bytes.length, 0);
    fsyncSync(handle);
  }
}
