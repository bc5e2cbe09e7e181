import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Alarms } from '../../../../db/alarms.ts';
import type { Db } from '../../../../db/database.ts';
import { Ledger } from '../../../../db/ledger/ledger.ts';
import { openLedger } from '../../../../db/ledger/open-ledger.ts';
import { readMeta, writeMeta } from '../../../../db/meta.ts';
import { textScope } from '../../../../domain/messages/scope.ts';
import { hashOf } from '../../../support/attempts.ts';
import { openTestDatabase, startMs, temporaryFolder } from '../../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
let db: Db;
let file: string;

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

/** A database and a ledger that belong together, with one line that only the ledger knows. */
beforeEach(() => {
  place = temporaryFolder();
  db = openTestDatabase(`${place.folder}/sendonce.db`);
  file = `${place.folder}/ledger/fences.ledger`;
  const { ledger } = openLedger(db, file, startMs, 'this machine');
  ledger.append(line('3EB0'));
  ledger.close();
});
afterEach(() => {
  vi.restoreAllMocks();
  db.close();
  place.remove();
});

function reopen(machine = 'this machine') {
  const { ledger, hold } = openLedger(db, file, startMs, machine);
  const lines = [...ledger.lines()].map(({ random }) => random);
  ledger.close();
  const aside = readdirSync(dirname(file)).filter((name) => name.includes('set-aside'));
  return { hold, lines, isSetAside: aside.length === 1, ledger };
}
/** Replaces the present ledger by another one, with a line of its own. */
function replace(database: string, key: string | null): void {
  rmSync(file);
  const ledger = Ledger.create(file, database, key, startMs);
  ledger.append(line('3EB0other'));
  ledger.close();
}
const database = () => readMeta(db, 'database') ?? '';
const key = () => readMeta(db, 'ledger_key') ?? '';

describe('a ledger that does not fit its database', () => {
  it('is noticed on another machine, and used', () => {
    const { hold, lines, isSetAside } = reopen('another machine');
    expect(hold).toEqual({ reason: 'other_machine', detail: '', count: null });
    expect(new Alarms(db).open()).toMatchObject([{ kind: 'other_machine' }]);
    expect([lines.length, isSetAside]).toEqual([1, false]);
    expect(readMeta(db, 'unchecked')).toBe('1');
    expect(reopen('another machine').hold).toBeNull();
  });

  it('is the ledger all the same where a power cut left half of one that was to take its place', () => {
    writeFileSync(`${file}.new`, 'half of a header');
    expect(reopen()).toMatchObject({ hold: null, lines: ['3EB0'], isSetAside: false });
    writeMeta(db, 'ledger_number', '5');
    expect(reopen()).toMatchObject({ hold: { detail: 'too_short' }, lines: ['3EB0'], isSetAside: true });
  });

  it('that is gone is begun anew under the same key, and holds', () => {
    const before = key();
    rmSync(file);
    const { hold, ledger } = reopen();
    expect(hold).toEqual({ reason: 'ledger_lost', detail: 'ledger_missing', count: null });
    expect(ledger.header).toMatchObject({ key: before, database: database() });
  });

  it('that is damaged gives the lines before and behind the damage, is set aside, and holds', () => {
    const { ledger } = openLedger(db, file, startMs, 'this machine');
    for (const random of ['3EB1', '3EB2']) ledger.append(line(random));
    ledger.close();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"3EB1"', '"3EB9"'));
    expect(reopen()).toMatchObject({
      hold: { reason: 'ledger_damaged', detail: 'ledger_damaged' },
      lines: ['3EB0', '3EB2'],
      isSetAside: true,
    });
  });

  it.each([
    ['under another key', 'foreign_key', ['3EB0other'], () => replace(database(), null)],
    ['of another database', 'foreign_database', ['3EB0other'], () => replace('another', key())],
    ['of the same database but another one', 'foreign_ledger', ['3EB0other'], () => replace(database(), key())],
    ['that was cut short', 'too_short', ['3EB0'], () => writeMeta(db, 'ledger_number', '5')],
    ['with another line', 'other_line', ['3EB0'], () => writeMeta(db, 'ledger_checksum', 'another')],
  ])('%s is set aside, the new one begins with its believable lines, and it holds', (_, detail, lines, change) => {
    change();
    const closed = vi.spyOn(Ledger.prototype, 'close');
    const reopened = reopen();
    // All three are closed: the ledger that was set aside, the new one before it got its name, and this one. Windows
    // renames no open file.
    expect(closed).toHaveBeenCalledTimes(3);
    expect(reopened).toMatchObject({ hold: { reason: 'ledger_damaged', detail }, lines, isSetAside: true });
    expect(new Alarms(db).open()).toMatchObject([{ kind: 'ledger_damaged', detail }]);
    expect(reopen().hold).toBeNull();
  });
});

it.each([
  ['is gone', () => rmSync(file)],
  ['is another one', () => replace(database(), null)],
])(
  'where the key of the fences is damaged and the ledger %s, the database is damaged: nothing is begun',
  (_, change) => {
    db.run(`UPDATE meta SET value = 'junk' WHERE key = 'ledger_key'`);
    change();
    const before = readdirSync(dirname(file));
    expect(() => reopen()).toThrow(expect.objectContaining({ code: 'SQLITE_CORRUPT' }));
    expect(readdirSync(dirname(file))).toEqual(before);
  },
);

it('a line that is whole but no line of ours is damage, not a torn end', () => {
  const last = readFileSync(file, 'utf8').trimEnd().split('\t').at(-1) ?? '';
  const checksum = createHash('sha256').update(`${last}\n{}`).digest('base64url').slice(0, 22);
  appendFileSync(file, `{}\t${checksum}\n`);
  const opened = Ledger.open(file);
  expect(opened.ok ? null : opened.failure).toMatchObject({ code: 'ledger_damaged', detail: 'line 3' });
});
