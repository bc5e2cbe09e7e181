import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
/** Some apps side by side, each with two browser profiles, need less. */
const leastFreeBytes = 2 * 2 ** 30;

/**
 * Where tests put what they write: memory where there is enough of it. The app syncs every message several times, and a
 * disk that is really written to keeps the processor waiting. What a power cut does to a disk is another test's subject.
 */
export function memoryFolder(): string {
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= leastFreeBytes ? memory : tmpdir();
}
