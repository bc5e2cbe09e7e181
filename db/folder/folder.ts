import { readFileSync, realpathSync } from 'node:fs';
import { systemOutput } from '../system-output.ts';

/**
 * Why a database must not live in a folder. On a network drive the locks of SQLite cannot be trusted; a folder that a
 * program synchronises has its files exchanged one by one, and the log away from its database.
 */
export type FolderProblem = 'network' | 'synced';

const networkFileSystems = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb3',
  'smbfs',
  'afs',
  'ncpfs',
  'ceph',
  'glusterfs',
  'fuse.sshfs',
  'fuse.rclone',
  'fuse.gvfsd-fuse',
  'davfs',
  'webdav',
]);

/** Names that Dropbox, OneDrive, iCloud and Google Drive give their folders, a company's name behind some. */
const syncedFolders = [
  /^dropbox( \(.+\)| - .+)?$/,
  /^onedrive( - .+)?$/,
  /^icloud ?drive$/,
  /^com~apple~clouddocs$/,
  /^google ?drive$/,
  /^my drive$/,
  /^cloudstorage$/,
];

/** What is wrong with a folder for a database, by its path and the list of mounts; null when nothing is known. */
export function folderProblem(folder: string): FolderProblem | null {
  return problemOf(resolved(folder), mountsHere());
}

/** Something that is mounted: where, and by which file system. */
type Mount = { readonly at: string; readonly type: string };

/** The same by a path that is resolved already, and the mounts that are known. */
export function problemOf(folder: string, mounts: readonly Mount[]): FolderProblem | null {
  if (/^[\\/]{2}[^\\/?.]/.test(folder)) return 'network';
  const names = folder.toLowerCase().split(/[\\/]/);
  if (names.some((name) => syncedFolders.some((synced) => synced.test(name)))) return 'synced';
  return networkFileSystems.has(fileSystemOf(folder, mounts)) ? 'network' : null;
}

/** The file system of the innermost mount that the folder is in. */
function fileSystemOf(folder: string, mounts: readonly Mount[]): string {
  let place = '';
  let found = '';
  for (const { at, type } of mounts) {
    const isInside = folder === at || folder.startsWith(at.endsWith('/') ? at : `${at}/`);
    // A later mount at the same place lies over the one before.
    if (isInside && at.length >= place.length) {
      place = at;
      found = type;
    }
  }
  return found;
}

/** By the system's own call, which names the server behind a drive letter of Windows. */
function resolved(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

function mountsHere(): Mount[] {
  if (process.platform === 'darwin') return mountsOfMac(systemOutput('/sbin/mount'));
  try {
    return mountsOfLinux(readFileSync('/proc/mounts', 'utf8'));
  } catch {
    return [];
  }
}

/** What /proc/mounts says: a mount a line, with device, place and file system. */
export function mountsOfLinux(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, escaped = '', type = ''] = line.split(' ');
    const at = escaped.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    return at === '' ? [] : [{ at, type }];
  });
}

/** What a Mac's `mount` says: `//ada@server/people on /Volumes/people (smbfs, nodev, nosuid)`. */
export function mountsOfMac(text: string): Mount[] {
  return [...text.matchAll(/^.*? on (\/.*) \((\w+)[,)]/gm)].map(([, at = '', type = '']) => ({ at, type }));
}
