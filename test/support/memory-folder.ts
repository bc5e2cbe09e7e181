import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
/** Several apps side by side, each with two browser profiles, need less than this. */
const leastFreeBytes = 2 * 2 ** 30;

/** In memory where there is room: each message is synced several times. Power cuts have a test of their own. */
export function memoryFolder(): string {
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= leastFreeBytes ? memory : tmpdir();
}
