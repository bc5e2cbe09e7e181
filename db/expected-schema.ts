import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/**
 * What SQLite keeps for its planner is no part of the schema, nor are the line ends of the system that packed the app. A
 * carriage return by itself is: within a guard's word it makes another word, which nothing ever equals.
 */
const masterSql = `SELECT type || ' ' || name || ' on ' || tbl_name || ': ' || replace(coalesce(sql, ''), char(13, 10), char(10))
  FROM sqlite_master WHERE coalesce(sql, '') NOT IN (
    'CREATE TABLE sqlite_stat1(tbl,idx,stat)', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)')
  ORDER BY 1`;

/**
 * What each version's schema hashes to, so that a file is compared without making one: a version's schema stays as it is.
 * Each migration raises the version by one. The first was the ninth: nothing leads from those before it, which were never
 * handed out, to here (docs/decisions/0010).
 */
export type SchemaHashes = ReadonlyMap<number, string>;
export const schemaHashes: SchemaHashes = new Map([
  [9, '085dc85d496a064cf2eadbc33037e02c41cacc7023e090f472688ca07281407e'],
]);

/** The hash of all tables, indexes and triggers of a database, word for word, and of the rows that come with them. */
export function schemaHash(sqlite: Database.Database): string {
  const master = sqlite.prepare(masterSql).pluck().all();
  const hasTransitions = master.some((one) => String(one).startsWith('table transition on '));
  const transitions = hasTransitions ? sqlite.prepare(`SELECT * FROM transition ORDER BY 1, 2`).raw().all() : [];
  return createHash('sha256')
    .update(JSON.stringify([master, transitions]))
    .digest('hex');
}

/**
 * Whether a database has, word for word, the tables, indexes and triggers that its version was handed out with, and nothing
 * beside them. What else a file brings along would run: a trigger is a program. Only reads, and runs nothing of the file's
 * own.
 */
export function hasExpectedSchema(sqlite: Database.Database, version: number, hashes: SchemaHashes): boolean {
  return schemaHash(sqlite) === hashes.get(version);
}

/** The number that the migrations lead to. */
export function newestOf(hashes: SchemaHashes): number {
  return Math.max(...hashes.keys());
}
