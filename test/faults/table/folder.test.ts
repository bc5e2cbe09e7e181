import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderProblem, mountsOfLinux, mountsOfMac, problemOf } from '../../../db/folder/folder.ts';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { granted } from '../../support/granted.ts';
import { migrationsFolder, startMs, temporaryFolder } from '../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** Opens the data in a folder as a start does, and returns what keeps the app from sending. */
function openIn(name: string) {
  const folder = join(place.folder, name);
  mkdirSync(folder, { recursive: true });
  const opened = granted(openStorage(foldersUnder(folder, false), migrationsFolder, startMs));
  opened.ledger.close();
  opened.db.close();
  return { folderProblem: opened.folderProblem, hold: opened.hold };
}

const mounts = mountsOfLinux(
  [
    '/dev/vda / ext4 rw 0 0',
    'server:/people /home/ada/share nfs4 rw 0 0',
    '//server/people /mnt/team\\040files cifs rw 0 0',
    '/dev/vdb /mnt/team\\040files/local ext4 rw 0 0',
    'ada@server:/ /mnt/far fuse.sshfs rw 0 0',
  ].join('\n'),
);
const macMounts = mountsOfMac(
  [
    '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
    '/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)',
    '//ada@server._smb._tcp.local/people on /Volumes/people on call (smbfs, nodev, nosuid, mounted by ada)',
    'server:/homes on /Volumes/homes (nfs)',
    '/dev/disk5s1 on /Volumes/Stick (1) (msdos, local, nodev)',
  ].join('\n'),
);

describe('row 42: a data folder on a network drive or in a synchronised folder', () => {
  it.each([
    ['/home/ada/.config/SendOnce/data', null],
    ['/home/ada/share/SendOnce', 'network'],
    ['/home/ada/shared/SendOnce', null],
    ['/mnt/team files/SendOnce', 'network'],
    ['/mnt/team files/local/SendOnce', null],
    ['/mnt/far/SendOnce', 'network'],
    ['\\\\server\\people\\SendOnce', 'network'],
    ['//server/people/SendOnce', 'network'],
    ['C:\\Users\\Ada\\AppData\\Roaming\\SendOnce', null],
    ['C:\\Users\\Ada\\OneDrive - Campaign\\SendOnce', 'synced'],
    ['C:\\Users\\Ada\\Dropbox\\SendOnce', 'synced'],
    ['/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/SendOnce', 'synced'],
    ['/Users/ada/Library/CloudStorage/GoogleDrive-ada/SendOnce', 'synced'],
    ['G:\\My Drive\\SendOnce', 'synced'],
    ['/home/ada/Dropbox notes/SendOnce', null],
  ])('is told by its path and the mounts: %s', (folder, problem) => {
    expect(problemOf(folder, mounts)).toBe(problem);
  });

  it.each([
    ['/Users/ada/Library/Application Support/SendOnce', null],
    ['/Volumes/people on call/SendOnce', 'network'],
    ['/Volumes/homes/ada', 'network'],
    ['/Volumes/homes of all', null],
    ['/Volumes/Stick (1)/SendOnce', null],
  ])('is told on a Mac by what is mounted: %s', (folder, problem) => {
    expect(macMounts.find(({ at }) => at === '/Volumes/Stick (1)')).toEqual({
      at: '/Volumes/Stick (1)',
      type: 'msdos',
    });
    expect(problemOf(folder, macMounts)).toBe(problem);
  });

  it('is told when the data is opened, and the database opens all the same', () => {
    expect(openIn('Dropbox')).toEqual({ folderProblem: 'synced', hold: null });
  });

  it('is no problem on this machine', () => {
    expect(folderProblem(place.folder)).toBeNull();
    expect(openIn('data')).toEqual({ folderProblem: null, hold: null });
  });
});

it('row 496: a data folder in a synchronised folder is told of also where the ledger is, which waits for the operator', () => {
  openIn('Dropbox');
  rmSync(foldersUnder(join(place.folder, 'Dropbox'), false).ledger);
  expect(openIn('Dropbox')).toMatchObject({ folderProblem: 'synced', hold: { reason: 'ledger_lost' } });
});
