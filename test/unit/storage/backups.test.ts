import fs, {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packBackup, unpackBackup } from '../../../db/folder/packed-backup.ts';
import { Ledger } from '../../../db/ledger/ledger.ts';
import { backUp, backupName } from '../../../db/open.ts';
import { limits } from '../../../domain/limits.ts';
import { Backups } from '../../../electron/storage/backups.ts';
import { JobThreads } from '../../../electron/worker/job-threads.ts';
import { processJobs } from '../../../electron/worker/process-jobs.ts';
import { utilityProcess } from '../../host/utility-process.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { openTestDatabase, startMs, temporaryFolder } from '../../support/temporary-database.ts';
import { workerFile } from '../../support/worker-file.ts';

const daily = 'sendonce-2026-03-14T13-42-04-daily.db';
const byHand = 'sendonce-2026-03-15T09-00-00-by-hand.db';

let folder: ReturnType<typeof temporaryFolder>;
let folders: { database: string; backups: string; ledger: string };
let clock: FakeClock;
let restarts: number;
beforeEach(() => {
  folder = temporaryFolder();
  folders = {
    database: join(folder.folder, 'sendonce.db'),
    backups: join(folder.folder, 'backups'),
    ledger: join(folder.folder, 'fences.ledger'),
  };
  mkdirSync(folders.backups);
  clock = new FakeClock(startMs);
  restarts = 0;
});
afterEach(() => folder.remove());

function backupsBy(workerFile: string): Backups {
  const startInProcess = processJobs({
    workerFile,
    database: folders.database,
    fork: (file) => utilityProcess.fork(file),
    memoryBytesOf: () => undefined,
    clock,
  });
  const restart = () => {
    restarts += 1;
  };
  return new Backups({
    folders,
    threads: new JobThreads({ workerFile, database: folders.database, clock }),
    startInProcess,
    clock,
    restart,
  });
}

describe('the backups', () => {
  beforeEach(() => {
    for (const name of [daily, byHand]) writeFileSync(join(folders.backups, name), 'x');
    writeFileSync(folders.database, 'the present one');
  });

  it('are deleted one by one, and the others are listed', () => {
    expect(backupsBy('').delete(daily)).toMatchObject({ ok: true, value: [{ name: byHand, why: 'by_hand' }] });
    expect(readdirSync(folders.backups)).toEqual([byHand]);
  });

  it('are listed beside what leads elsewhere, or nowhere', () => {
    symlinkSync(join(folder.folder, 'gone'), join(folders.backups, 'sendonce-2026-03-16T00-00-01-daily.db'));
    symlinkSync(folders.database, join(folders.backups, 'sendonce-2026-03-16T00-00-02-daily.db'));
    mkdirSync(join(folders.backups, 'sendonce-2026-03-16T00-00-03-daily.db'));
    expect(
      backupsBy('')
        .list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([byHand, daily].sort());
  });

  it('are all that is deleted or restored, whatever the window names', async () => {
    const backups = backupsBy('');
    for (const name of ['../sendonce.db', 'sendonce.db', '', 'sendonce-2026-03-16T00-00-00-daily.db'])
      expect([backups.delete(name), await backups.restore(name)]).toMatchObject(
        Array(2).fill({ ok: false, failure: { code: 'not_found' } }),
      );
    expect(readdirSync(folder.folder).sort()).toEqual(['backups', 'sendonce.db']);
    expect(backups.list()).toHaveLength(2);
  });
});

describe('restoring', () => {
  const name = backupName('daily', startMs);
  beforeEach(() => {
    const opened = openTestDatabase(folders.database);
    backUp(opened.sqlite, folders.backups, 'daily', startMs);
    opened.close();
  });

  it('lays a sound backup beside the database for the next start, once', async () => {
    const backups = backupsBy(workerFile);
    const [first, second] = await Promise.all([backups.restore(name), backups.restore(name)]);
    expect(first).toEqual({ ok: true, value: undefined });
    expect(second).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
    expect(existsSync(`${folders.database}.restored`)).toBe(true);
    expect(restarts).toBe(1);
  });

  it('is offered no backup that could not be made to its end', async () => {
    const sqlite = new Database(folders.database);
    const root = Number(sqlite.prepare(`SELECT rootpage FROM sqlite_master WHERE name = 'message'`).pluck().get());
    const pageBytes = Number(sqlite.pragma('page_size', { simple: true }));
    sqlite.close();
    const damaged = readFileSync(folders.database).fill(0xff, (root - 1) * pageBytes, root * pageBytes);
    writeFileSync(folders.database, damaged);
    expect(await backupsBy(workerFile).make()).toMatchObject({ ok: false });
    expect(readdirSync(folders.backups)).toEqual([name]);
  });

  it('is offered no backup for which the disk has too little room: none is begun', () => {
    const { statfsSync } = fs;
    const sqlite = new Database(folders.database);
    const [pages, unused] = ['page_count', 'freelist_count'].map((name) =>
      Number(sqlite.pragma(name, { simple: true })),
    );
    const bytes = (Number(pages) - Number(unused)) * 4_096 * 1.25 + limits.backupLeavesBytes;
    const make = (label: string, blocks: number, bavail: number) => {
      Object.assign(fs, { statfsSync: () => ({ blocks, bavail, bsize: 1 }) });
      syncBuiltinESMExports();
      backUp(sqlite, folders.backups, label, startMs);
    };
    try {
      expect(() => make('by-hand', 1, bytes - 1)).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
      expect(readdirSync(folders.backups)).toEqual([name]);
      make('by-hand', 1, bytes);
      make('of-unknown-size', 0, 0);
      expect(readdirSync(folders.backups)).toHaveLength(3);
    } finally {
      Object.assign(fs, { statfsSync });
      syncBuiltinESMExports();
      sqlite.close();
    }
  });

  it('lays a packed one there too, which takes less than half of its room, and refuses what does not unpack', async () => {
    const plain = statSync(join(folders.backups, name)).size;
    await expect(packBackup(join(folders.backups, 'gone.db'))).rejects.toThrow('ENOENT');
    await packBackup(join(folders.backups, name));
    const packed = `${name}.zst`;
    expect(readdirSync(folders.backups)).toEqual([packed]);
    expect(backupsBy('').list()).toMatchObject([{ name: packed, madeAtMs: startMs, why: 'daily' }]);
    expect(statSync(join(folders.backups, packed)).size).toBeLessThan(plain / 2);
    expect(await backupsBy(workerFile).restore(packed)).toEqual({ ok: true, value: undefined });
    rmSync(`${folders.database}.restored`);
    for (const bytes of [Buffer.from('no backup'), readFileSync(join(folders.backups, packed)).subarray(0, 2_000)]) {
      writeFileSync(join(folders.backups, packed), bytes);
      const refused = await backupsBy(workerFile).restore(packed);
      expect(refused).toMatchObject({ ok: false, failure: { code: 'backup_damaged' } });
      expect(readdirSync(folder.folder).sort()).toEqual(['backups', 'sendonce.db']);
    }
  });

  it('unpacks none that would fill the disk', async () => {
    const bomb = join(folders.backups, `${name}.zst`);
    writeFileSync(bomb, zstdCompressSync(Buffer.alloc(limits.importInflatedBytes + 32 * 1024 * 1024)));
    expect(await unpackBackup(bomb, join(folder.folder, 'unpacked'))).toBe(false);
  });

  it('refuses one whose fences are under another key than the ledger that knows of messages', async () => {
    const backup = new Database(join(folders.backups, name));
    backup.exec(`INSERT INTO meta (key, value) VALUES ('ledger_key', '${'1'.repeat(64)}')`);
    backup.close();
    const ledger = Ledger.create(folders.ledger, 'database', '2'.repeat(64), startMs);
    expect(await backupsBy(workerFile).restore(name)).toMatchObject({ ok: true });
    ledger.append({
      token: 'token'.padEnd(40, '-'),
      campaign: '',
      row: 0,
      account: '+44',
      scopes: [],
      aliases: [],
      random: '3EB0',
      atMs: startMs,
    });
    ledger.close();
    expect(await backupsBy(workerFile).restore(name)).toMatchObject({ ok: false, failure: { code: 'backup_foreign' } });
  });

  it('refuses one that was changed, and leaves everything as it is', async () => {
    const changed = new Database(join(folders.backups, name));
    changed.exec(`CREATE TRIGGER own AFTER INSERT ON alarm BEGIN DELETE FROM setting; END`);
    changed.close();
    expect(await backupsBy(workerFile).restore(name)).toMatchObject({ ok: false, failure: { code: 'backup_changed' } });
    expect(readdirSync(folder.folder).sort()).toEqual(['backups', 'sendonce.db']);
    expect(restarts).toBe(0);
  });

  it('gives up a check that never ends, with its process', async () => {
    const endless = join(folder.folder, 'endless.mjs');
    writeFileSync(endless, `process.parentPort.once('message', () => { for (;;); })`);
    const restored = backupsBy(endless).restore(name);
    await clock.pass(limits.backupCheckMaxMs);
    expect(await restored).toMatchObject({ ok: false, failure: { code: 'took_too_long' } });
    expect([existsSync(`${folders.database}.restored`), restarts]).toEqual([false, 0]);
  });
});
