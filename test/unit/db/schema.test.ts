import { readMigrationFiles } from 'drizzle-orm/migrator';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, assert, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/database.ts';
import { newestOf, schemaHash, schemaHashes } from '../../../db/expected-schema.ts';
import { applicationId, openDatabase, openSecondConnection } from '../../../db/open.ts';
import * as schema from '../../../db/schema.ts';
import { misshapenJson } from '../../../db/stored-json.ts';
import { limits } from '../../../domain/limits.ts';
import { migrationsFolder, openTestDatabase, startMs, temporaryFolder } from '../../support/temporary-database.ts';

let folder: ReturnType<typeof temporaryFolder>;
let db: Db;
beforeAll(() => {
  folder = temporaryFolder();
  db = openTestDatabase(`${folder.folder}/sendonce.db`);
});
afterAll(() => {
  db.close();
  folder.remove();
});

const knownTables = Object.values(schema).map((table) => getTableConfig(table as SQLiteTable));
const inSql = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const tableNames = () =>
  db.values<string>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '__drizzle_migrations'`,
  );
const isStrict = (name: string) =>
  db.sqlite.prepare(`SELECT strict FROM pragma_table_list WHERE name = ?`).pluck().get(name);

describe('the real database', () => {
  it('holds exactly the expected tables, indexes and triggers', () => {
    const master = db.sqlite
      .prepare(
        `SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> '__drizzle_migrations' ORDER BY 1`,
      )
      .pluck()
      .all();
    expect(master).toMatchSnapshot();
  });

  it('has word for word the statements that it is made of, with every CHECK, key and trigger', () => {
    const statements = db.sqlite
      .prepare(
        `SELECT type || ' ' || name AS what, sql FROM sqlite_master
         WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> '__drizzle_migrations' ORDER BY 1`,
      )
      .all();
    expect(statements).toMatchSnapshot();
  });

  it('is the one by which files of its version are known, and changes with its number', () => {
    expect(schemaHash(db.sqlite)).toBe(schemaHashes.get(newestOf(schemaHashes)));
  });

  it('makes every table STRICT', () => {
    for (const name of tableNames()) expect(isStrict(name), name).toBe(1);
  });

  it('fills what is left out of a list with what the app could have written there', () => {
    const { folder: own, remove } = temporaryFolder();
    const fresh = openTestDatabase(`${own}/sendonce.db`);
    fresh.run(
      `INSERT INTO list (uid, file_name, country, fields, headers, created_at_ms, possible_duplicates)
       VALUES (?, 'people.csv', 'GB', '[]', '[]', 1, '[]')`,
      crypto.randomUUID(),
    );
    expect(misshapenJson(fresh)).toBeNull();
    fresh.close();
    remove();
  });

  it('gives the tables that Drizzle reads and writes the columns that it knows', () => {
    for (const table of knownTables) {
      const columns = db.sqlite
        .prepare(`SELECT name, type, "notnull" FROM pragma_table_info(?) ORDER BY name`)
        .all(table.name);
      const known = table.columns
        .map((column) => ({
          name: inSql(column.name),
          type: column.getSQLType().toUpperCase(),
          notnull: Number(column.notNull),
        }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      expect(
        columns.map((column) => ({ ...(column as object), type: (column as { type: string }).type.toUpperCase() })),
        table.name,
      ).toEqual(known);
    }
  });

  it('generates no column that a trigger reads of a row before it changes: SQLite may not have read yet what it is made of', () => {
    const generated = tableNames().flatMap((table) =>
      db
        .values<string>(`SELECT name FROM pragma_table_xinfo(?) WHERE hidden > 0`, String(table))
        .map((column) => ({ table, column })),
    );
    expect(generated.length).toBeGreaterThan(0);
    for (const { table, column } of generated) {
      const sql = `SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND sql LIKE '% BEFORE %'`;
      for (const trigger of db.values<string>(sql, String(table))) expect(trigger).not.toContain(`NEW.\`${column}\``);
    }
  });

  it('restricts every foreign key, so that nothing is emptied behind our back', () => {
    for (const name of tableNames()) {
      const keys = db.sqlite.prepare(`SELECT on_update, on_delete FROM pragma_foreign_key_list(?)`).all(name);
      for (const key of keys) expect(key, name).toEqual({ on_update: 'RESTRICT', on_delete: 'RESTRICT' });
    }
  });
});

describe('opening', () => {
  it('counts the schema on with each migration', () => {
    // The first two together made the first number.
    const migrations = readMigrationFiles({ migrationsFolder }).slice(1);
    expect([...schemaHashes.keys()]).toEqual(migrations.map((_, place) => 9 + place));
  });

  it('reads every pragma back, on a reopened database too, and uses none that took another', () => {
    const again = openTestDatabase(`${folder.folder}/sendonce.db`);
    const read = (name: string) => again.sqlite.pragma(name, { simple: true });
    const set = {
      journal_mode: 'wal',
      synchronous: 2,
      temp_store: 2,
      wal_autocheckpoint: limits.logPagesMax,
      fullfsync: 1,
      checkpoint_fullfsync: 1,
      foreign_keys: 1,
      recursive_triggers: 1,
      cell_size_check: 1,
      trusted_schema: 0,
      busy_timeout: 5_000,
      application_id: applicationId,
      user_version: newestOf(schemaHashes),
    };
    expect(Object.fromEntries(Object.keys(set).map((name) => [name, read(name)]))).toEqual(set);
    again.close();
    // A database in memory takes no log, and says so where it is asked.
    expect(() => openSecondConnection(':memory:')).toThrow('pragma journal_mode is memory instead of wal');
  });

  it('refuses a database of another program, of a newer version, and one that is damaged, and leaves them as they are', async () => {
    const { default: Database } = await import('better-sqlite3');
    const { readFileSync, writeFileSync } = await import('node:fs');
    const open = (file: string) => openDatabase(file, { migrationsFolder, nowMs: startMs });

    const foreign = `${folder.folder}/foreign.db`;
    const made = new Database(foreign);
    made.exec('CREATE TABLE x (y)');
    made.close();
    expect(open(foreign)).toMatchObject({ ok: false, failure: { code: 'database_not_ours' } });

    const newer = `${folder.folder}/newer.db`;
    openTestDatabase(newer).close();
    const raised = new Database(newer);
    raised.pragma(`user_version = ${newestOf(schemaHashes) + 1}`);
    raised.close();
    expect(open(newer)).toMatchObject({ ok: false, failure: { code: 'database_newer' } });

    const damaged = `${folder.folder}/damaged.db`;
    writeFileSync(damaged, 'this is no database, whatever its name says'.repeat(100));
    const before = readFileSync(damaged);
    expect(open(damaged)).toMatchObject({ ok: false, failure: { code: 'database_corrupt' } });
    expect(readFileSync(damaged).equals(before)).toBe(true);
  });

  it('refuses a database from before the first version that was handed out, and leaves it as it is', async () => {
    const { default: Database } = await import('better-sqlite3');
    const { readFileSync } = await import('node:fs');
    const older = `${folder.folder}/older.db`;
    openTestDatabase(older).close();
    const lowered = new Database(older);
    lowered.pragma(`user_version = ${Math.min(...schemaHashes.keys()) - 1}`);
    lowered.close();
    const before = readFileSync(older);
    const opened = openDatabase(older, { migrationsFolder, nowMs: startMs });
    expect(opened).toMatchObject({ ok: false, failure: { code: 'database_not_ours' } });
    expect(readFileSync(older).equals(before)).toBe(true);
  });

  it('says so when another program holds it, and opens it once that has let go', async () => {
    const { default: Database } = await import('better-sqlite3');
    const file = `${folder.folder}/held.db`;
    openTestDatabase(file).close();
    const holder = new Database(file);
    holder.pragma('locking_mode = EXCLUSIVE');
    holder.exec('BEGIN EXCLUSIVE');
    const open = () => openDatabase(file, { migrationsFolder, nowMs: startMs });
    expect(open()).toMatchObject({ ok: false, failure: { code: 'database_busy' } });
    holder.close();
    const opened = open();
    assert(opened.ok);
    opened.value.close();
    // SQLite itself waits five seconds before it gives up.
  });

  it('notices that the file under it was replaced', async () => {
    const { renameSync } = await import('node:fs');
    const file = `${folder.folder}/moved.db`;
    const opened = openTestDatabase(file);
    expect(opened.isInPlace()).toBe(true);
    const moveAway = () => renameSync(file, `${file}.away`);
    // Windows lets nobody move an open file.
    if (process.platform === 'win32') expect(moveAway).toThrow('EBUSY');
    else moveAway();
    expect(opened.isInPlace()).toBe(process.platform === 'win32');
    opened.close();
  });
});
