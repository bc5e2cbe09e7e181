import { randomUUID } from 'node:crypto';
import { Ledger, type LedgerFailure } from '../db/ledger.ts';
import { readMeta, writeMeta } from '../db/meta.ts';
import { type Db, type OpenFailure, openDatabase } from '../db/open.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import type { Folders } from './folders.ts';

export type Storage = { readonly db: Db; readonly ledger: Ledger };
export type StorageFailure = OpenFailure | LedgerFailure;

/**
 * Opens the database and its fence ledger, which name each other. A ledger is made only for a database that never named
 * one: where one is named and gone, sending is held, and the hashing key the database keeps is used again.
 */
export function openStorage(
  folders: Folders,
  migrationsFolder: string,
  nowMs: number,
): Result<Storage, StorageFailure> {
  const opened = openDatabase(folders.database, { migrationsFolder, backupsFolder: folders.backups, nowMs });
  if (!opened.ok) return opened;
  const db = opened.value;
  const database = readMeta(db, 'database') ?? randomUUID();
  const key = readMeta(db, 'ledger_key') ?? null;
  const existing = Ledger.open(folders.ledger);
  if (!existing.ok && existing.failure.code !== 'ledger_missing') {
    db.close();
    return fail(existing.failure);
  }
  const ledger = existing.ok ? existing.value : Ledger.create(folders.ledger, database, key, nowMs);
  writeMeta(db, 'database', database);
  if (key === null) writeMeta(db, 'ledger_key', ledger.header.key);
  return succeed({ db, ledger });
}
