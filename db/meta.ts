import type { Db, ReadDb } from './database.ts';
import type { LedgerPosition } from './ledger.ts';

type MetaKey =
  | 'database'
  | 'machine'
  | 'ledger'
  | 'ledger_key'
  | 'ledger_number'
  | 'ledger_checksum'
  | 'last_quick_check_ms'
  | 'last_backup_ms'
  | 'clean_stop'
  | 'dispatcher_pause'
  | 'dispatcher_tick'
  | 'dispatcher_doubt'
  | 'window';

/** What the database remembers of itself under a key; undefined where it never did. */
export function readMeta(db: ReadDb, key: MetaKey): string | undefined {
  return db.value<string>(`SELECT value FROM meta WHERE key = ?`, key);
}

/** Remembers a value under a key, in place of the one before. */
export function writeMeta(db: Db, key: MetaKey, value: string): void {
  db.run(
    `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ...[key, value],
  );
}

/** Where the ledger stands as far as this database knows. */
export function writeLedgerPosition(db: Db, position: LedgerPosition): void {
  // One statement, so that no crash parts the number from its checksum.
  db.run(
    `INSERT INTO meta (key, value) VALUES ('ledger_number', ?), ('ledger_checksum', ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ...[String(position.number), position.checksum],
  );
}
