import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Ledger } from '../../../../db/ledger/ledger.ts';
import { salvagedLines } from '../../../../db/ledger/ledger-check.ts';
import { ledgerVersion } from '../../../../db/ledger/ledger-file.ts';
import { openLedger } from '../../../../db/ledger/open-ledger.ts';
import { readMeta } from '../../../../db/meta.ts';
import { textScope } from '../../../../domain/messages/scope.ts';
import { hashOf } from '../../../support/attempts.ts';
import { hashAlias, openTestDatabase, startMs, temporaryFolder, testKey } from '../../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  place = temporaryFolder();
  file = `${place.folder}/ledger/fences.ledger`;
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
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
const checksum = (before: string, text: string) =>
  createHash('sha256').update(`${before}\n${text}`).digest('base64url').slice(0, 22);
/** A line with another content that still fits the line before it. */
const withText = (lines: readonly string[], index: number, text: string) =>
  `${text}\t${checksum(lines[index - 1]?.split('\t').at(-1) ?? '', text)}`;
/** As after a disk wrote a piece twice: the repeated lines fit the line before them. */
const again = (lines: readonly string[]) => lines.toSpliced(4, 0, ...lines.slice(2, 4));
const failure = () => {
  const opened = Ledger.open(file);
  if (!opened.ok) {
    const salvaged = opened.failure.code === 'ledger_damaged' ? [...salvagedLines(file)] : [];
    return { header: undefined, ...opened.failure, salvaged };
  }
  opened.value.close();
  return null;
};

/** Records the open files, the syncs and the truncations of the real disk. */
function followDisk() {
  const open = new Map<number, string>();
  const done: string[] = [];
  const { openSync, closeSync, fsyncSync, ftruncateSync, renameSync } = fs;
  const nameOf = (handle: number) => open.get(handle)?.slice(place.folder.length) ?? 'unknown';
  vi.spyOn(fs, 'openSync').mockImplementation((path, flags, mode) => {
    const handle = openSync(path, flags, mode);
    open.set(handle, String(path));
    return handle;
  });
  vi.spyOn(fs, 'closeSync').mockImplementation((handle) => {
    open.delete(handle);
    closeSync(handle);
  });
  vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
    done.push(`sync ${nameOf(handle)}`);
    fsyncSync(handle);
  });
  vi.spyOn(fs, 'ftruncateSync').mockImplementation((handle, length) => {
    done.push(`cut ${nameOf(handle)}`);
    ftruncateSync(handle, length);
  });
  vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    done.push(`move ${String(from).slice(place.folder.length)}`);
    renameSync(from, to);
  });
  syncBuiltinESMExports();
  return { isAllClosed: () => open.size === 0, done };
}

/** Windows cannot open folders, and they need no sync there. */
const folderSync = process.platform === 'win32' ? [] : ['sync /ledger'];

describe('on the disk, a ledger', () => {
  it('that is made is synced with its folder before it is used, and leaves nothing open once it is closed', () => {
    const disk = followDisk();
    const ledger = Ledger.create(file, 'database', null, startMs);
    expect(disk.done).toEqual(['sync /ledger/fences.ledger', ...folderSync]);
    ledger.close();
    expect(disk.isAllClosed()).toBe(true);
  });

  it('whose last line is torn is cut, and the cut is synced, before anything is read of it', () => {
    const ledger = Ledger.create(file, 'database', null, startMs);
    const whole = fs.statSync(file).size;
    ledger.close();
    fs.appendFileSync(file, '{"number":1');
    const disk = followDisk();
    expect(failure()).toBeNull();
    expect(disk.done).toEqual(['cut /ledger/fences.ledger', 'sync /ledger/fences.ledger']);
    expect(fs.statSync(file).size).toBe(whole);
  });

  it('that is whole is opened without a change', () => {
    Ledger.create(file, 'database', null, startMs).close();
    const disk = followDisk();
    expect(failure()).toBeNull();
    expect(disk.done).toEqual([]);
  });

  it('that is damaged is not kept open', () => {
    Ledger.create(file, 'database', null, startMs).close();
    fs.appendFileSync(file, 'damage\ndamage\n');
    const disk = followDisk();
    expect(failure()).toMatchObject({ code: 'ledger_damaged' });
    expect(disk.isAllClosed()).toBe(true);
  });

  it('that takes the place of a damaged one is moved there last, and its folder is synced then', () => {
    const db = openTestDatabase(`${place.folder}/sendonce.db`);
    openLedger(db, file, startMs).ledger.close();
    fs.appendFileSync(file, 'damage\ndamage\n');
    const disk = followDisk();
    openLedger(db, file, startMs).ledger.close();
    const lastMoves = ['move /ledger/fences.ledger', 'move /ledger/fences.ledger.new', ...folderSync];
    expect(disk.done.slice(-lastMoves.length)).toEqual(lastMoves);
    expect(disk.isAllClosed()).toBe(true);
    db.close();
  });

  it('is written whole also when the system takes it in pieces', () => {
    const { writeSync } = fs;
    const ledger = Ledger.create(file, 'database', null, startMs);
    vi.spyOn(fs, 'writeSync').mockImplementation(((
      handle: number,
      bytes: Buffer,
      at: number,
      length: number,
      position: number,
    ) => writeSync(handle, bytes, at, Math.min(length, 7), position)) as typeof fs.writeSync);
    syncBuiltinESMExports();
    ledger.append(line('3EB01'));
    ledger.append(line('3EB02'));
    ledger.close();
    const opened = Ledger.open(file);
    expect(opened.ok && [...opened.value.lines()].map(({ random }) => random)).toEqual(['3EB01', '3EB02']);
    expect(fs.statSync(file).size).toBe(Buffer.byteLength(fs.readFileSync(file, 'utf8').trimEnd()) + 1);
  });
});

describe('what is said of a ledger that cannot be used', () => {
  it('is that it is missing where there is none', () => {
    expect(failure()).toEqual({ code: 'ledger_missing', detail: '', salvaged: [] });
  });

  it('is what the system said where it cannot be read', () => {
    fs.mkdirSync(file, { recursive: true });
    expect(failure()).toEqual({ code: 'ledger_unreadable', detail: expect.stringContaining('EISDIR'), salvaged: [] });
  });

  it.skipIf(process.platform === 'win32')('is what the system said where nothing leads to it', () => {
    fs.mkdirSync(dirname(file));
    fs.symlinkSync(file, file);
    expect(failure()).toEqual({ code: 'ledger_unreadable', detail: expect.stringContaining('ELOOP'), salvaged: [] });
  });

  it('is that it was never begun where not even its first line is whole', () => {
    fs.mkdirSync(dirname(file));
    fs.writeFileSync(file, '{"format"');
    expect(failure()).toEqual({ code: 'ledger_damaged', detail: 'no header', salvaged: [], isUnbegun: true });
  });

  it.each([
    [
      'a changed first line is not one that was never begun',
      (text: string) => text.replace('"database":"d', '"database":"x'),
    ],
    ['a first line without a checksum is damage too', () => '{}\n'],
  ])('is the line: %s', (_, damage) => {
    Ledger.create(file, 'database', null, startMs).close();
    fs.writeFileSync(file, damage(fs.readFileSync(file, 'utf8')));
    expect(failure()).toEqual({ code: 'ledger_damaged', detail: 'line 1', salvaged: [] });
  });

  it.each<[string, string, readonly string[], (lines: string[]) => string[]]>([
    ['changed', 'line 3', ['3EB01', '3EB03', '3EB04'], (all) => all.map((one) => one.replace('"3EB02"', '"3EB09"'))],
    // The line right after it then follows a checksum that is not that line's own.
    ['without its checksum', 'line 3', ['3EB01', '3EB04'], (all) => all.with(2, all[2]?.replace(/\t.*/, '') ?? '')],
    ['gone', 'line 3', ['3EB01', '3EB04'], (all) => all.toSpliced(2, 1)],
    ['there twice', 'line 4', ['3EB01', '3EB02', '3EB03', '3EB04'], (all) => all.toSpliced(3, 0, all[2] ?? '')],
    ['there again with what followed', 'line 5', ['3EB01', '3EB02', '3EB03', '3EB04'], again],
    ['no line of ours', 'line 3', ['3EB01', '3EB04'], (all) => all.with(2, withText(all, 2, '{"number":2}'))],
    [
      'the first',
      'line 1',
      ['3EB01', '3EB02', '3EB03', '3EB04'],
      (all) => all.with(0, all[0]?.replace('"d', '"x') ?? ''),
    ],
  ])(
    'is the number of the damaged line, and every other that stands on the one before it is kept: one is %s',
    (...row) => {
      const [, detail, kept, damage] = row;
      const ledger = Ledger.create(file, 'database', null, startMs);
      for (const random of ['3EB01', '3EB02', '3EB03', '3EB04']) ledger.append(line(random));
      ledger.close();
      const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
      fs.writeFileSync(file, `${damage(lines).join('\n')}\n`);
      const found = failure();
      expect(found).toMatchObject({ code: 'ledger_damaged', detail });
      expect(found?.salvaged.map(({ random }) => random)).toEqual(kept);
      expect(found?.header?.database).toBe(detail === 'line 1' ? undefined : 'database');
    },
  );

  it.each(['', 'no JSON'])('is the number of a last line that is whole and says nothing: "%s"', (text) => {
    Ledger.create(file, 'database', null, startMs).close();
    const header = fs.readFileSync(file, 'utf8').trimEnd().split('\t').at(-1) ?? '';
    fs.appendFileSync(file, `${text}\t${checksum(header, text)}\n`);
    expect(failure()).toMatchObject({ code: 'ledger_damaged', detail: 'line 2', salvaged: [] });
  });

  it.each(['42'.repeat(33), `x${'42'.repeat(32)}`, `${'42'.repeat(32)}x`])('is that a key is no key: %s', (key) => {
    const header = {
      format: 'sendonce fence ledger',
      version: ledgerVersion,
      ledger: 'l',
      database: 'd',
      key,
      createdAtMs: 1,
    };
    const text = JSON.stringify(header);
    fs.mkdirSync(dirname(file));
    fs.writeFileSync(file, `${text}\t${checksum('', text)}\n`);
    expect(failure()).toMatchObject({ code: 'ledger_damaged', detail: 'line 1' });
  });
});

it('an alias has the same hash in all ledgers of one version, else no fence would hold over an update', () => {
  expect([ledgerVersion, hashAlias(testKey, 'phone:+447700900101')]).toEqual([2, 'u0Sw0EMfMVb9']);
});

it('a ledger of another version is not taken for one whose hashes are alike', () => {
  Ledger.create(file, 'database', null, startMs).close();
  const [, text = ''] = fs.readFileSync(file, 'utf8').match(/^(.*)\t/) ?? [];
  const former = text.replace(`"version":${ledgerVersion}`, '"version":1');
  fs.writeFileSync(file, `${former}\t${checksum('', former)}\n`);
  expect(failure()).toMatchObject({ code: 'ledger_damaged', detail: 'line 1' });
});

it('a ledger that is damaged while it is open is not read on as if the rest were all', () => {
  const ledger = Ledger.create(file, 'database', null, startMs);
  const { endByte } = ledger.append(line('first'));
  ledger.append(line('second'));
  const handle = fs.openSync(file, 'r+');
  fs.writeSync(handle, 'damage', endByte);
  fs.closeSync(handle);
  expect(() => [...ledger.lines()]).toThrow('the ledger was damaged while it was open');
  ledger.close();
});

describe('the machine', () => {
  const machine = () => {
    const db = openTestDatabase(`${place.folder}/${fs.readdirSync(place.folder).length}.db`);
    const { ledger } = openLedger(db, `${file}.${fs.readdirSync(place.folder).length}`, startMs);
    ledger.close();
    const name = readMeta(db, 'machine');
    db.close();
    return name;
  };

  it('is told by the user and the home folder too, and nothing of it can be read from the database', () => {
    const here = machine();
    expect(here).toMatch(/^[0-9a-f]{32}$/);
    expect(machine()).toBe(here);
    const user = os.userInfo();
    const others = [
      () => vi.spyOn(os, 'homedir').mockReturnValue('/another'),
      () => vi.spyOn(os, 'userInfo').mockReturnValue({ ...user, username: 'another' }),
    ];
    for (const change of others) {
      change();
      syncBuiltinESMExports();
      expect(machine()).not.toBe(here);
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    }
  });
});
