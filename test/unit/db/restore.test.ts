import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, schemaVersion } from '../../../db/open.ts';
import { checkBackup, finishRestore, stageRestore } from '../../../db/restore.ts';
import { account, makeRig } from '../../support/dispatch-rig.ts';
import { openTestDatabase, startMs, temporaryFolder } from '../../support/temporary-database.ts';

let folder: ReturnType<typeof temporaryFolder>;
let database: string;
let backups: string;
beforeEach(() => {
  folder = temporaryFolder();
  database = join(folder.folder, 'sendonce.db');
  backups = join(folder.folder, 'backups');
});
afterEach(() => folder.remove());

const aside = () => ({ folder: backups, name: 'aside.db' });
const notesIn = (file: string) => {
  const opened = openTestDatabase(file);
  const notes = opened.sqlite.prepare(`SELECT value FROM meta WHERE key = 'note'`).pluck().get();
  opened.close();
  return notes;
};
/** A database that says what it is, and a backup from when it said something else. */
function prepare(): string {
  const opened = openTestDatabase(database);
  const write = opened.sqlite.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('note', ?)`);
  write.run('then');
  const backup = backUp(opened.sqlite, backups, 'daily', startMs);
  write.run('now');
  opened.close();
  return backup;
}

describe('a restore', () => {
  it('puts the backup in place at the next start and keeps both it and the present database', () => {
    const backup = prepare();
    stageRestore(database, backup);
    expect(notesIn(database)).toBe('now');
    expect(finishRestore(database, aside())).toBe(true);
    expect(notesIn(database)).toBe('then');
    expect(notesIn(join(backups, 'aside.db'))).toBe('now');
    expect(existsSync(backup)).toBe(true);
    expect(finishRestore(database, aside())).toBe(false);
  });

  it('takes the log that a crash left behind away with its own database, so that it is never read into another', () => {
    const backup = prepare();
    const opened = openTestDatabase(database);
    opened.sqlite.prepare(`UPDATE meta SET value = 'in the log alone' WHERE key = 'note'`).run();
    const crashed = join(folder.folder, 'crashed');
    for (const end of ['', '-wal']) cpSync(database + end, crashed + end);
    opened.close();
    stageRestore(crashed, backup);
    finishRestore(crashed, aside());
    expect(notesIn(crashed)).toBe('then');
    expect(notesIn(join(backups, 'aside.db'))).toBe('in the log alone');
  });

  it('is finished by the next start when it was cut short after the present database was set aside', () => {
    const backup = prepare();
    stageRestore(database, backup);
    renameSync(database, join(backups, 'aside.db'));
    expect(finishRestore(database, aside())).toBe(true);
    expect(notesIn(database)).toBe('then');
    expect(notesIn(join(backups, 'aside.db'))).toBe('now');
  });
});

describe('sending from a restored backup', () => {
  it('waits for the operator also when nothing was sent since: what was cancelled since waits in it again', async () => {
    const rig = makeRig();
    try {
      rig.messenger.account_ = null;
      const { messageIds } = rig.start(['+447700900101'], 'Hello');
      const backup = backUp(rig.stores.db.sqlite, backups, 'daily', startMs);
      rig.stores.messages.cancel(messageIds, 'operator', startMs);
      const file = rig.stores.db.file;
      stageRestore(file, backup);
      rig.crash(() => finishRestore(file, aside()));
      rig.messenger.account_ = account;
      rig.dispatcher.nudge();
      await rig.clock.pass(60_000);
      expect([messageIds.map(rig.status), rig.messenger.delivered]).toEqual([['pending'], []]);
      expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
      // Going on is not taking note.
      rig.dispatcher.resume();
      await rig.clock.pass(60_000);
      expect(rig.messenger.delivered).toEqual([]);
      expect(rig.acknowledge()).toEqual(['restored']);
      await rig.clock.pass(60_000);
      expect(messageIds.map(rig.status)).toEqual(['sent']);
    } finally {
      rig.close();
    }
  });

  it('is held in the copy alone: the backup stays as it was made', () => {
    const backup = prepare();
    const before = readFileSync(backup);
    stageRestore(database, backup);
    expect(readFileSync(backup).equals(before)).toBe(true);
    expect(existsSync(`${database}.restored.tmp`)).toBe(false);
  });
});

describe('a backup is refused', () => {
  it('when it is damaged, cut short, of another program, gone, or of a newer version', () => {
    const backup = prepare();
    expect(checkBackup(backup).ok).toBe(true);
    const broken = join(folder.folder, 'broken.db');
    const bytes = readFileSync(backup);
    writeFileSync(broken, bytes.subarray(0, bytes.length / 2));
    const foreign = join(folder.folder, 'foreign.db');
    new Database(foreign).exec('CREATE TABLE x (y)').close();
    for (const file of [broken, foreign, join(folder.folder, 'none.db')])
      expect(checkBackup(file)).toEqual({ ok: false, failure: 'backup_damaged' });
    const newer = join(folder.folder, 'newer.db');
    cpSync(backup, newer);
    const raised = new Database(newer);
    raised.pragma(`user_version = ${schemaVersion + 1}`);
    raised.close();
    expect(checkBackup(newer)).toEqual({ ok: false, failure: 'backup_newer' });
  });
});
