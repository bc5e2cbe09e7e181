import type { z } from 'zod';
import { fromJson } from '../domain/result.ts';
import type { Db, ReadDb } from './database.ts';
import type { LedgerPosition } from './ledger/ledger-file.ts';

type MetaKey =
  | 'database'
  | 'machine'
  /** '1' while data that came from another machine has not been checked. */
  | 'unchecked'
  | 'ledger'
  | 'ledger_key'
  | 'ledger_other_keys'
  | 'ledger_number'
  | 'ledger_checksum'
  | 'ledger_end_byte'
  | 'last_quick_check_ms'
  | 'last_backup_ms'
  | 'clean_stop'
  | 'dispatcher_pause'
  /** What one account's sending remembers, by the account's row. */
  | `dispatcher_${'pause' | 'doubt' | 'doubt_since' | 'known_rejections'}_${number}`
  | 'dispatcher_tick'
  /** When the computer was started, as its clock had it, and since when that is doubted. */
  | 'clock_booted_ms'
  | 'clock_doubted_ms'
  /** By account, until when somebody listened to what people write to it. */
  | 'heard_until'
  /** The last attempt whose ids were looked through for people who are one. */
  | 'people_attempt'
  /** By member, the newest row of the team's database that this computer saw. */
  | 'team_seen'
  /** Who was erased here and of whom the team was not told yet. */
  | 'team_erasures'
  /** By member, how many people it had asked for when it was heard of last. */
  | 'team_remembered'
  /** The newest number of the team's database and its highest declared repeat, as they were heard last. */
  | 'team_numbers'
  /** By declared repeat, the team's number that it was declared at. */
  | 'team_repeats'
  /** The team among whose asks all stands that was sent before this computer joined. */
  | 'team_past'
  /** The connection to the team's database over which a claim must have been granted; absent without a team. */
  | 'team_connection'
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

/** What is remembered under a key as JSON; undefined where nothing is, or something of another shape. */
export function readMetaJson<Shape extends z.ZodType>(
  db: ReadDb,
  key: MetaKey,
  shape: Shape,
): z.infer<Shape> | undefined {
  return shape.safeParse(fromJson(readMeta(db, key) ?? '')).data;
}

/** Forgets what is remembered under a key. */
export function deleteMeta(db: Db, key: MetaKey): void {
  db.run(`DELETE FROM meta WHERE key = ?`, key);
}

/** A whole number that is remembered under a key; 0 where there is none, or something that is no number. */
export function readMetaNumber(db: ReadDb, key: MetaKey): number {
  const value = Number(readMeta(db, key) ?? 0);
  return Number.isSafeInteger(value) ? value : 0;
}

/** Where the ledger stood when this database was written last. */
export function readLedgerPosition(db: ReadDb): LedgerPosition {
  return {
    number: readMetaNumber(db, 'ledger_number'),
    checksum: readMeta(db, 'ledger_checksum') ?? '',
    endByte: readMetaNumber(db, 'ledger_end_byte'),
  };
}

/** Forgets where the ledger's last line ends, so that the next start checks all of it. */
export function forgetLedgerCheckpoint(db: Db): void {
  writeMeta(db, 'ledger_end_byte', '0');
}

/** Where the ledger stands as far as this database knows. */
export function writeLedgerPosition(db: Db, position: LedgerPosition): void {
  // One statement, so that no crash parts the number from its checksum and its place.
  db.run(
    `INSERT INTO meta (key, value) VALUES ('ledger_number', ?), ('ledger_checksum', ?), ('ledger_end_byte', ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ...[String(position.number), position.checksum, String(position.endByte)],
  );
}
