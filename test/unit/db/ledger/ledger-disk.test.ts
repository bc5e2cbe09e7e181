import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Ledger } from '../../../../db/ledger/ledger.ts';
import { textScope } from '../../../../domain/messages/scope.ts';
import { hashOf } from '../../../support/attempts.ts';
import { startMs, temporaryFolder } from '../../../support/temporary-database.ts';

/** The operations that the disk refuses at this moment, each with its error code. */
const refused = new Map<string, string>();

function refuse(what: string): void {
  const code = refused.get(what);
  if (code !== undefined) throw Object.assign(new Error(code), { code });
}

/** Replaces the real disk by one that can refuse. */
function watchDisk(): void {
  const { openSync, fsyncSync, ftruncateSync } = fs;
  vi.spyOn(fs, 'openSync').mockImplementation((path, flags, mode) => {
    if (fs.existsSync(path) && fs.statSync(path).isDirectory()) refuse('a folder');
    return openSync(path, flags, mode);
  });
  vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
    refuse('a sync');
    fsyncSync(handle);
  });
  vi.spyOn(fs, 'ftruncateSync').mockImplementation((handle, length) => {
    refuse('a cut');
    ftruncateSync(handle, length);
  });
  syncBuiltinESMExports();
}

const platform = process.platform;
let place: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  place = temporaryFolder();
  file = `${place.folder}/ledger/fences.ledger`;
  watchDisk();
});
afterEach(() => {
  refused.clear();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  Object.defineProperty(process, 'platform', { value: platform });
  place.remove();
});

const line = (random: string) => ({
  token: random,
  campaign: 'campaign',
  row: 2,
  account: '+447700900118',
  scopes: [textScope('scope')],
  aliases: [hashOf('alias')],
  random,
  atMs: startMs,
});
const randoms = () => {
  const opened = Ledger.open(file);
  if (!opened.ok) return opened.failure.code;
  const found = [...opened.value.lines()].map(({ random }) => random);
  opened.value.close();
  return found;
};

it('is made on Windows, which opens no folders, and is refused elsewhere when its folder cannot be synced', () => {
  refused.set('a folder', 'EPERM');
  Object.defineProperty(process, 'platform', { value: 'linux' });
  expect(() => Ledger.create(`${file}.other`, 'database', null, startMs)).toThrow('EPERM');
  Object.defineProperty(process, 'platform', { value: 'win32' });
  Ledger.create(file, 'database', null, startMs).close();
  expect(randoms()).toEqual([]);
});

it('a line that the disk did not confirm is cut off, and the next stands in its place', () => {
  const ledger = Ledger.create(file, 'database', null, startMs);
  refused.set('a sync', 'ENOSPC');
  expect(() => ledger.append(line('3EB01'))).toThrow('ENOSPC');
  expect(randoms()).toEqual([]);
  refused.clear();
  ledger.append(line('3EB02'));
  ledger.close();
  expect(randoms()).toEqual(['3EB02']);
});

it('says that the line could not be written also when even the cut is refused, and writes over it', () => {
  const ledger = Ledger.create(file, 'database', null, startMs);
  refused.set('a sync', 'ENOSPC').set('a cut', 'EIO');
  expect(() => ledger.append(line('3EB01'))).toThrow('ENOSPC');
  refused.clear();
  ledger.append(line('3EB02'));
  ledger.close();
  expect(randoms()).toEqual(['3EB02']);
});
