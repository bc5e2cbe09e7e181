import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';

/** The schema that a database has to have: which migrations, and the number that all of them lead to. */
type Migrations = { readonly folder: string; readonly schema: number };

/** The rows that come with the schema and never change. */
const fixedRows = [`SELECT * FROM transition ORDER BY 1, 2`, `SELECT created_at FROM __drizzle_migrations ORDER BY 1`];

/** What SQLite keeps for its planner is no part of the schema, nor are the line ends of the system that packed the app. */
const masterSql = `SELECT type || ' ' || name || ' on ' || tbl_name || ': ' || replace(coalesce(sql, ''), char(13), '') FROM sqlite_master
  WHERE tbl_name NOT LIKE 'sqlite_stat%' ORDER BY 1`;

const masterOf = (sqlite: Database.Database) => sqlite.prepare(masterSql).pluck().all() as string[];
const fixedRowsOf = (sqlite: Database.Database) =>
  fixedRows.map((sql) => JSON.stringify(sqlite.prepare(sql).raw().all()));

/**
 * Whether a database has, word for word, the tables, indexes and triggers of one that was migrated to the same version,
 * and nothing beside them. What else a file brings along would run: a trigger is a program. Only reads, and runs nothing of
 * the file's own. One whose first migration was cut off may lack what is not made yet.
 */
export function hasExpectedSchema(sqlite: Database.Database, { folder, schema }: Migrations, version: number): boolean {
  const actual = masterOf(sqlite);
  const reference = migratedTo(folder, version === 0 ? 0 : schema - version);
  try {
    const expected = masterOf(reference);
    if (version === 0 && actual.length < expected.length) return actual.every((one) => expected.includes(one));
    if (actual.join('\n') !== expected.join('\n')) return false;
    return fixedRowsOf(sqlite).join('\n') === fixedRowsOf(reference).join('\n');
  } finally {
    reference.close();
  }
}

/** An empty database in memory on which all migrations ran, less the given number of newest ones. */
function migratedTo(migrationsFolder: string, lessCount: number): Database.Database {
  const whole = new Database(':memory:');
  migrate(drizzle(whole), { migrationsFolder });
  if (lessCount === 0) return whole;
  const migrations = readMigrationFiles({ migrationsFolder }).slice(0, -lessCount);
  const part = new Database(':memory:');
  for (const made of whole.prepare(`SELECT sql FROM sqlite_master WHERE name = '__drizzle_migrations'`).pluck().all())
    part.exec(String(made));
  const note = part.prepare(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)`);
  for (const { sql, hash, folderMillis } of migrations) {
    for (const statement of sql) part.exec(statement);
    note.run(hash, folderMillis);
  }
  whole.close();
  return part;
}
