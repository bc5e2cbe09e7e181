import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Backups } from '../../../electron/storage/backups.ts';
import { processJobs } from '../../../electron/worker/process-jobs.ts';
import { utilityProcess } from '../../host/utility-process.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

const daily = 'sendonce-2026-03-14T13-42-04-daily.db';
const byHand = 'sendonce-2026-03-15T09-00-00-by-hand.db';

let folder: ReturnType<typeof temporaryFolder>;
let backups: Backups;
beforeEach(() => {
  folder = temporaryFolder();
  const folders = { database: join(folder.folder, 'sendonce.db'), backups: join(folder.folder, 'backups') };
  mkdirSync(folders.backups);
  for (const name of [daily, byHand]) writeFileSync(join(folders.backups, name), 'x');
  writeFileSync(folders.database, 'the present one');
  const clock = new FakeClock(0);
  const startInProcess = processJobs({ workerFile: '', fork: (file) => utilityProcess.fork(file), clock });
  backups = new Backups({ folders, workerFile: '', startInProcess, clock, restart: () => undefined });
});
afterEach(() => folder.remove());

it('deletes the one backup that was named, and lists the others', () => {
  expect(backups.delete(daily)).toMatchObject({ ok: true, value: [{ name: byHand, why: 'by_hand' }] });
  expect(readdirSync(join(folder.folder, 'backups'))).toEqual([byHand]);
});

it('deletes nothing but backups, whatever the window names', () => {
  for (const name of ['../sendonce.db', 'sendonce.db', '', 'sendonce-2026-03-16T00-00-00-daily.db'])
    expect(backups.delete(name)).toMatchObject({ ok: false, failure: { code: 'not_found' } });
  expect(readdirSync(folder.folder).sort()).toEqual(['backups', 'sendonce.db']);
  expect(backups.list()).toHaveLength(2);
});
