import fs, { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp } from '../../../db/open.ts';
import { folderOfComputer } from '../../../electron/desktop/identity.ts';
import { cacheFolder, foldersUnder, openToOthers } from '../../../electron/storage/folders.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { prepareLoginFolder } from '../../../electron/whatsapp/browser/login-folder.ts';
import { granted } from '../../support/granted.ts';
import { migrationsFolder, startMs, temporaryFolder } from '../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const isForOthers = (path: string) => (statSync(path).mode & 0o077) !== 0;

it.skipIf(process.platform === 'win32')(
  'data and ledger are for the user’s eyes alone, also where they were copied to',
  () => {
    const { data, ledger } = foldersUnder(place.folder, false);
    // As after copying the folder to a stick and back.
    for (const folder of [data, dirname(ledger)]) chmodSync(folder, 0o755);
    const backups = join(data, 'backups');
    mkdirSync(backups);
    const files = [
      join(data, 'sendonce.db'),
      join(data, 'instance.lock'),
      ledger,
      join(data, 'logs/main.log'),
      join(backups, 'a.db'),
    ];
    for (const file of files) writeFileSync(file, 'x', { mode: 0o644 });
    const folders = foldersUnder(place.folder, false);
    expect(files.filter(isForOthers)).toEqual([]);
    expect([data, dirname(ledger), folders.attachments, folders.whatsapp, folders.logs].filter(isForOthers)).toEqual(
      [],
    );
  },
);

it.skipIf(process.platform === 'win32').each(['readdirSync', 'statSync'] as const)(
  'a file that goes while its folder is looked through, right after %s, is overlooked',
  (call) => {
    const { data } = foldersUnder(place.folder, false);
    const going = join(data, 'daily.db');
    writeFileSync(going, 'x', { mode: 0o644 });
    const { [call]: asked } = fs;
    const goesAfter = (...given: Parameters<typeof asked>) => {
      const answer: unknown = Reflect.apply(asked, fs, given);
      if (given[0] === (call === 'statSync' ? going : data)) rmSync(going, { force: true });
      return answer;
    };
    try {
      Object.assign(fs, { [call]: goesAfter });
      syncBuiltinESMExports();
      expect(() => foldersUnder(place.folder, false)).not.toThrow();
    } finally {
      Object.assign(fs, { [call]: asked });
      syncBuiltinESMExports();
    }
    expect(existsSync(going)).toBe(false);
  },
);

/** The answer of exFAT, and of a file system that keeps modes for itself. */
it.skipIf(process.platform === 'win32').each(['EPERM', 'ENOSYS', 'ENOTSUP'])(
  'on a drive that keeps no modes and answers %s the app starts, and knows that others may read it',
  async (code) => {
    const { chmodSync: changed } = fs;
    const { data, ledger } = foldersUnder(place.folder, false);
    for (const folder of [data, dirname(ledger)]) chmodSync(folder, 0o755);
    writeFileSync(join(data, 'instance.lock'), 'x', { mode: 0o644 });
    try {
      Object.assign(fs, {
        chmodSync: () => {
          throw Object.assign(new Error(`${code}: chmod`), { code });
        },
      });
      syncBuiltinESMExports();
      const folders = foldersUnder(place.folder, false);
      expect(openToOthers(folders)).toEqual(['data', 'ledger']);
      prepareLoginFolder(folders.whatsapp);
      const { db } = granted(openStorage(folders, migrationsFolder, startMs));
      backUp(db.sqlite, folders.backups, 'daily', startMs);
      db.close();
    } finally {
      Object.assign(fs, { chmodSync: changed });
      syncBuiltinESMExports();
    }
    expect(openToOthers(foldersUnder(place.folder, false))).toEqual([]);
  },
);

it.each([
  ['linux', { XDG_CACHE_HOME: '/cache' }, '/cache/sendonce'],
  ['linux', {}, '/home/ann/.cache/sendonce'],
  ['darwin', {}, '/home/ann/Library/Caches/SendOnce'],
] as const)('a fetched browser lies outside of all that is copied with the data, on %s', (platform, env, folder) => {
  const cache = cacheFolder({ platform, env, home: '/home/ann' });
  expect(cache.replaceAll('\\', '/')).toBe(folder);
  const { browser } = foldersUnder(place.folder, false, cache);
  const way = relative(place.folder, browser);
  // On Windows the folder may be on another drive, to which there is no relative path.
  expect(way.startsWith('..') || isAbsolute(way)).toBe(true);
});

it('what this computer knows of its ledgers lies outside of all that is copied with the data', () => {
  const userData = join(place.folder, 'SendOnce');
  const app = { getName: () => 'SendOnce', getPath: () => place.folder };
  const { lastLines } = foldersUnder(userData, false, undefined, folderOfComputer(app));
  const way = relative(userData, lastLines);
  expect(way.startsWith('..') || isAbsolute(way)).toBe(true);
});
