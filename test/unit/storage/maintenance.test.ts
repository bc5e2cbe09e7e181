import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import { Maintenance } from '../../../electron/storage/maintenance.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import {
  makeStores,
  openTestDatabase,
  type Stores,
  startCampaign,
  startMs,
  temporaryFolder,
} from '../../support/temporary-database.ts';

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

function maintenanceOn(clock: FakeClock, keepPersonalDays: number | null) {
  const told = { damage: [] as string[], erased: 0 };
  const maintenance = new Maintenance({
    db: stores.db,
    folders,
    workerFile: resolve('electron/worker/worker.ts'),
    clock,
    log,
    settings: () => ({ keepPersonalDays }),
    onDamage: (problem) => told.damage.push(problem),
    onErased: () => {
      told.erased += 1;
    },
  });
  return { maintenance, told };
}

/** A start of the app some days after the first, with the real worker. Returns what the check found wrong. */
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
    stores.campaigns.cancel(campaignId, 'operator', startMs);
  });

  it('people are erased when their days are over, and not before', async () => {
    for (const day of [0, 29]) expect(await start(day, 30)).toEqual([]);
    expect(isErased()).toBe(false);
    expect(await start(31, 30)).toEqual([]);
    expect(isErased()).toBe(true);
    expect(readdirSync(folders.backups)).toHaveLength(3);
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

describe('in an app that stays open', () => {
  const backups = () => readdirSync(folders.backups).length;
  /** Lets time pass, and the round that it may have begun. */
  const pass = async (clock: FakeClock, maintenance: Maintenance, ms: number) => {
    await clock.pass(ms);
    await maintenance.poll();
  };

  it('each day brings a backup, and people are erased when their days are over', async () => {
    const { campaignId } = startCampaign(stores, ['+447700900101']);
    stores.campaigns.cancel(campaignId, 'operator', startMs);
    const clock = new FakeClock(startMs + 29.5 * dayMs);
    const { maintenance, told } = maintenanceOn(clock, 30);
    await maintenance.start();
    expect(backups()).toBe(1);
    await pass(clock, maintenance, dayMs / 2);
    expect({ backups: backups(), told: told.erased }).toEqual({ backups: 1, told: 0 });
    await pass(clock, maintenance, dayMs / 2);
    expect({ backups: backups(), told: told.erased }).toEqual({ backups: 2, told: 1 });
    expect(isErased()).toBe(true);
    await maintenance.stop();
    expect(clock.armed).toBe(0);
  });

  it('an app that quits waits for what its worker does', async () => {
    const { maintenance } = maintenanceOn(new FakeClock(startMs), null);
    void maintenance.start();
    await maintenance.stop();
    expect(backups()).toBe(1);
  });

  it('the file is not checked each day: that the app is open now is no unclean stop', async () => {
    const clock = new FakeClock(startMs);
    const { maintenance } = maintenanceOn(clock, null);
    await maintenance.start();
    const checked = () => stores.db.sqlite.prepare(`SELECT value FROM meta WHERE key = 'last_quick_check_ms'`).get();
    const before = checked();
    await pass(clock, maintenance, dayMs);
    expect(backups()).toBe(2);
    expect(checked()).toEqual(before);
    await maintenance.stop();
  });
});
