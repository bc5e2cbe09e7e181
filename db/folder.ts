import { readFileSync, realpathSync } from 'node:fs';

/**
 * Why a database must not live in a folder. On a network drive the locks of SQLite cannot be trusted; a folder that a
 * program synchronises has its files exchanged one by one, and the log away from its database.
 */
type FolderProblem = 'network' | 'synced';

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
]);

/**
 * Names that the clients of Dropbox, OneDrive, iCloud and Google Drive give their folders, a company's name behind
 * some.
 */
const syncedFolders = [
  /^dropbox( \(.+\)| - .+)?$/,
  /^onedrive( - .+)?$/,
  /^icloud ?drive$/,
  /^com~apple~clouddocs$/,
  /^google ?drive$/,
  /^my drive$/,
  /^cloudstorage$/,
];

/**
 * What is wrong with a folder for a database, as far as its path and the list of mounts tell; null when nothing is
 * known.
 */
export function folderProblem(folder: string): FolderProblem | null {
  return problemOf(resolved(folder), mountsOfLinux());
}

/** `mounts` is what /proc/mounts says: a mount a line, with device, place and file system. */
export function problemOf(folder: string, mounts: string): FolderProblem | null {
  if (/^[\\/]{2}[^\\/?.]/.test(folder)) return 'network';
  const names = folder.toLowerCase().split(/[\\/]/);
  if (names.some((name) => syncedFolders.some((synced) => synced.test(name)))) return 'synced';
  return networkFileSystems.has(fileSystemOf(folder, mounts)) ? 'network' : null;
}

/** The file system of the innermost mount that the folder is in. */
function fileSystemOf(folder: string, mounts: string): string {
  let place = '';
  let found = '';
  for (const line of mounts.split('\n')) {
    const [, escaped = '', type = ''] = line.split(' ');
    const at = escaped.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const isInside = folder === at || folder.startsWith(at.endsWith('/') ? at : `${at}/`);
    // A later mount at the same place lies over the one before.
    if (at !== '' && isInside && at.length >= place.length) {
      place = at;
      found = type;
    }
  }
  return found;
}

function resolved(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function mountsOfLinux(): string {
  try {
    return readFileSync('/proc/mounts', 'utf8');
  } catch {
    return '';
  }
}
