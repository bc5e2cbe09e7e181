import { once } from 'node:events';
import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { openTestDatabase, temporaryFolder } from '../../support/temporary-database.ts';
import { linesOf, startScript } from './processes.ts';

it('emptying the log beside somebody who reads for long holds up nobody who writes, and is done in the end', async () => {
  const { folder, remove } = temporaryFolder();
  const file = `${folder}/sendonce.db`;
  const db = openTestDatabase(file);
  const write = () => db.immediate(() => db.run(`INSERT OR REPLACE INTO meta (key, value) VALUES ('test', '1')`));
  const reader = new Database(file);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM meta').get();
  write();
  const child = startScript('empty-log.ts', [file]);
  const next = linesOf(child);
  const ended = once(child, 'exit');
  expect(await next()).toBe('begins');
  let longestMs = 0;
  for (const endMs = performance.now() + limits.busyTimeoutMs / 4; performance.now() < endMs; await setImmediate()) {
    const sinceMs = performance.now();
    write();
    longestMs = Math.max(longestMs, performance.now() - sinceMs);
  }
  reader.exec('ROLLBACK');
  expect(await next()).toBe('emptied');
  expect(longestMs).toBeLessThan(limits.gateBusyTimeoutMs);
  await ended;
  expect(statSync(`${file}-wal`).size).toBe(0);
  reader.close();
  db.close();
  remove();
});
