import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../../db/ledger/open-ledger.ts';
import { readMeta, writeLedgerPosition, writeMeta } from '../../../db/meta.ts';
import { backupName } from '../../../db/open.ts';
import { limits } from '../../../domain/limits.ts';
import { refuse, succeed } from '../../../domain/result.ts';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import { Maintenance } from '../../../electron/storage/maintenance.ts';
import { JobThreads } from '../../../electron/worker/job-threads.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import {
  cancelAtOnce,
  makeStores,
  openTestDatabase,
  type Stores,
  startCampaign,
  startMs,
  temporaryFolder,
} from '../../support/temporary-database.ts';
import { workerFile } from '../../support/worker-file.ts';

const dayMs = 86_400_000;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: ReturnType<typeof temporaryFolder>;
let folders: ReturnType<typeof foldersUnder>;
let stores: Stores;
beforeEach(() => {
  folder = temporaryFolder();
  folders = foldersUnder(folder.folder, false);
  stores = makeStores(openTestDatabase(folders.database));
});
afterEach(() => {
  stores.db.close();
  folder.remove();
});

const threadsOn = (clock: FakeClock, file = workerFile) =>
  new JobThreads({ workerFile: file, database: folders.database, clock });

function maintenanceOn(clock: FakeClock, keepPersonalDays: number | null, threads = threadsOn(clock)) {
  const told = { damage: [] as string[], ledger: [] as string[], erased: 0, missed: [] as string[] };
  const maintenance = new Maintenance({
    db: stores.db,
    folders,
    threads,
    clock,
    log,
    settings: () => ({ keepPersonalDays }),
    onDamage: (problem) => told.damage.push(problem),
    onLedgerDamage: (problem) => told.ledger.push(problem),
    onErased: () => {
      told.erased += 1;
    },
    onBackupMissed: (lastMs) => told.missed.push(lastMs),
  });
  return { maintenance, told };
}

/** A start of the app some days after the first, with the real worker. Returns the faults that the check found. */
async function start(days: number, keepPersonalDays: number | null): Promise<readonly string[]> {
  const { maintenance, told } = maintenanceOn(new FakeClock(startMs + days * dayMs), keepPersonalDays);
  await maintenance.start();
  await maintenance.stop();
  return told.damage;
}
const phones = () => stores.db.sqlite.prepare('SELECT phone FROM recipient').pluck().all();
const isErased = () => phones().every((phone) => String(phone).startsWith('+999'));

describe('at the start', () => {
  beforeEach(() => {
    const { campaignId } = startCampaign(stores, ['+447700900101']);
    cancelAtOnce(stores.campaigns, campaignId, startMs);
  });

  it('people are erased when their days are over, and not before', async () => {
    for (const day of [0, 29]) expect(await start(day, 30)).toEqual([]);
    expect(isErased()).toBe(false);
    expect(await start(31, 30)).toEqual([]);
    expect(isErased()).toBe(true);
    expect(readdirSync(folders.backups)).toHaveLength(3);
  });

  it('of the daily backups the newest seven are kept, with all others; what was cut off goes', async () => {
    const name = (label: string, days: number) => backupName(label, startMs + days * dayMs);
    const kept = [
      ...[-30, -20].map((days) => name('by-hand', days)),
      name('before-schema-10', -10),
      ...[-6, -5, -4, -3, -2, -1].map((days) => `${name('daily', days)}.zst`),
      `${name('by-hand', 0)}.tmp`,
    ];
    const gone = [
      ...[-8, -7].map((days) => `${name('daily', days)}.zst`),
      ...['.tmp', '.tmp-journal', '.zst.tmp'].map((end) => `${name('daily', -1)}${end}`),
    ];
    mkdirSync(folders.backups);
    for (const file of [...kept, ...gone]) writeFileSync(join(folders.backups, file), 'x');
    await start(0, null);
    expect(readdirSync(folders.backups).sort()).toEqual([...kept, `${name('daily', 0)}.zst`].sort());
  });

  it('nobody is erased unless the operator wants it', async () => {
    for (const day of [0, 30, 40]) await start(day, null);
    expect(isErased()).toBe(false);
  });

  it('nobody is erased right after the clock jumped: a backup is made first', async () => {
    await start(0, 30);
    await start(3_000, 30);
    expect(isErased()).toBe(false);
    expect(readdirSync(folders.backups)).toHaveLength(2);
    await start(3_000, 30);
    expect(isErased()).toBe(true);
  });
});

/** Threads that give each job this reply, and the kinds of these jobs. */
function threadsThatSay(reply: unknown) {
  const asked: string[] = [];
  const start = ({ kind }: { readonly kind: string }) => {
    asked.push(kind);
    return { reply: Promise.resolve(reply), cancel: () => undefined };
  };
  return { threads: { start } as unknown as JobThreads, asked };
}

it('backups that cannot be made or packed do not pile up', async () => {
  writeMeta(stores.db, 'last_quick_check_ms', String(startMs));
  mkdirSync(folders.backups);
  const names = Array.from({ length: limits.backupsKept + 2 }, (_, hours) =>
    backupName('daily', startMs + hours * 3_600_000),
  );
  for (const name of names) writeFileSync(join(folders.backups, name), 'x');
  const { maintenance } = maintenanceOn(new FakeClock(startMs), null, threadsThatSay(refuse('disk_full')).threads);
  await maintenance.start();
  await maintenance.stop();
  expect(readdirSync(folders.backups).sort()).toEqual(names.slice(2));
});

it.each([
  [1, []],
  [2, []],
  [3, [String(startMs)]],
  // The weekly check is due, cannot be made either, and no backup is begun without it.
  [8, [String(startMs)]],
])('a daily backup that fails is told of once the last one is days old: after %i', async (days, missed) => {
  const clock = new FakeClock(startMs + days * dayMs);
  writeMeta(stores.db, 'clean_stop', '1');
  for (const done of ['last_quick_check_ms', 'last_backup_ms'] as const) writeMeta(stores.db, done, String(startMs));
  const { maintenance, told } = maintenanceOn(clock, null, threadsThatSay(refuse('disk_full')).threads);
  await maintenance.start();
  await maintenance.stop();
  expect(told.missed).toEqual(missed);
});

it.each([
  ['after an unclean stop', '0', 0, ['check']],
  ['after a week', '1', 7, ['check']],
  ['neither after a clean stop nor within the week', '1', 6, []],
])('the data is checked at the start before anything is claimed: %s', async (_, clean, days, jobs) => {
  const clock = new FakeClock(startMs + days * dayMs);
  writeMeta(stores.db, 'clean_stop', clean);
  writeMeta(stores.db, 'last_quick_check_ms', String(startMs));
  writeMeta(stores.db, 'last_backup_ms', String(clock.nowMs()));
  const { threads, asked } = threadsThatSay(succeed({ problem: null, ledgerProblem: null }));
  const { maintenance } = maintenanceOn(clock, null, threads);
  const started = maintenance.start();
  expect(maintenance.isChecking).toBe(jobs.length > 0);
  await started;
  await maintenance.stop();
  expect(asked).toEqual(jobs);
});

describe('another program that writes at the start', () => {
  it('ends neither the start nor what comes each day, and the next start checks the data', async () => {
    const clock = new FakeClock(startMs);
    writeMeta(stores.db, 'clean_stop', '1');
    stores.db.pragma('busy_timeout = 0');
    const other = openTestDatabase(folders.database);
    other.exec('BEGIN IMMEDIATE');
    const { maintenance } = maintenanceOn(clock, null);
    await maintenance.start();
    other.exec('ROLLBACK');
    other.close();
    await clock.pass(limits.maintenancePollMs);
    await maintenance.poll();
    await maintenance.stop();
    expect(readMeta(stores.db, 'clean_stop')).toBe('0');
    expect(readdirSync(folders.backups)).toHaveLength(1);
  });
});

describe('in an app that stays open', () => {
  const backups = () => readdirSync(folders.backups).length;
  /** Lets time pass, and a round that may have begun end. */
  const pass = async (clock: FakeClock, maintenance: Maintenance, ms: number) => {
    await clock.pass(ms);
    await maintenance.poll();
  };

  it('each day brings a backup, and people are erased when their days are over', async () => {
    const { campaignId } = startCampaign(stores, ['+447700900101']);
    cancelAtOnce(stores.campaigns, campaignId, startMs);
    const clock = new FakeClock(startMs + 29.5 * dayMs);
    const { maintenance, told } = maintenanceOn(clock, 30);
    await maintenance.start();
    await maintenance.poll();
    expect(backups()).toBe(1);
    await pass(clock, maintenance, dayMs / 2);
    expect({ backups: backups(), told: told.erased }).toEqual({ backups: 1, told: 0 });
    await pass(clock, maintenance, dayMs / 2);
    expect({ backups: backups(), told: told.erased }).toEqual({ backups: 2, told: 1 });
    expect(isErased()).toBe(true);
    await maintenance.stop();
    expect(clock.armed).toBe(0);
  });

  it('a file that the weekly check finds damaged is told of, and no backup of it pushes a sound one out', async () => {
    const clock = new FakeClock(startMs);
    const { maintenance, told } = maintenanceOn(clock, null);
    await maintenance.start();
    await maintenance.poll();
    stores.db.exec(`PRAGMA ignore_check_constraints = ON; INSERT INTO setting VALUES ('theme', 'no json')`);
    clock.jumpMs(limits.quickCheckEveryMs);
    await maintenance.poll();
    expect([told.damage.length, backups()]).toEqual([1, 1]);
    await maintenance.stop();
  });

  it('an app that quits waits for what its worker does', async () => {
    const { maintenance } = maintenanceOn(new FakeClock(startMs), null);
    void maintenance.start();
    // The worker has started.
    await setImmediate();
    await maintenance.stop();
    expect(backups()).toBe(1);
  });

  it('the log is written back into the file before a commit has to', async () => {
    const { maintenance } = maintenanceOn(new FakeClock(startMs), null);
    for (let at = 1; at <= limits.transactionsWrittenBack; at += 1)
      stores.db.immediate(() => writeMeta(stores.db, 'window', String(at)));
    // The worker has started.
    await setImmediate();
    await maintenance.stop();
    const file = join(folder.folder, 'without-log.db');
    copyFileSync(folders.database, file);
    const withoutLog = openTestDatabase(file);
    expect(readMeta(withoutLog, 'window')).toBe(String(limits.transactionsWrittenBack));
    withoutLog.close();
  });

  it('the file is not checked each day: that the app is open now is no unclean stop', async () => {
    const clock = new FakeClock(startMs);
    const { maintenance } = maintenanceOn(clock, null);
    await maintenance.start();
    await maintenance.poll();
    const checked = () => stores.db.sqlite.prepare(`SELECT value FROM meta WHERE key = 'last_quick_check_ms'`).get();
    const before = checked();
    await pass(clock, maintenance, dayMs);
    expect(backups()).toBe(2);
    expect(checked()).toEqual(before);
    await maintenance.stop();
  });
});

describe('a disk that hangs', () => {
  /** A worker that answers nothing, like one whose backup never ends. */
  const hanging = () => {
    const file = `${folder.folder}/hanging.mjs`;
    writeFileSync(file, 'setInterval(() => undefined, 1_000);');
    return file;
  };

  it('keeps messages back for half a minute after an unclean stop and no longer', async () => {
    const clock = new FakeClock(startMs);
    writeMeta(stores.db, 'last_backup_ms', String(startMs));
    const { maintenance } = maintenanceOn(clock, null, threadsOn(clock, hanging()));
    let hasBegun = false;
    const begun = maintenance.start().then(() => {
      hasBegun = true;
    });
    await clock.pass(limits.maintenanceWaitMs - 1);
    expect([hasBegun, maintenance.isChecking]).toEqual([false, true]);
    await clock.pass(1);
    await begun;
    expect(maintenance.isChecking).toBe(false);
    await clock.pass(limits.maintenanceMaxMs);
    await maintenance.stop();
    await maintenance.poll();
    expect(clock.armed).toBe(0);
  });

  it('keeps nothing back with a backup', async () => {
    writeMeta(stores.db, 'clean_stop', '1');
    writeMeta(stores.db, 'last_quick_check_ms', String(startMs));
    writeMeta(stores.db, 'last_backup_ms', String(startMs - 2 * dayMs));
    const { maintenance } = maintenanceOn(new FakeClock(startMs), null);
    const started = maintenance.start();
    expect(maintenance.isChecking).toBe(false);
    await started;
    expect(existsSync(folders.backups)).toBe(false);
    await maintenance.stop();
    expect(readdirSync(folders.backups)).toHaveLength(1);
  });

  it('writes nothing into data that was closed meanwhile', async () => {
    const errors: string[] = [];
    const clock = new FakeClock(startMs);
    const { maintenance } = maintenanceOn(clock, null);
    const { error } = log;
    Object.assign(log, { error: (what: string) => errors.push(what) });
    const round = maintenance.start();
    void maintenance.stop();
    stores.db.close();
    await round;
    await maintenance.poll();
    Object.assign(log, { error });
    expect(errors).toEqual([]);
  });
});

describe('a value that cannot be read', () => {
  it('makes the check and the backup due instead of keeping them away for good', async () => {
    for (const key of ['last_backup_ms', 'last_quick_check_ms'] as const) writeMeta(stores.db, key, 'yesterday');
    await start(0, null);
    expect(readMeta(stores.db, 'last_backup_ms')).toBe(String(startMs));
    expect(readMeta(stores.db, 'last_quick_check_ms')).toBe(String(startMs));
  });
});

describe('damage in the fence ledger', () => {
  it('is found by the check of the whole, and the next start reads all of it', async () => {
    const { ledger } = openLedger(stores.db, folders.ledger, startMs);
    ledger.append({
      token: 'a',
      campaign: '',
      row: 0,
      account: '+44',
      scopes: [],
      aliases: [],
      random: '3EB0',
      atMs: startMs,
    });
    ledger.append({
      token: 'b',
      campaign: '',
      row: 0,
      account: '+44',
      scopes: [],
      aliases: [],
      random: '3EB1',
      atMs: startMs,
    });
    writeLedgerPosition(stores.db, ledger.position);
    ledger.close();
    writeFileSync(folders.ledger, readFileSync(folders.ledger, 'utf8').replace(',"a",', ',"x",'));
    const { maintenance, told } = maintenanceOn(new FakeClock(startMs), null);
    await maintenance.start();
    await maintenance.stop();
    expect(told).toMatchObject({ damage: [], ledger: ['line 2'] });
    expect(openLedger(stores.db, folders.ledger, startMs).hold?.reason).toBe('ledger_damaged');
  });
});
