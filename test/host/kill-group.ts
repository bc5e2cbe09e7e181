// Ends a Chromium with all of its processes, and waits until it is gone.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const goneTimeoutMs = 30_000;
const pollMs = 10;

/** Chromium leads a process group of its own, except on Windows, where its children end with it. */
export async function killGroup(id: number): Promise<void> {
  const target = process.platform === 'win32' ? id : -id;
  try {
    process.kill(target, 'SIGKILL');
  } catch {
    return; // The processes have ended already.
  }
  for (let waited = 0; isAlive(id) && waited < goneTimeoutMs; waited += pollMs) await delay(pollMs);
}

/** A zombie counts as gone: a container may keep one when no parent collects it. */
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
