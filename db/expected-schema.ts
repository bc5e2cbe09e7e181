import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';

/** The schema that a database has to have: which migrations, and the number that all of them lead to. */
type Migrations = { readonly folder: string; readonly schema: number };

/** The rows that come with the schema and never change. */
const fixedRows = [`SELECT * FROM transition ORDER BY 1, 2`, `SELECT created_at FROM __drizzle_migrations ORDER BY 1`];

/**
 * What SQLite keeps for its planner is no part of the schema, nor are the line ends of the system that packed the app. A
 * carriage return by itself is: within a guard's word it makes another word, which nothing ever equals.
 */
const masterSql = `SELECT type || ' ' || name || ' on ' || tbl_name || ': ' || replace(coalesce(sql, ''), char(13, 10), char(10))
  FROM sqlite_master WHERE coalesce(sql, '') NOT IN (
    'CREATE TABLE sqlite_stat1(tbl,idx,stat)', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)')
  ORDER BY 1`;

const masterOf = (sqlite: Database.Database) => sqlite.prepare(masterSql).pluck().all() as string[];
const isSame = (some: readonly string[], others: readonly string[]) => JSON.stringify(some) === JSON.stringify(others);
const fixedRowsOf = (sqlite: Database.Database) =>
  fixedRows.map((sql) => JSON.stringify(sqlite.prepare(sql).raw().all()));

/**
 * Whether a database has, word for word, the tables, indexes and triggers of one that was migrated to the same version,
 * and nothing beside them. What else a file brings along would run: a trigger is a program. Only reads, and runs nothing of
 * the file's own. One whose first migration was cut off has nothing yet, or the migrator's empty table: its tables and
 * guards come about in one transaction.
 */
export function hasExpectedSchema(sqlite: Database.Database, { folder, schema }: Migrations, version: number): boolean {
  const actual = masterOf(sqlite);
  const reference = migratedTo(folder, version === 0 ? 0 : schema - version);
  try {
    const expected = masterOf(reference);
    if (version === 0 && actual.length === 0) return true;
    if (version === 0 && isSame(actual, expected.filter(isOfMigrator))) return hasNoMigrations(sqlite);
    return isSame(actual, expected) && isSame(fixedRowsOf(sqlite), fixedRowsOf(reference));
  } finally {
    reference.close();
  }
}

const isOfMigrator = (one: string) => one.includes(' on __drizzle_migrations: ');

function hasNoMigrations(sqlite: Database.Database): boolean {
  return sqlite.prepare(`SELECT count(*) FROM __drizzle_migrations`).pluck().get() === 0;
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
