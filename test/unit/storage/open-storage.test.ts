import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
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

/** SQLite only reads a file whose header names a newer way of writing; permissions would not keep root out. */
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
