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
  /** The sending state of one account, by the id of the account's row. */
  | `dispatcher_${'pause' | 'doubt' | 'doubt_since' | 'known_rejections'}_${number}`
  | 'dispatcher_tick'
  /** When the computer was started by its own clock, and since when that clock is doubted. */
  | 'clock_booted_ms'
  | 'clock_doubted_ms'
  /** For each account, until when the app listened to what people wrote to it. */
  | 'heard_until'
  /** The last attempt whose ids were searched for people who are one person. */
  | 'people_attempt'
  /** For each member, the newest row of the team's database that this computer saw. */
  | 'team_seen'
  /** The people erased here of whom the team has not been told yet. */
  | 'team_erasures'
  /** For each member, how many people it had asked for when it was last heard of. */
  | 'team_remembered'
  /** The newest number of the team's database and its highest declared repeat, as last heard. */
  | 'team_numbers'
  /** For each declared repeat, the team's number at which it was declared. */
  | 'team_repeats'
  /** '1' where the ledger knows messages that left, and the data forgot to whom: no team can be told of them. */
  | 'forgotten_sends'
  /** The team that knows everything that was sent before this computer joined. */
  | 'team_past'
  /** The connection to the team's database over which a claim must have been granted; absent without a team. */
  | 'team_connection'
  | 'window';

/** The value that the database stores under a key; undefined where there is none. */
export function readMeta(db: ReadDb, key: MetaKey): string | undefined {
  return db.value<string>(`SELECT value FROM meta WHERE key = ?`, key);
}

export function writeMeta(db: Db, key: MetaKey, value: string): void {
  db.run(
    `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ...[key, value],
  );
}

/** The JSON value stored under a key; undefined where there is none, or it has another shape. */
export function readMetaJson<Shape extends z.ZodType>(
  db: ReadDb,
  key: MetaKey,
  shape: Shape,
): z.infer<Shape> | undefined {
  return shape.safeParse(fromJson(readMeta(db, key) ?? '')).data;
}

export function deleteMeta(db: Db, key: MetaKey): void {
  db.run(`DELETE FROM meta WHERE key = ?`, key);
}

/** The whole number stored under a key; 0 where there is none, or it is no number. */
export function readMetaNumber(db: ReadDb, key: MetaKey): number {
  const value = Number(readMeta(db, key) ?? 0);
  return Number.isSafeInteger(value) ? value : 0;
}

/** The position of the ledger's last line when this database was last written. */
export function readLedgerPosition(db: ReadDb): LedgerPosition {
  return {
    number: readMetaNumber(db, 'ledger_number'),
    checksum: readMeta(db, 'ledger_checksum') ?? '',
    endByte: readMetaNumber(db, 'ledger_end_byte'),
  };
}

/** Deletes the position of the ledger's last line, so that the next start checks the whole ledger. */
export function forgetLedgerCheckpoint(db: Db): void {
  writeMeta(db, 'ledger_end_byte', '0');
}

export function writeLedgerPosition(db: Db, position: LedgerPosition): void {
  // One statement, so that no crash separates the number from its checksum and its place.
  db.run(
    `INSERT INTO meta (key, value) VALUES ('ledger_number', ?), ('ledger_checksum', ?), ('ledger_end_byte', ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ...[String(position.number), position.checksum, String(position.endByte)],
  );
}
