import { chmodSync, mkdirSync, readlinkSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** The library keeps Chromium's profile, which is the login, in this folder of the one it is given. */
function profileOf(loginFolder: string): string {
  return join(loginFolder, 'session');
}

/** Makes the folders for the login, for the user's eyes only: whoever reads them can send as the user. */
export function prepareLoginFolder(loginFolder: string): void {
  for (const folder of [loginFolder, profileOf(loginFolder)]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(folder, 0o700);
  }
}

/** Removes the login. Windows keeps files of a browser that has just ended for a moment. */
export async function removeLogin(loginFolder: string): Promise<void> {
  await rm(profileOf(loginFolder), { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/**
 * Removes the lock that a Chromium left behind which no longer runs, or ran when this machine had another name. The
 * app's own lock makes sure that no second copy of the app uses the folder.
 */
export function removeStaleLock(loginFolder: string): void {
  const lock = join(profileOf(loginFolder), 'SingletonLock');
  let owner: string;
  try {
    owner = readlinkSync(lock);
  } catch {
    return; // Windows has no such lock, and elsewhere there is none now.
  }
  const dash = owner.lastIndexOf('-');
  if (owner.slice(0, dash) === hostname() && isRunning(Number(owner.slice(dash + 1)))) return;
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
    rmSync(join(profileOf(loginFolder), name), { force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
