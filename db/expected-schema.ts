import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/**
 * The schema's text, without the planner's tables and the line ends of the system that packed the app. A single
 * carriage return counts: within a word of a guard it makes another word.
 */
const masterSql = `SELECT type || ' ' || name || ' on ' || tbl_name || ': ' || replace(coalesce(sql, ''), char(13, 10), char(10))
  FROM sqlite_master WHERE coalesce(sql, '') NOT IN (
    'CREATE TABLE sqlite_stat1(tbl,idx,stat)', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)')
  ORDER BY 1`;

/** The tables whose rows come with the schema and never change, and those rows. */
const fixedRows = {
  transition: `SELECT * FROM transition ORDER BY 1, 2`,
  __drizzle_migrations: `SELECT created_at FROM __drizzle_migrations ORDER BY 1`,
};

/**
 * The hash of each version's schema, to compare a file without building one. Each migration raises the version by one;
 * the first is 9 (docs/decisions/0010).
 */
export type SchemaHashes = ReadonlyMap<number, string>;
export const schemaHashes: SchemaHashes = new Map([
  [9, '3acdd79b216de406548c2da4f9d1ce7b75c81a45739013afb1654b249876689d'],
]);
/**
 * The schema with only the migrator's empty table: the first migration was cut off, which makes all tables and guards
 * in one transaction.
 */
const begunHash = '09aac9ec2a075118e477a206100b44b4da3ee150a35e654c4046abe9bd544224';

/** The hash of all tables, indexes and triggers of a database, word for word, and of the fixed rows in them. */
export function schemaHash(sqlite: Database.Database): string {
  const master = sqlite.prepare(masterSql).pluck().all();
  const rows = Object.entries(fixedRows)
    .filter(([table]) => master.some((one) => String(one).startsWith(`table ${table} on `)))
    .map(([, sql]) => sqlite.prepare(sql).raw().all());
  return createHash('sha256')
    .update(JSON.stringify([master, rows]))
    .digest('hex');
}

/**
 * Whether a database has exactly its version's tables, indexes and triggers: a foreign trigger is a program that would
 * run. Runs nothing of the file. If its first migration was cut off, it has no tables yet, or lacks only its number.
 */
export function hasExpectedSchema(sqlite: Database.Database, version: number, hashes: SchemaHashes): boolean {
  const actual = schemaHash(sqlite);
  if (version !== 0) return actual === hashes.get(version);
  const isEmpty = sqlite.prepare(`SELECT count(*) FROM sqlite_master`).pluck().get() === 0;
  return isEmpty || actual === begunHash || actual === hashes.get(newestOf(hashes));
}

/** The version that the migrations lead to. */
export function newestOf(hashes: SchemaHashes): number {
  return Math.max(...hashes.keys());
}
