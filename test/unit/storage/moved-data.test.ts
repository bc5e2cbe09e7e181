import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/database.ts';
import { isUnchecked } from '../../../db/folder/machine.ts';
import { openLedger } from '../../../db/ledger/open-ledger.ts';
import { limits } from '../../../domain/limits.ts';
import { succeed } from '../../../domain/result.ts';
import { checkMoved, MovedCheck, markChecked } from '../../../electron/storage/moved-data.ts';
import type { StartInProcess } from '../../../electron/worker/process-jobs.ts';
import { live } from '../../support/lived-database.ts';
import { startInProcessOn } from '../../support/start-in-process.ts';
import { openTestDatabase, startMs } from '../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../support/temporary-stores.ts';

let stores: TemporaryStores;
let database: string;
let jobs: string[];
/** How many jobs had started when the test began to wait. */
let told: number[];
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const begun: StartInProcess = (job, ...more) => {
  jobs.push(job.kind);
  return startInProcessOn(database)(job, ...more);
};
/** However slow this computer is. */
const counted: StartInProcess = (job, _deadlineMs, ...more) => begun(job, limits.movedCheckGivenUpMs, ...more);
beforeEach(() => {
  stores = temporaryStores();
  database = `${stores.folder}/moved.db`;
  jobs = [];
  told = [];
  openLedger(stores.db, `${stores.folder}/moved/fences.ledger`, startMs, 'one machine').ledger.close();
  live(stores);
  stores.db.run('VACUUM INTO ?', database);
});

const checkOn = (machine: string, start = counted) =>
  checkMoved(
    {
      folders: { database },
      startInProcess: start,
      log,
      onBegin: () => void told.push(jobs.length),
    },
    machine,
  );
/** A check that is stopped before it can have reported anything. */
const givenUp: StartInProcess = (job, _deadlineMs, ...more) => begun(job, 0, ...more);

/** As if somebody had removed a guard and put it back. */
function changeBehindTheGuards(): void {
  const sqlite = new Database(database);
  const guard = sqlite.prepare(`SELECT sql FROM sqlite_master WHERE name = 'history_is_not_deleted'`).pluck().get();
  sqlite.exec(`DROP TRIGGER history_is_not_deleted; DELETE FROM history; ${String(guard)}`);
  sqlite.close();
}

describe('a database from another machine', () => {
  it('is called damaged where a guard was got around', async () => {
    changeBehindTheGuards();
    expect(await checkOn('another machine')).toMatchObject({ ok: false, failure: { code: 'database_corrupt' } });
  });

  it('is checked and opened where it is sound', async () => {
    expect(await checkOn('another machine')).toEqual(succeed('sound'));
    expect(jobs).toEqual(['checkMoved']);
  });

  it('is waited for with the operator’s knowledge from the first moment, and one of this machine is not', async () => {
    await checkOn('one machine');
    expect(told).toEqual([]);
    await checkOn('another machine');
    expect(told).toEqual([0]);
  });

  it('is neither damaged nor sound where the check takes too long', async () => {
    changeBehindTheGuards();
    expect(await checkOn('another machine', givenUp)).toEqual(succeed('unknown'));
  });

  it('is one that names none, although there are campaigns in it', async () => {
    changeBehindTheGuards();
    const sqlite = new Database(database);
    sqlite.exec(`DELETE FROM meta WHERE key IN ('database', 'machine', 'ledger', 'ledger_key')`);
    sqlite.close();
    expect(await checkOn('one machine', givenUp)).toEqual(succeed('unknown'));
    expect(jobs).toEqual(['checkMoved']);
    const opened = openTestDatabase(database);
    openLedger(opened, `${stores.folder}/moved/fences.ledger`, startMs, 'one machine').ledger.close();
    opened.close();
    expect(isUnchecked(database, 'one machine')).toBe(true);
    expect(await checkOn('one machine')).toMatchObject({ ok: false, failure: { code: 'database_corrupt' } });
  });

  it('is not checked on the machine that it was last open on', async () => {
    changeBehindTheGuards();
    expect(await checkOn('one machine')).toEqual(succeed('unknown'));
    expect(jobs).toEqual([]);
  });
});

/** The database as it is open on another machine, after a start that did not wait for its check. */
describe('a database that was opened unchecked', () => {
  let db: Db;
  let pauses: string[];
  const openOn = (machine: string) => {
    db = openTestDatabase(database);
    openLedger(db, `${stores.folder}/moved/fences.ledger`, startMs, machine).ledger.close();
  };
  const makeCheck = (start = counted) =>
    new MovedCheck({
      folders: { database },
      startInProcess: start,
      log,
      db,
      pause: (reason, detail) => void pauses.push(`${reason} ${detail}`),
    });
  beforeEach(() => {
    pauses = [];
  });
  afterEach(() => db.close());

  it('is checked on beside the window, and claims wait until that is through', async () => {
    openOn('another machine');
    const check = makeCheck();
    const through = check.run();
    expect(check.isChecking).toBe(true);
    await through;
    expect([check.isChecking, pauses, jobs]).toEqual([false, [], ['checkMoved']]);
    db.close();
    expect(isUnchecked(database, 'another machine')).toBe(false);
  });

  it('stops sending where a guard was got around', async () => {
    changeBehindTheGuards();
    openOn('another machine');
    await makeCheck().run();
    expect(pauses).toEqual(['database_corrupt backup_changed']);
    db.close();
    expect(await checkOn('another machine')).toMatchObject({ ok: false, failure: { code: 'database_corrupt' } });
  });

  it('stops sending where the check does not end, and is checked again at the next start', async () => {
    openOn('another machine');
    await makeCheck(givenUp).run();
    expect(pauses).toEqual(['internal took_too_long']);
    db.close();
    expect(isUnchecked(database, 'another machine')).toBe(true);
  });

  it('is sent from once the check is through, also where another program writes just then', async () => {
    openOn('another machine');
    const other = new Database(database);
    db.pragma('busy_timeout = 0');
    other.exec('BEGIN IMMEDIATE');
    const check = makeCheck();
    await check.run();
    other.close();
    expect([check.isChecking, pauses]).toEqual([false, []]);
    db.close();
    expect(isUnchecked(database, 'another machine')).toBe(true);
  });

  it('is checked again at the next start where the app ends before the check does', async () => {
    openOn('another machine');
    const check = makeCheck();
    const through = check.run();
    check.stop();
    await through;
    expect([check.isChecking, pauses]).toEqual([false, []]);
    db.close();
    expect(await checkOn('another machine')).toEqual(succeed('sound'));
  });

  it('is not checked once more after a check at the start, nor on the machine that it is from', async () => {
    openOn('another machine');
    markChecked(db);
    await makeCheck().run();
    db.close();
    openOn('another machine');
    await makeCheck().run();
    expect(jobs).toEqual([]);
  });
});
