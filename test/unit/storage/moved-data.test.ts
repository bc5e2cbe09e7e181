import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../../db/open-ledger.ts';
import { checkMoved } from '../../../electron/storage/moved-data.ts';
import type { StartInProcess } from '../../../electron/worker/process-jobs.ts';
import { live } from '../../support/lived-database.ts';
import { startInProcess } from '../../support/start-in-process.ts';
import { migrationsFolder, startMs } from '../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../support/temporary-stores.ts';

let stores: TemporaryStores;
let database: string;
let jobs: string[];
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const counted: StartInProcess = (job, ...more) => {
  jobs.push(job.kind);
  return startInProcess(job, ...more);
};
beforeEach(() => {
  stores = temporaryStores();
  database = `${stores.folder}/moved.db`;
  jobs = [];
  live(stores);
  openLedger(stores.db, `${stores.folder}/moved/fences.ledger`, startMs, 'one machine').ledger.close();
  stores.db.run('VACUUM INTO ?', database);
});

const checkOn = (machine: string, start = counted) =>
  checkMoved({ folders: { database }, migrationsFolder, startInProcess: start, log, machine });

/** As a hand that took a guard away, and put it back. */
function changeBehindTheGuards(): void {
  const sqlite = new Database(database);
  const guard = sqlite.prepare(`SELECT sql FROM sqlite_master WHERE name = 'history_is_not_deleted'`).pluck().get();
  sqlite.exec(`DROP TRIGGER history_is_not_deleted; DELETE FROM history; ${String(guard)}`);
  sqlite.close();
}

describe('a database from another machine', () => {
  it('is called damaged where a guard was got around', async () => {
    changeBehindTheGuards();
    expect(await checkOn('another machine')).toMatchObject({ code: 'database_corrupt' });
  });

  it('is checked and opened where it is sound', async () => {
    expect(await checkOn('another machine')).toBeNull();
    expect(jobs).toEqual(['checkMoved']);
  });

  it('is not called damaged where the check takes too long', async () => {
    changeBehindTheGuards();
    expect(await checkOn('another machine', (job) => startInProcess(job, 0))).toBeNull();
  });

  it('is not checked on the machine that it was last open on', async () => {
    changeBehindTheGuards();
    expect(await checkOn('one machine')).toBeNull();
    expect(jobs).toEqual([]);
  });
});
