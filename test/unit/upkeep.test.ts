import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldersUnder } from '../../electron/folders.ts';
import { keepUp } from '../../electron/upkeep.ts';
import {
  makeStores,
  openTestDatabase,
  type Stores,
  startCampaign,
  startMs,
  temporaryFolder,
} from '../support/temporary-database.ts';

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

/** A start of the app some days after the first, with the real worker. */
const start = (days: number, keepPersonalDays: number | null) =>
  keepUp({
    db: stores.db,
    folders,
    workerFile: resolve('electron/files/worker.ts'),
    log,
    nowMs: startMs + days * dayMs,
    settings: { keepPersonalDays },
  });
const phones = () => stores.db.sqlite.prepare('SELECT phone FROM recipient').pluck().all();
const isForgotten = () => phones().every((phone) => String(phone).startsWith('+999'));

/** The worker loads its sources anew each time. */
const timeoutMs = 60_000;

describe('at the start', { timeout: timeoutMs }, () => {
  beforeEach(() => {
    const { campaignId } = startCampaign(stores, ['+447700900101']);
    stores.campaigns.cancel(campaignId, 'operator', startMs);
  });

  it('people are forgotten when their days are over, and not before', async () => {
    for (const day of [0, 29]) expect(await start(day, 30)).toBeNull();
    expect(isForgotten()).toBe(false);
    expect(await start(31, 30)).toBeNull();
    expect(isForgotten()).toBe(true);
    expect(readdirSync(folders.backups)).toHaveLength(3);
  });

  it('nobody is forgotten unless the operator wants it', async () => {
    for (const day of [0, 30, 40]) await start(day, null);
    expect(isForgotten()).toBe(false);
  });

  it('nobody is forgotten right after the clock jumped: a backup is made first', async () => {
    await start(0, 30);
    await start(3_000, 30);
    expect(isForgotten()).toBe(false);
    expect(readdirSync(folders.backups)).toHaveLength(2);
    await start(3_000, 30);
    expect(isForgotten()).toBe(true);
  });
});
