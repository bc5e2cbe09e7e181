import { chmodSync, statSync } from 'node:fs';

/** The error codes of file systems without modes, such as exFAT: who may read such a drive may read its files. */
const withoutModes = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** Makes a file or folder readable for its user alone, where its file system supports that. */
export function makePrivate(path: string): void {
  if (!isForOthers(path)) return;
  try {
    chmodSync(path, statSync(path).isDirectory() ? 0o700 : 0o600);
  } catch (error) {
    if (!withoutModes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Whether other users can read a path. On Windows the rights of the user's folder decide, and modes say nothing. */
export function isForOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
}
