import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Alarms } from '../../../../db/alarms.ts';
import type { Db } from '../../../../db/database.ts';
import { Ledger } from '../../../../db/ledger/ledger.ts';
import { openLedger } from '../../../../db/ledger/open-ledger.ts';
import { readMeta, writeLedgerPosition } from '../../../../db/meta.ts';
import { textScope } from '../../../../domain/messages/scope.ts';
import { recover } from '../../../../electron/dispatch/recovery.ts';
import { hashOf } from '../../../support/attempts.ts';
import {
  makeStores,
  openTestDatabase,
  startCampaign,
  startMs,
  temporaryFolder,
} from '../../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
let db: Db;
let file: string;
beforeEach(() => {
  place = temporaryFolder();
  db = openTestDatabase(`${place.folder}/sendonce.db`);
  file = `${place.folder}/ledger/fences.ledger`;
});
afterEach(() => {
  db.close();
  place.remove();
});

/** A ledger of a few lines, written with another database. */
function writeOldLedger(lines: number): Ledger['header'] {
  const ledger = Ledger.create(file, 'another database', null, startMs);
  for (let number = 1; number <= lines; number += 1) {
    ledger.append({
      token: `token-${number}`.padEnd(40, '-'),
      campaign: 'campaign',
      row: number,
      account: '+447700900118',
      scopes: [textScope('scope')],
      aliases: [hashOf(`alias-${number}`)],
      random: `3EB0${number}`,
      atMs: startMs,
    });
  }
  ledger.close();
  return ledger.header;
}

describe('the first start', () => {
  it.each([
    ['an empty ledger', ''],
    ['a header of which only a part is there', '{"format":"sendonce fen'],
  ])('that was cut off before and left %s begins anew and holds nothing back', (_, left) => {
    mkdirSync(dirname(file));
    writeFileSync(file, left);
    const { ledger, hold } = openLedger(db, file, startMs);
    expect(hold).toBeNull();
    expect(ledger.position.number).toBe(0);
    expect(readMeta(db, 'dispatcher_pause')).toBeUndefined();
    expect(readMeta(db, 'unchecked')).toBeUndefined();
    ledger.close();
  });

  it('beside a whole ledger of a lost database believes it', () => {
    writeOldLedger(2);
    const { ledger, hold } = openLedger(db, file, startMs);
    expect([...ledger.lines()]).toHaveLength(2);
    // Recovery finds that the database knows none of its lines, and holds.
    expect(hold).toBeNull();
    const stores = makeStores(db, ledger);
    expect(recover({ ...stores, ledger }, startMs).hold).toMatchObject({ reason: 'ledger_ahead', count: 2 });
    ledger.close();
  });

  it('beside a damaged ledger of a lost database sets it aside, keeps it, and holds', () => {
    const { key } = writeOldLedger(3);
    const damaged = readFileSync(file, 'utf8').replace('alias-1', 'alias-9');
    writeFileSync(file, damaged);
    const { ledger, hold } = openLedger(db, file, startMs);
    expect(hold).toEqual({ reason: 'ledger_damaged', detail: 'line 2', count: null });
    expect(new Alarms(db).open()).toMatchObject([{ kind: 'ledger_damaged', detail: 'line 2' }]);
    // The other lines still fence their people, who have the same aliases under the same key.
    expect([ledger.header.key, readMeta(db, 'ledger_key')]).toEqual([key, key]);
    const stores = makeStores(db, ledger);
    recover({ ...stores, ledger }, startMs);
    const fenced = db.sqlite.prepare('SELECT alias FROM fence ORDER BY alias').pluck().all();
    expect(fenced).toEqual(['alias-2', 'alias-3']);
    ledger.close();
    const aside = readdirSync(dirname(file)).filter((name) => name.includes('set-aside'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(`${dirname(file)}/${aside[0]}`, 'utf8')).toBe(damaged);
  });

  it('refuses a ledger that cannot be read, and leaves it where it is', () => {
    mkdirSync(file, { recursive: true });
    expect(() => openLedger(db, file, startMs)).toThrow();
    expect(existsSync(file)).toBe(true);
    rmSync(file, { recursive: true });
  });
});

it('a database that has campaigns and names neither itself nor its machine holds: no first start left it so', () => {
  openLedger(db, file, startMs).ledger.close();
  const { campaignId } = startCampaign(makeStores(db), ['+447700900101']);
  db.run(`DELETE FROM meta WHERE key IN ('database', 'machine', 'ledger', 'ledger_key')`);
  const { ledger, hold } = openLedger(db, file, startMs);
  expect(hold).toEqual({ reason: 'other_machine', detail: '', count: null });
  expect(new Alarms(db).open()).toMatchObject([{ kind: 'other_machine' }]);
  // The rows are checked too, as in any data from another machine.
  expect(readMeta(db, 'unchecked')).toBe('1');
  expect(makeStores(db).campaigns.get(campaignId)).toMatchObject({ state: 'paused', cameBack: 'moved' });
  ledger.close();
});

it('a ledger that is there and cannot be read is not replaced: it may know what an older database does not', () => {
  openLedger(db, file, startMs).ledger.close();
  rmSync(file);
  mkdirSync(file);
  expect(() => openLedger(db, file, startMs)).toThrow('EISDIR');
  expect(readdirSync(dirname(file))).toEqual(['fences.ledger']);
  expect(readMeta(db, 'dispatcher_pause')).toBeUndefined();
});

it('writes the number and the checksum of the last line at once, so that no crash parts them', () => {
  const { ledger } = openLedger(db, file, startMs);
  db.sqlite.exec(`CREATE TEMP TRIGGER power_cut BEFORE UPDATE ON meta WHEN OLD.key = 'ledger_checksum'
    BEGIN SELECT RAISE(ABORT, 'power cut'); END`);
  expect(() => writeLedgerPosition(db, { number: 7, checksum: 'seven', endByte: 0 })).toThrow('power cut');
  expect(db.sqlite.prepare(`SELECT value FROM meta WHERE key = 'ledger_number'`).pluck().get()).toBe('0');
  ledger.close();
});
