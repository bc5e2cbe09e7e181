import Database from 'better-sqlite3';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { Db } from '../database.ts';
import { hasExpectedSchema, newestOf, type SchemaHashes, schemaHashes } from '../expected-schema.ts';
import { applicationId, integrityCheck, setSafety, versionOf } from '../open.ts';
import { misshapenJson } from '../stored-json.ts';
import { brokenInvariant } from './invariants.ts';

type BackupFailure = {
  readonly code: 'backup_damaged' | 'backup_newer' | 'backup_changed' | 'backup_foreign';
  readonly detail: string;
};

/**
 * Whether a file can take the database's place: our schema to the letter, sound for SQLite, and rows that our guards
 * allow. Nothing of it runs before its schema is known. It may be made so that this never ends, so it must run in a
 * process that can be killed. Changes nothing.
 */
export function checkBackup(file: string, schemas: SchemaHashes = schemaHashes): Result<undefined, BackupFailure> {
  let sqlite: Database.Database | undefined;
  try {
    // Opened read-only, SQLite would load no CHECK constraints, and would find no row that breaks one.
    sqlite = new Database(file, { fileMustExist: true });
    sqlite.pragma('query_only = ON');
    setSafety(sqlite);
    const failure = check(sqlite, file, schemas);
    return failure === null ? succeed(undefined) : fail(failure);
  } catch (error) {
    return fail({ code: 'backup_damaged', detail: String(error) });
  } finally {
    sqlite?.close();
  }
}

function check(sqlite: Database.Database, file: string, schemas: SchemaHashes): BackupFailure | null {
  const damaged = (detail: string) => ({ code: 'backup_damaged' as const, detail });
  const changed = (detail: string) => ({ code: 'backup_changed' as const, detail });
  if (sqlite.pragma('application_id', { simple: true }) !== applicationId) return damaged('not of this program');
  const version = versionOf(sqlite);
  if (version > newestOf(schemas)) return { code: 'backup_newer', detail: `schema ${version}` };
  if (!schemas.has(version)) return damaged(`schema ${version}`);
  if (!hasExpectedSchema(sqlite, version, schemas)) return changed(`not the tables and guards of schema ${version}`);
  const problem = integrityCheck(sqlite);
  if (problem !== null) return damaged(problem);
  const orphans = sqlite.prepare('PRAGMA foreign_key_check').all().length;
  if (orphans > 0) return changed(`${orphans} rows refer to none`);
  const db = new Db(sqlite, file);
  const broken = brokenInvariant(db) ?? misshapenJson(db);
  return broken === null ? null : changed(broken);
}
