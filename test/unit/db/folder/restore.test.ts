import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  copyForRestore,
  finishRestore,
  keepRestored,
  stageRestore,
  undoRestore,
} from '../../../../db/folder/restore.ts';
import { backUp } from '../../../../db/open.ts';
import { campaignActionsOf } from '../../../support/campaign-actions.ts';
import { account, makeRig } from '../../../support/dispatch-rig.ts';
import { granted } from '../../../support/granted.ts';
import { openTestDatabase, startMs, temporaryFolder } from '../../../support/temporary-database.ts';

let folder: ReturnType<typeof temporaryFolder>;
let database: string;
let backups: string;
beforeEach(() => {
  folder = temporaryFolder();
  database = join(folder.folder, 'sendonce.db');
  backups = join(folder.folder, 'backups');
});
afterEach(() => folder.remove());

const places = (of = database) => ({ database: of, ledger: join(folder.folder, 'fences.ledger'), backups });
const finish = (of = database) => finishRestore(places(of), 'aside.db');
function stage(of: string, backup: string): void {
  expect(copyForRestore(of, backup)).toMatchObject({ ok: true });
  stageRestore(of);
}
const notesIn = (file: string) => {
  const opened = openTestDatabase(file);
  const notes = opened.sqlite.prepare(`SELECT value FROM meta WHERE key = 'note'`).pluck().get();
  opened.close();
  return notes;
};
/** A database that contains a note, and a backup with an earlier note. */
function prepare(): string {
  const opened = openTestDatabase(database);
  const write = opened.sqlite.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('note', ?)`);
  write.run('then');
  const backup = backUp(opened.sqlite, backups, 'daily', startMs);
  write.run('now');
  opened.close();
  return backup;
}
/** A database whose last change is only in its log, as a crash leaves it. */
function crashedCopy(): string {
  const opened = openTestDatabase(database);
  opened.sqlite.prepare(`UPDATE meta SET value = 'in the log alone' WHERE key = 'note'`).run();
  const crashed = join(folder.folder, 'crashed');
  for (const end of ['', '-wal']) cpSync(database + end, crashed + end);
  opened.close();
  return crashed;
}

describe('a restore', () => {
  it('puts the backup in place at the next start and keeps both it and the present database', () => {
    const backup = prepare();
    stage(database, backup);
    expect(notesIn(database)).toBe('now');
    expect(finish()).toBe(true);
    expect(notesIn(database)).toBe('then');
    expect(notesIn(join(backups, 'aside.db'))).toBe('now');
    expect(existsSync(backup)).toBe(true);
    expect(finish()).toBe(false);
  });

  it('takes the log that a crash left behind away with its own database, so that it is never read into another', () => {
    const backup = prepare();
    const crashed = crashedCopy();
    stage(crashed, backup);
    finish(crashed);
    expect(notesIn(crashed)).toBe('then');
    expect(notesIn(join(backups, 'aside.db'))).toBe('in the log alone');
  });

  it('is finished by the next start when it was cut short after the present database was set aside', () => {
    const backup = prepare();
    stage(database, backup);
    renameSync(database, join(backups, 'aside.db'));
    expect(finish()).toBe(true);
    expect(notesIn(database)).toBe('then');
    expect(notesIn(join(backups, 'aside.db'))).toBe('now');
  });

  it('forgets which program runs WhatsApp, and leaves the backup as it was made', () => {
    const opened = openTestDatabase(database);
    opened.run(`INSERT INTO setting (key, value) VALUES ('browserPath', '"evil-program"'), ('theme', '"dark"')`);
    const backup = backUp(opened.sqlite, backups, 'daily', startMs);
    opened.close();
    const before = readFileSync(backup);
    stage(database, backup);
    finish();
    const restored = openTestDatabase(database);
    expect(restored.values(`SELECT key FROM setting`)).toEqual(['theme']);
    restored.close();
    expect(readFileSync(backup).equals(before)).toBe(true);
    expect(existsSync(`${database}.restored.tmp`)).toBe(false);
  });
});

describe('a restore with which no start went well', () => {
  it('is undone: the database, the log that is its own and the fence ledger are back', () => {
    const backup = prepare();
    const crashed = crashedCopy();
    cpSync(backup, `${folder.folder}/fences.ledger`);
    const ledgerBefore = readFileSync(`${folder.folder}/fences.ledger`);
    stage(crashed, backup);
    finish(crashed);
    // The start set the ledger aside and began another one, wrote to the log, and crashed.
    renameSync(`${folder.folder}/fences.ledger`, `${folder.folder}/fences.ledger.set-aside`);
    cpSync(database, `${folder.folder}/fences.ledger`);
    cpSync(database, `${crashed}-wal`);
    expect(undoRestore(places(crashed))).toBe(true);
    expect(notesIn(crashed)).toBe('in the log alone');
    expect(readFileSync(`${folder.folder}/fences.ledger`).equals(ledgerBefore)).toBe(true);
    expect(undoRestore(places(crashed))).toBe(false);
  });

  it('is undone to the end by the next start, wherever the power fails meanwhile', () => {
    const backup = prepare();
    const cuts: (() => void)[] = [
      () => rmSync(database),
      () => {
        rmSync(database);
        renameSync(join(backups, 'aside.db'), database);
      },
    ];
    for (const cut of cuts) {
      stage(database, backup);
      finish();
      cut();
      expect(undoRestore(places())).toBe(true);
      expect(notesIn(database)).toBe('now');
    }
  });

  it('is finished before it can be undone, when the power failed while it was put in place', () => {
    const backup = prepare();
    stage(database, backup);
    cpSync(`${database}.restored`, join(folder.folder, 'staged'));
    finish();
    renameSync(join(folder.folder, 'staged'), `${database}.restored`);
    expect(undoRestore(places())).toBe(false);
  });

  it('is not undone any more once a start went well', () => {
    const backup = prepare();
    stage(database, backup);
    finish();
    keepRestored(places());
    expect(undoRestore(places())).toBe(false);
    expect(notesIn(database)).toBe('then');
  });
});

describe('sending from a restored backup', () => {
  it('waits for the operator also when nothing was sent since: what was cancelled since waits in it again', async () => {
    const rig = makeRig();
    try {
      rig.messenger.account_ = null;
      const { messageIds, campaignId } = rig.start(['+447700900101'], 'Hello');
      const backup = backUp(rig.stores.db.sqlite, backups, 'daily', startMs);
      rig.stores.messages.cancel(messageIds, 'operator', startMs);
      const file = rig.stores.db.file;
      stage(file, backup);
      rig.crash(() => finish(file));
      rig.messenger.account_ = account;
      rig.dispatcher.nudge();
      await rig.clock.pass(60_000);
      expect([messageIds.map(rig.status), rig.messenger.delivered]).toEqual([['pending'], []]);
      expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
      // Resuming does not acknowledge the alarm.
      rig.dispatcher.resume();
      await rig.clock.pass(60_000);
      expect(rig.messenger.delivered).toEqual([]);
      expect(rig.acknowledge()).toEqual(['restored']);
      await rig.clock.pass(60_000);
      expect(rig.messenger.delivered).toEqual([]);
      granted(campaignActionsOf(rig).resume(campaignId));
      await rig.clock.pass(60_000);
      expect(messageIds.map(rig.status)).toEqual(['sent']);
    } finally {
      rig.close();
    }
  });
});
