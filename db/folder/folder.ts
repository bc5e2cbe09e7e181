import { readFileSync, realpathSync } from 'node:fs';
import { systemOutput } from '../system-output.ts';

/**
 * A network drive's locks cannot be trusted, and a program that synchronises a folder may separate database and log.
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

/** The names that Dropbox, OneDrive, iCloud and Google Drive give their folders; some add the name of a company. */
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

type Mount = { readonly at: string; readonly type: string };

/** As `folderProblem`, for a path that is resolved already and the given mounts. */
export function problemOf(folder: string, mounts: readonly Mount[]): FolderProblem | null {
  if (/^[\\/]{2}[^\\/?.]/.test(folder)) return 'network';
  const names = folder.toLowerCase().split(/[\\/]/);
  if (names.some((name) => syncedFolders.some((synced) => synced.test(name)))) return 'synced';
  return networkFileSystems.has(fileSystemOf(folder, mounts)) ? 'network' : null;
}

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

/** Uses the system's own call, which names the server behind a drive letter of Windows. */
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

/** The mounts in /proc/mounts: one on each line, with device, place and file system. */
export function mountsOfLinux(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, escaped = '', type = ''] = line.split(' ');
    const at = escaped.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    return at === '' ? [] : [{ at, type }];
  });
}

/** The mounts in the output of a Mac's `mount`: `//ada@server/people on /Volumes/people (smbfs, nodev, nosuid)`. */
export function mountsOfMac(text: string): Mount[] {
  return [...text.matchAll(/^.*? on (\/.*) \((\w+)[,)]/gm)].map(([, at = '', type = '']) => ({ at, type }));
}
