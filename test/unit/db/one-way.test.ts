import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { filesUnder } from '../../support/checkout.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { startMs } from '../../support/temporary-database.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';
import { statementsOf } from '../../support/watched-statements.ts';

/** Files that may use a connection directly: they open, compare, back up or restore the database. */
const atTheConnection = new Set([
  ...['db/database.ts', 'db/open.ts', 'db/expected-schema.ts', 'db/folder/instance-lock.ts'],
  ...['db/folder/restore.ts', 'db/folder/check-backup.ts', 'db/folder/machine.ts'],
]);
const files = ['db', 'electron'].flatMap(filesUnder);
const isIn = (rule: RegExp) => files.filter((file) => rule.test(readFileSync(file, 'utf8')));

it('SQL is spoken through Db alone (docs/decisions/0009)', () => {
  const atConnection = isIn(/\.sqlite\b|\bsqlite\.|from 'better-sqlite3'/);
  // A backup uses the connection that the job opened.
  expect(atConnection.filter((file) => !atTheConnection.has(file))).toEqual(['electron/storage/jobs.ts']);
  expect(isIn(/\.prepare\([`'\n]/).filter((file) => !atTheConnection.has(file))).toEqual([]);
});

it('SQL stands in db/ alone, but for that of a team’s own database', () => {
  const sql = /`\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM) /;
  const others = isIn(sql).filter((file) => !file.startsWith('db/') && !file.startsWith('electron/team/'));
  expect(others).toEqual([]);
});

it('a statement is prepared once, until there are too many', () => {
  const { db } = temporaryStores();
  const prepared = () => {
    const prepare = db.sqlite.prepare.bind(db.sqlite);
    const seen: string[] = [];
    Object.assign(db.sqlite, {
      prepare: (sql: string) => {
        seen.push(sql);
        return prepare(sql);
      },
    });
    return seen;
  };
  const seen = prepared();
  const one = () => db.value<number>('SELECT 1');
  expect([one(), one()]).toEqual([1, 1]);
  expect(seen).toEqual(['SELECT 1']);
  for (let count = 0; count < limits.keptStatements; count += 1) db.value(`SELECT ${count} + 2`);
  expect(one()).toBe(1);
  expect(seen.filter((sql) => sql === 'SELECT 1')).toHaveLength(2);
});

it('a statement that was kept runs within another transaction, and undone with it', async () => {
  const { db } = temporaryStores();
  const add = (key: string) => db.run(`INSERT INTO setting (key, value) VALUES (?, '1')`, key);
  const fails = () =>
    db.immediate(() => {
      add('first');
      db.immediate(() => add('second'));
      throw new Error('no');
    });
  expect(fails).toThrow('no');
  expect(db.values('SELECT key FROM setting')).toEqual([]);
  expect(await statementsOf(db, () => void db.immediate(() => add('third')))).toHaveLength(1);
  expect(db.values('SELECT key FROM setting')).toEqual(['third']);
});

it('what is written and asked for in one statement fails where its commit does, as on a full disk', () => {
  const { db, campaigns, lists } = temporaryStores();
  const draft = campaigns.create('Kept', quickSchedule, startMs);
  db.run(`CREATE TEMP TRIGGER spoils AFTER INSERT ON list BEGIN UPDATE campaign SET list_id = 99; END`);
  const ofNoList: readonly (() => unknown)[] = [
    () => campaigns.create('Not kept', quickSchedule, startMs, { listId: 99 }),
    () => db.value(`UPDATE campaign SET list_id = 99 WHERE id = ? RETURNING id`, draft),
    () => db.get(`UPDATE campaign SET list_id = 99 WHERE id = ? RETURNING id`, draft),
    () => lists.begin({ fileName: '', country: 'GB', fields: [], headers: [] }, startMs),
  ];
  for (const write of ofNoList) {
    // The statement succeeds, and the commit fails.
    db.sqlite.pragma('defer_foreign_keys = ON');
    expect(write).toThrow('FOREIGN KEY');
  }
  expect(campaigns.all().map(({ name, listId }) => [name, listId])).toEqual([['Kept', null]]);
});
