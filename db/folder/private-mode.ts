import { chmodSync, statSync } from 'node:fs';

/** What a file system answers that keeps no modes, as exFAT does: whoever may read the drive may read what lies on it. */
const withoutModes = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** Makes a file or a folder its user's alone, where its file system knows of that. */
export function makePrivate(path: string): void {
  if (!isForOthers(path)) return;
  try {
    chmodSync(path, statSync(path).isDirectory() ? 0o700 : 0o600);
  } catch (error) {
    if (!withoutModes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** On Windows the rights of the user's folder hold for what lies in it, and modes say nothing. */
export function isForOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
}
