import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createText } from '../../domain/text/index.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { openStorage } from '../../electron/storage/open-storage.ts';
import { launch } from '../host/launch.ts';
import { migrationsFolder, startMs, temporaryFolder } from '../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
let folders: ReturnType<typeof foldersUnder>;
beforeEach(() => {
  place = temporaryFolder();
  folders = foldersUnder(place.folder, true);
});
afterEach(() => place.remove());

function makeData(): void {
  const made = openStorage(folders, migrationsFolder, startMs);
  if (!made.ok) throw new Error(made.failure.detail);
  made.value.ledger.close();
  made.value.db.close();
}

/** SQLite opens a file read-only when its header names a newer format for writing; permissions would not stop root. */
function makeReadOnly(file: string): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.from([3]), 0, 1, 18);
  closeSync(handle);
}

const { text } = createText('en');
const faults: readonly (readonly [fault: string, lay: () => void, said: string])[] = [
  ['a database that can only be read', () => makeReadOnly(folders.database), text('start.database_read_only')],
  [
    'a damaged database',
    () => writeFileSync(folders.database, 'no database'.repeat(999)),
    text('start.database_corrupt'),
  ],
  [
    'a record of sent messages that cannot be read',
    () => {
      rmSync(folders.ledger);
      mkdirSync(folders.ledger);
    },
    text('start.ledger_unreadable'),
  ],
  [
    'a data folder that is a file',
    () => {
      rmSync(folders.data, { recursive: true });
      writeFileSync(folders.data, '');
    },
    text('start.folder_unusable'),
  ],
];

describe('the app says in words why it cannot start', () => {
  it.each(faults)('beside %s', async (_, lay, said) => {
    makeData();
    lay();
    const start = launch({ userData: place.folder, args: ['--practice', '--lang=en'] });
    await expect(start).rejects.toThrow(said);
    await expect(start).rejects.toThrow('exit code 1');
  });
});
