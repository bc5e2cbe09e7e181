import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Folders, foldersUnder } from '../../../electron/storage/folders.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { migrationsFolder, startMs, temporaryFolder } from '../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
let folders: Folders;
beforeEach(() => {
  place = temporaryFolder();
  folders = foldersUnder(place.folder, false);
  const first = openStorage(folders, migrationsFolder, startMs);
  if (!first.ok) throw new Error(first.failure.detail);
  first.value.ledger.close();
  first.value.db.close();
});
afterEach(() => place.remove());

const again = () => openStorage(folders, migrationsFolder, startMs);

/** SQLite opens a file read-only when its header names a newer format for writing; permissions would not stop root. */
function makeReadOnly(file: string): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.from([3]), 0, 1, 18);
  closeSync(handle);
}

describe('what cannot be opened at the start is called by its name', () => {
  it('a database that can only be read is not a record of sent messages that cannot be read', () => {
    makeReadOnly(folders.database);
    expect(again()).toMatchObject({ ok: false, failure: { code: 'database_read_only' } });
  });

  it('a ledger that cannot be read is', () => {
    rmSync(folders.ledger);
    mkdirSync(folders.ledger);
    expect(again()).toMatchObject({ ok: false, failure: { code: 'ledger_unreadable' } });
  });
});

describe('a restored backup', () => {
  it('that does not open is undone, and the start says so and goes on with what was there', () => {
    const ledger = readFileSync(folders.ledger, 'utf8');
    writeFileSync(`${folders.database}.restored`, 'no database');
    const opened = again();
    if (!opened.ok) throw new Error(opened.failure.detail);
    expect(opened.value).toMatchObject({ isRestoreUndone: true, hold: null });
    expect(readFileSync(folders.ledger, 'utf8')).toBe(ledger);
    opened.value.ledger.close();
    opened.value.db.close();
  });

  it('is undone by the next start when the app ended before it could show anything', () => {
    cpSync(folders.database, `${folders.database}.restored`);
    const start = (isShown: boolean) => {
      const opened = again();
      if (!opened.ok) throw new Error(opened.failure.detail);
      if (isShown) opened.value.keepRestored();
      opened.value.ledger.close();
      opened.value.db.close();
      return opened.value.isRestoreUndone;
    };
    expect([start(false), start(true), start(true)]).toEqual([false, true, false]);
    cpSync(folders.database, `${folders.database}.restored`);
    expect([start(true), start(true)]).toEqual([false, false]);
    expect(existsSync(`${folders.ledger}.before-restore`)).toBe(false);
  });
});

describe('a data folder from elsewhere', () => {
  it('names no program to run', () => {
    const open = () => {
      const opened = again();
      if (!opened.ok) throw new Error(opened.failure.detail);
      return opened.value;
    };
    const program = () => {
      const { db, ledger } = open();
      const found = db.value<string>(`SELECT value FROM setting WHERE key = 'browserPath'`);
      db.run(`INSERT OR REPLACE INTO setting (key, value) VALUES ('browserPath', '"/opt/chrome"')`);
      return {
        found,
        end: (change = '') => {
          if (change) db.exec(change);
          ledger.close();
          db.close();
        },
      };
    };
    program().end();
    const same = program();
    expect(same.found).toBe('"/opt/chrome"');
    same.end(`UPDATE meta SET value = 'another' WHERE key = 'machine'`);
    const moved = program();
    expect(moved.found).toBeUndefined();
    moved.end();
    rmSync(folders.ledger);
    const withoutLedger = program();
    expect(withoutLedger.found).toBeUndefined();
    withoutLedger.end(`DELETE FROM meta`);
    const nameless = program();
    expect(nameless.found).toBeUndefined();
    nameless.end();
  });
});
