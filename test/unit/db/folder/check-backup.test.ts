import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { newestOf, type SchemaHashes, schemaHash, schemaHashes } from '../../../../db/expected-schema.ts';
import { checkBackup } from '../../../../db/folder/check-backup.ts';
import { applicationId, backUp, openDatabase, versionOf } from '../../../../db/open.ts';
import { live } from '../../../support/lived-database.ts';
import { migrationsFolder, startMs } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

let stores: TemporaryStores;
let backup: string;
beforeEach(() => {
  stores = temporaryStores();
  live(stores);
  backup = backUp(stores.db.sqlite, join(stores.folder, 'backups'), 'daily', startMs);
});

const check = (file: string, schemas?: SchemaHashes) => {
  const checked = checkBackup(file, schemas);
  return checked.ok ? 'accepted' : checked.failure.code;
};
let made = 0;
/** The backup after somebody changed it with another program. */
function crafted(change: (sqlite: Database.Database) => void): string {
  made += 1;
  const file = join(stores.folder, `crafted-${made}.db`);
  cpSync(backup, file);
  const sqlite = new Database(file);
  sqlite.pragma('synchronous = OFF');
  change(sqlite);
  sqlite.close();
  return file;
}
const craftedBy = (sql: string) => crafted((sqlite) => void sqlite.exec(sql));
/** As if somebody had removed all guards and put them back. */
const craftedBehindGuards = (sql: string) => {
  const guards = stores.db.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`,
  );
  const [drops, makes] = [guards.map(({ name }) => `DROP TRIGGER ${name}`), guards.map((guard) => guard.sql)];
  // In one transaction: each of the hundred statements would write the schema by itself.
  return craftedBy(['BEGIN', ...drops, sql, ...makes, 'COMMIT'].join(';\n'));
};
/** SQLite's answer to a statement without any guard; each statement is tried by itself, and undone. */
function withoutGuards(rows: string): (sql: string) => string {
  const sqlite = new Database(readFileSync(backup));
  for (const name of stores.db.values<string>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`))
    sqlite.exec(`DROP TRIGGER ${name}`);
  sqlite.exec(rows);
  return (sql) => {
    sqlite.exec('BEGIN');
    try {
      sqlite.exec(sql);
      return '';
    } catch (error) {
      return String(error);
    } finally {
      sqlite.exec('ROLLBACK; PRAGMA ignore_check_constraints = OFF');
    }
  };
}
const leftOut = (cells: string, readings: string) =>
  `INSERT INTO left_out VALUES (1, 99, 'cannot_be_used', '', '', '', '${cells}', '${readings}')`;
/** Makes SQLite's own tables writable, as a hostile program would. */
const rewriteSchema = (sql: string) =>
  crafted((sqlite) => {
    sqlite.unsafeMode(true);
    sqlite.pragma('writable_schema = ON');
    sqlite.exec(sql);
  });
const endless = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';

describe('a backup', () => {
  it('of a database that has been used is accepted, also where SQLite keeps statistics in it', () => {
    expect(check(backup)).toBe('accepted');
    expect(check(craftedBy('ANALYZE'))).toBe('accepted');
  });

  it('is refused when it is damaged, cut short, of another program, gone, or of a newer version', () => {
    const broken = join(stores.folder, 'broken.db');
    const bytes = readFileSync(backup);
    writeFileSync(broken, bytes.subarray(0, bytes.length / 2));
    const foreign = join(stores.folder, 'foreign.db');
    new Database(foreign).exec('CREATE TABLE x (y)').close();
    for (const file of [broken, foreign, join(stores.folder, 'none.db')]) expect(check(file)).toBe('backup_damaged');
    expect(check(craftedBy(`PRAGMA user_version = ${newestOf(schemaHashes) + 1}`))).toBe('backup_newer');
    expect(check(craftedBy(`PRAGMA user_version = 1`))).toBe('backup_damaged');
  });

  it('is refused when it has no tables, or lacks one of its guards or indexes', () => {
    const noTables = join(stores.folder, 'no-tables.db');
    const empty = new Database(noTables);
    empty.pragma(`application_id = ${stores.db.sqlite.pragma('application_id', { simple: true })}`);
    empty.pragma(`user_version = ${newestOf(schemaHashes)}`);
    empty.close();
    expect(check(noTables)).toBe('backup_changed');
    const guards = stores.db.values<string>(
      `SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL`,
    );
    expect(guards.length).toBeGreaterThan(70);
    for (const guard of guards) expect(check(craftedBy(`DROP ${guard}`)), guard).toBe('backup_changed');
  });

  it('is refused when a CHECK was taken out of a table', () => {
    const laxer = `UPDATE sqlite_master SET sql = replace(sql, 'CHECK (\`outcome\` <> ''unknown''', 'CHECK (1 OR \`outcome\` <> ''unknown''')`;
    expect(check(rewriteSchema(laxer))).toBe('backup_changed');
  });

  it('is refused when a guard was made blind by a carriage return within a word', () => {
    const blind = `UPDATE sqlite_master SET sql = replace(sql, '''sending''', '''sen' || char(13) || 'ding''')
      WHERE name = 'message_claim_needs_fences'`;
    expect(check(rewriteSchema(blind))).toBe('backup_changed');
  });

  it('is accepted when its schema has the line ends of Windows', () => {
    const ends = `UPDATE sqlite_master SET sql = replace(sql, char(10), char(13, 10)) WHERE type = 'trigger'`;
    expect(check(rewriteSchema(ends))).toBe('accepted');
  });

  it('is refused when it hides something under a name like those of SQLite’s statistics', () => {
    for (const sql of [
      'CREATE TABLE sqliteXstat (x); CREATE TRIGGER own AFTER INSERT ON sqliteXstat BEGIN SELECT 1; END',
    ])
      expect(check(craftedBy(sql)), sql).toBe('backup_changed');
    const other = `UPDATE sqlite_master SET sql = 'CREATE TABLE sqlite_stat1(tbl,idx,stat,own AS (1))' WHERE name = 'sqlite_stat1'`;
    expect(check(rewriteSchema(`ANALYZE; ${other}`))).toBe('backup_changed');
  });

  it('is refused, and nothing of it runs, when it brings a trigger, a view or an index of its own', () => {
    for (const sql of [
      `CREATE TRIGGER endless AFTER INSERT ON alarm BEGIN INSERT INTO saved_text (name, text, saved_at_ms) ${endless.replace('count(*)', "i, 'x', 1")}; END`,
      `CREATE TRIGGER endless BEFORE DELETE ON setting BEGIN SELECT (${endless}); END`,
      `CREATE VIEW endless AS ${endless}`,
      `CREATE INDEX own ON alarm (detail)`,
      `CREATE TABLE own (x)`,
    ])
      expect(check(craftedBy(sql)), sql).toBe('backup_changed');
    // In place of one of our tables, so that reading it would never end.
    const inPlace = `DROP TABLE saved_text; CREATE VIEW saved_text AS ${endless}`;
    expect(check(craftedBy(inPlace))).toBe('backup_changed');
    expect(check(craftedBy(`DROP TABLE __drizzle_migrations; CREATE VIEW __drizzle_migrations AS ${endless}`))).toBe(
      'backup_changed',
    );
  });

  it('is refused when rows are such as the guards would have refused', () => {
    const without = (trigger: string, harm: string) => {
      const sql = stores.db.value<string>(`SELECT sql FROM sqlite_master WHERE name = ?`, trigger);
      return `DROP TRIGGER ${trigger}; ${harm}; ${sql}`;
    };
    expect(check(craftedBy(without('fence_is_not_deleted', 'DELETE FROM fence')))).toBe('backup_changed');
    expect(
      check(craftedBy(without('transition_is_fixed_insert', `INSERT INTO transition VALUES ('sent', 'pending')`))),
    ).toBe('backup_changed');
    const orphan = `PRAGMA foreign_keys = OFF; UPDATE campaign SET attachment_hash = 'x' WHERE id = 1`;
    expect(check(craftedBy(orphan))).toBe('backup_changed');
  });

  it.each([
    `UPDATE campaign SET schedule = '{}'`,
    `UPDATE list SET fields = '5'`,
    `UPDATE list SET headers = '{}'`,
    `UPDATE list SET choices = '[]'`,
    `UPDATE list SET facts = '[]'`,
    `UPDATE list SET possible_duplicates = '[7]'`,
    `UPDATE recipient SET cells = '5'`,
    `UPDATE recipient SET cells = '[{}]'`,
    leftOut('[]', '{}'),
    leftOut('[1]', '[]'),
  ])('is refused when a value in it is none that the app could read: %s', (sql) => {
    expect(check(craftedBehindGuards(leftOut('["Ana"]', '[]')))).toBe('accepted');
    expect(check(craftedBehindGuards(sql))).toBe('backup_changed');
  });

  it('is refused where a row breaks a CHECK of its table, whichever table that is', () => {
    const values = ["''", "'../../../etc/passwd'", "'a word'", '-1', "x'00'", 'NULL'];
    const tables = stores.db.values<string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK%'`,
    );
    const columnsOf = (table: string) => stores.db.values<string>(`SELECT name FROM pragma_table_info(?)`, table);
    const rows = [
      `INSERT INTO setting VALUES ('theme', '"dark"')`,
      `INSERT INTO attachment VALUES (lower(hex(zeroblob(32))), 'a.png', 'image/png', 'image', 1, 1)`,
      `INSERT INTO saved_text (name, text, saved_at_ms) VALUES ('a', 'b', 1)`,
      leftOut('["Ana"]', '[]'),
    ].join(';');
    expect(check(craftedBehindGuards(rows))).toBe('accepted');
    const says = withoutGuards(rows);
    const added = ['setting', 'attachment', 'saved_text', 'left_out'];
    const filled = tables.filter((table) => added.includes(table) || stores.db.has(`SELECT 1 FROM ${table}`));
    expect(filled.length).toBeGreaterThan(12);
    for (const table of filled) {
      const harms = columnsOf(table).flatMap((column) =>
        values.map((value) => `UPDATE ${table} SET ${column} = ${value}`),
      );
      const unchecked = (sql: string) => `PRAGMA ignore_check_constraints = ON; ${sql}`;
      const breaks = (sql: string) => says(sql).includes('CHECK') && says(unchecked(sql)) === '';
      const broken = harms.find(breaks) ?? '';
      expect(broken, table).not.toBe('');
      expect(check(craftedBehindGuards(`${rows}; ${unchecked(broken)}`)), broken).not.toBe('accepted');
    }
  });

  it('from before an update is compared with what that version made', () => {
    const before = craftedBy('');
    const newer = join(stores.folder, 'migrations');
    cpSync(migrationsFolder, newer, { recursive: true });
    const journalFile = join(newer, 'meta/_journal.json');
    const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { idx: number; when: number }[] };
    const last = journal.entries.at(-1);
    const entry = { ...last, idx: journal.entries.length, when: (last?.when ?? 0) + 1, tag: 'next' };
    writeFileSync(journalFile, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }));
    writeFileSync(join(newer, 'next.sql'), 'ALTER TABLE `saved_text` ADD `used_at_ms` integer;');
    const open = (file: string, hash: string) => {
      const schemas = new Map([...schemaHashes, [newestOf(schemaHashes) + 1, hash]]);
      const opened = openDatabase(file, { migrationsFolder: newer, schemas, nowMs: startMs });
      if (!opened.ok) throw new Error(opened.failure.code);
      const made = schemaHash(opened.value.sqlite);
      opened.value.close();
      return { schemas, made };
    };
    const { made } = open(join(stores.folder, 'fresh.db'), 'not known yet');
    const { schemas } = open(backup, made);
    expect(check(backup, schemas)).toBe('accepted');
    expect(check(before, schemas)).toBe('accepted');
    expect(check(craftedBy('CREATE TABLE own (x)'), schemas)).toBe('backup_changed');
  });
});

describe('a database that was put into the data folder', () => {
  it('is not opened when it brings a trigger of its own, or lacks one of ours', () => {
    for (const sql of [
      `CREATE TRIGGER own AFTER INSERT ON alarm BEGIN DELETE FROM setting; END`,
      'DROP TRIGGER message_is_not_deleted',
      'PRAGMA user_version = 0; CREATE TABLE own (x)',
      // As if its first migration had been interrupted, which leaves either all of the guards or nothing.
      'PRAGMA user_version = 0; DROP TRIGGER message_is_not_deleted',
    ]) {
      const opened = openDatabase(craftedBy(sql), { migrationsFolder, nowMs: startMs });
      expect(opened, sql).toMatchObject({ ok: false, failure: { code: 'database_not_ours' } });
    }
  });

  it('is opened when the power failed in its first migration, wherever', () => {
    const begun = (sql: string) => {
      const file = join(stores.folder, `begun-${sql.length}.db`);
      const sqlite = new Database(file);
      sqlite.exec(sql);
      sqlite.pragma(`application_id = ${applicationId}`);
      sqlite.close();
      return file;
    };
    const migrator = stores.db.value<string>(`SELECT sql FROM sqlite_master WHERE name = '__drizzle_migrations'`);
    for (const file of [begun(''), begun(String(migrator)), craftedBy('PRAGMA user_version = 0')]) {
      const opened = openDatabase(file, { migrationsFolder, nowMs: startMs });
      expect(opened.ok && versionOf(opened.value.sqlite)).toBe(newestOf(schemaHashes));
      if (opened.ok) opened.value.close();
    }
    const filled = begun(`${migrator}; INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('', 9e15)`);
    expect(openDatabase(filled, { migrationsFolder, nowMs: startMs })).toMatchObject({ ok: false });
  });
});
