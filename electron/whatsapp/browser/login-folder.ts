import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { makePrivate } from '../../../db/folder/private-mode.ts';

/** The folder below the given one in which the library keeps Chromium's profile, which is the login. */
function profileOf(loginFolder: string): string {
  return join(loginFolder, 'session');
}

/**
 * Makes the folders for the login, readable by the user only: anybody who can read them can send as the user. A file in
 * their place is no login and is removed. Throws the system's error where they cannot be made.
 */
export function prepareLoginFolder(loginFolder: string): void {
  for (const folder of [loginFolder, profileOf(loginFolder)]) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(folder);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    makePrivate(folder);
  }
}

/** The folders of further accounts, below the folder of all logins, that contain a login. */
export function furtherLogins(folderOfAll: string): string[] {
  if (!existsSync(folderOfAll)) return [];
  const names = readdirSync(folderOfAll).filter((name) => /^account-[\da-f-]{36}$/.test(name));
  return names.filter((name) => existsSync(profileOf(join(folderOfAll, name))));
}

const foundName = 'found';

/** Marks a login that was found: it belongs to somebody, and is not removed before WhatsApp has said whose it is. */
export function markFound(loginFolder: string): void {
  writeFileSync(join(loginFolder, foundName), '');
}

export function isFound(loginFolder: string): boolean {
  return existsSync(join(loginFolder, foundName));
}

/** Removes the login. Windows holds the files of a browser that has just ended for a moment. */
export async function removeLogin(loginFolder: string): Promise<void> {
  await rm(profileOf(loginFolder), { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** Whether a running Chromium has the login: a second one that it turns away may end without saying so. */
export function isLoginHeld(loginFolder: string): boolean {
  const owner = lockOwner(loginFolder);
  if (owner === null) return false;
  const dash = owner.lastIndexOf('-');
  return owner.slice(0, dash) === hostname() && isRunning(Number(owner.slice(dash + 1)));
}

/** Removes the lock of a Chromium that no longer runs. The app's own lock keeps a second copy of it away. */
export function removeStaleLock(loginFolder: string): void {
  if (lockOwner(loginFolder) === null || isLoginHeld(loginFolder)) return;
  for (const name of [lockName, 'SingletonSocket', 'SingletonCookie']) {
    rmSync(join(profileOf(loginFolder), name), { force: true });
  }
}

const lockName = 'SingletonLock';

/** The machine and process that took the lock; null without one, or where there are no such locks, as on Windows. */
function lockOwner(loginFolder: string): string | null {
  try {
    return readlinkSync(join(profileOf(loginFolder), lockName));
  } catch {
    return null;
  }
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
