import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheFolder, foldersUnder } from '../../../electron/storage/folders.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

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
    // As a copy leaves them, on a stick and back.
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

it.each([
  ['linux', { XDG_CACHE_HOME: '/cache' }, '/cache/sendonce'],
  ['linux', {}, '/home/ann/.cache/sendonce'],
  ['darwin', {}, '/home/ann/Library/Caches/SendOnce'],
] as const)('a fetched browser lies outside of all that is copied with the data, on %s', (platform, env, folder) => {
  const cache = cacheFolder({ platform, env, home: '/home/ann' });
  expect(cache.replaceAll('\\', '/')).toBe(folder);
  const { browser } = foldersUnder(place.folder, false, cache);
  const way = relative(place.folder, browser);
  // On Windows it may be on another drive, to which no way leads.
  expect(way.startsWith('..') || isAbsolute(way)).toBe(true);
});
