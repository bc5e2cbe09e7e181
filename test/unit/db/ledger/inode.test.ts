import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../../db/ledger/ledger.ts';
import { openTestDatabase, startMs, temporaryFolder } from '../../../support/temporary-database.ts';

const { statSync, fstatSync } = fs;
let folder: ReturnType<typeof temporaryFolder>;
let inode: bigint;

type Stat = (file: never, options?: { readonly bigint?: boolean }) => { ino: number | bigint } | undefined;
/** The same on a disk that numbers its files as Windows does. */
function numbered(stat: Stat): Stat {
  return (file, options) => {
    const found = stat(file, options);
    if (found) found.ino = options?.bigint ? inode : Number(inode);
    return found;
  };
}

beforeEach(() => {
  folder = temporaryFolder();
  inode = 2n ** 60n;
  const numbering = { statSync: numbered(statSync as Stat), fstatSync: numbered(fstatSync as Stat) };
  Object.assign(fs, numbering);
  syncBuiltinESMExports();
});
afterEach(() => {
  Object.assign(fs, { statSync, fstatSync });
  syncBuiltinESMExports();
  folder.remove();
});

describe('a file that was replaced by one whose number is the same as a double', () => {
  it('is noticed by the ledger, which writes nothing into it', () => {
    const ledger = Ledger.create(`${folder.folder}/fences.ledger`, 'database', null, startMs);
    const line = {
      token: 't',
      campaign: 'c',
      row: 2,
      account: '',
      scopes: [],
      aliases: [],
      random: 'r',
      atMs: startMs,
    };
    ledger.append(line);
    inode += 1n;
    expect(() => ledger.append(line)).toThrow(/moved or replaced/);
    ledger.close();
  });

  it('is noticed by the database', () => {
    const db = openTestDatabase(`${folder.folder}/sendonce.db`);
    expect(db.isInPlace()).toBe(true);
    inode += 1n;
    expect(db.isInPlace()).toBe(false);
    db.close();
  });
});
