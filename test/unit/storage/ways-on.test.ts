import { mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../db/ledger/ledger.ts';
import { textScope } from '../../../domain/messages/scope.ts';
import { type Folders, foldersUnder } from '../../../electron/storage/folders.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { startEmpty, waysOn } from '../../../electron/storage/ways-on.ts';
import { hashOf } from '../../support/attempts.ts';
import { migrationsFolder, startMs, temporaryFolder } from '../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
let folders: Folders;
beforeEach(() => {
  place = temporaryFolder();
  folders = foldersUnder(place.folder, false);
  closed();
});
afterEach(() => place.remove());

const open = () => openStorage(folders, migrationsFolder, startMs);

function closed(): string | null {
  const opened = open();
  if (!opened.ok) return opened.failure.code;
  opened.value.ledger.close();
  opened.value.db.close();
  return null;
}

/** The line that a message leaves in the ledger. */
function aMessageLeft(): void {
  const ledger = Ledger.open(folders.ledger);
  if (!ledger.ok) throw new Error(ledger.failure.code);
  const { account, scopes, aliases } = { account: 'me', scopes: [textScope('1')], aliases: [hashOf('hash')] };
  ledger.value.append({ token: 't', campaign: '', row: 0, account, scopes, aliases, random: 'R', atMs: startMs });
  ledger.value.close();
}

function lose(): void {
  for (const end of ['', '-wal', '-shm']) rmSync(folders.database + end, { force: true });
}

describe('the ways on from a database of no use', () => {
  it('are a backup where there is one, and an empty database', () => {
    expect(waysOn('database_corrupt', folders)).toEqual(['start_empty', 'try_again']);
    mkdirSync(folders.backups);
    writeFileSync(`${folders.backups}/sendonce-2026-03-14T13-42-04-daily.db`, '');
    expect(waysOn('database_missing', folders)).toEqual(['restore', 'start_empty', 'try_again']);
  });

  it.each([
    ['missing', () => rmSync(folders.ledger)],
    ['damaged', () => truncateSync(folders.ledger, 40)],
    [
      'not to be read',
      () => {
        rmSync(folders.ledger);
        mkdirSync(folders.ledger);
      },
    ],
  ])('are none that would cost a fence where the ledger is %s', (_, lay) => {
    mkdirSync(folders.backups);
    writeFileSync(`${folders.backups}/sendonce-2026-03-14T13-42-04-daily.db`, '');
    lay();
    expect(waysOn('database_corrupt', folders)).toEqual(['try_again']);
  });

  it.each(['database_newer', 'database_read_only', 'disk_full', 'database_busy', 'ledger_unreadable'] as const)(
    'replace nothing after %s, which has to be put right outside',
    (code) => expect(waysOn(code, folders)).toEqual(['try_again']),
  );
});

describe('a database that is gone', () => {
  it('is no first start when the ledger knows of a message', () => {
    aMessageLeft();
    lose();
    expect(closed()).toBe('database_missing');
  });

  it('is no first start when there are backups', () => {
    mkdirSync(folders.backups);
    writeFileSync(`${folders.backups}/sendonce-2026-03-14T13-42-04-daily.db`, '');
    lose();
    expect(closed()).toBe('database_missing');
  });

  it('is one where a power cut left a ledger that nothing was sent under', () => {
    lose();
    expect(closed()).toBeNull();
  });
});

describe('an empty database in the place of one of no use', () => {
  it('knows from the ledger what left, waits for the operator, and leaves the old one beside it', () => {
    aMessageLeft();
    writeFileSync(folders.database, 'no database'.repeat(999));
    expect(closed()).toBe('database_corrupt');
    startEmpty(folders.database, startMs);
    const opened = open();
    if (!opened.ok) throw new Error(opened.failure.detail);
    const { db, ledger } = opened.value;
    expect([...ledger.lines()].map(({ random }) => random)).toEqual(['R']);
    expect(db.value(`SELECT value FROM meta WHERE key = 'ledger_key'`)).toBe(ledger.header.key);
    ledger.close();
    db.close();
    expect(readdirSync(folders.data).some((name) => name.startsWith('sendonce.db.set-aside-'))).toBe(true);
  });
});
