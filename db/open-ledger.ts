import { createHash, randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { assert } from '../domain/result.ts';
import type { PauseReason } from '../domain/state.ts';
import { Ledger, type LedgerEntry } from './ledger.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { Db } from './open.ts';

export type Hold = { readonly reason: PauseReason; readonly detail: string; readonly count: number | null };
export type OpenedLedger = {
  readonly ledger: Ledger;
  /** Why nothing may be sent until the operator agrees; null when database and ledger fit each other. */
  readonly hold: Hold | null;
  /** Lines of a ledger that was set aside; the database is given what it does not know of them. */
  readonly salvaged: readonly LedgerEntry[];
};

/**
 * Opens the ledger that belongs to a database. Each names the other, so that a ledger that was lost, damaged, cut short
 * or swapped is noticed, and a data folder on another machine is too. What is wrong is set aside, never deleted; a new
 * ledger is written from the database under the same hashing key; and the hold is on the disk before anything else.
 * Throws when the file system refuses.
 */
export function openLedger(db: Db, file: string, nowMs: number, machine: string = machineName()): OpenedLedger {
  const database = readMeta(db, 'database');
  const opened = Ledger.open(file);
  if (database === undefined) return adopt(db, opened, file, nowMs, machine);
  const problem = opened.ok ? mismatch(db, opened.value, database) : opened.failure.code;
  const otherMachine = readMeta(db, 'machine') !== machine;
  if (problem === null && opened.ok) {
    const hold: Hold | null = otherMachine ? { reason: 'other_machine', detail: '', count: null } : null;
    if (hold) storeHold(db, hold);
    writeMeta(db, 'machine', machine);
    return { ledger: opened.value, hold, salvaged: [] };
  }
  assert(problem, 'a ledger that fits was answered above');
  const hold: Hold = {
    reason: problem === 'ledger_missing' ? 'ledger_lost' : 'ledger_damaged',
    detail: problem,
    count: null,
  };
  storeHold(db, hold);
  const salvaged = opened.ok ? [...opened.value.entries] : opened.failure.salvaged;
  if (opened.ok) opened.value.close();
  if (problem !== 'ledger_missing') setAside(file, nowMs);
  const key = readMeta(db, 'ledger_key');
  assert(key, 'a database that names itself keeps the key of its fences');
  const ledger = Ledger.create(file, database, key, nowMs);
  nameLedger(db, ledger, machine);
  return { ledger, hold, salvaged: problem === 'foreign_key' ? [] : salvaged };
}

/**
 * The first start, or a database that is new beside a ledger that is not: whatever that ledger knows is believed. One
 * without a header was begun by a first start that was cut off, so nothing can have been sent under it.
 */
function adopt(
  db: Db,
  opened: ReturnType<typeof Ledger.open>,
  file: string,
  nowMs: number,
  machine: string,
): OpenedLedger {
  const failure = opened.ok ? null : opened.failure;
  const isDamaged = failure?.code === 'ledger_damaged' && !failure.isUnbegun;
  const hold: Hold | null = isDamaged ? { reason: 'ledger_damaged', detail: failure.detail, count: null } : null;
  if (hold) storeHold(db, hold);
  if (failure?.code === 'ledger_damaged') setAside(file, nowMs);
  // Over a file that is there and cannot be read, none is made: this throws.
  const ledger = opened.ok ? opened.value : Ledger.create(file, randomUUID(), null, nowMs);
  nameLedger(db, ledger, machine);
  return { ledger, hold, salvaged: [] };
}

function setAside(file: string, nowMs: number): void {
  renameSync(file, `${file}.set-aside-${new Date(nowMs).toISOString().replaceAll(':', '-')}`);
}

function nameLedger(db: Db, ledger: Ledger, machine: string): void {
  const start = ledger.checksumAt(0);
  assert(start, 'a ledger has a header');
  const name = db.sqlite.transaction(() => {
    writeMeta(db, 'database', ledger.header.database);
    writeMeta(db, 'ledger', ledger.header.ledger);
    writeMeta(db, 'ledger_key', ledger.header.key);
    writeMeta(db, 'machine', machine);
    writeMeta(db, 'ledger_number', '0');
    writeMeta(db, 'ledger_checksum', start);
  });
  name.immediate();
}

type Mismatch = 'foreign_key' | 'foreign_database' | 'foreign_ledger' | 'too_short' | 'other_line';

function mismatch(db: Db, ledger: Ledger, database: string): Mismatch | null {
  // Under another key the same person has other aliases, so this ledger could not fence anybody of this database.
  if (ledger.header.key !== readMeta(db, 'ledger_key')) return 'foreign_key';
  if (ledger.header.database !== database) return 'foreign_database';
  if (ledger.header.ledger !== readMeta(db, 'ledger')) return 'foreign_ledger';
  const number = Number(readMeta(db, 'ledger_number'));
  if (ledger.position.number < number) return 'too_short';
  return ledger.checksumAt(number) === readMeta(db, 'ledger_checksum') ? null : 'other_line';
}

function storeHold(db: Db, hold: Hold): void {
  writeMeta(db, 'dispatcher_pause', JSON.stringify(hold));
}

/** What this machine and user are told by, hashed: a data folder that is copied elsewhere is noticed. */
function machineName(): string {
  return createHash('sha256')
    .update([hostname(), userInfo().username, homedir(), process.platform].join('\n'))
    .digest('hex')
    .slice(0, 32);
}

/** Every opened gate that the database knows, as lines of a ledger. */
export function passedAttempts(db: Db): Omit<LedgerEntry, 'number'>[] {
  const rows = db.sqlite
    .prepare(
      `SELECT a.id, a.token, a.account, a.wa_random AS random, a.passed_at_ms AS atMs, coalesce(c.uid, '') AS campaign,
         coalesce(r.row_number, 0) AS row
       FROM attempt a LEFT JOIN message m ON m.id = a.message_id LEFT JOIN campaign c ON c.id = m.campaign_id
         LEFT JOIN recipient r ON r.id = m.recipient_id
       WHERE a.wa_random IS NOT NULL ORDER BY a.passed_at_ms, a.id`,
    )
    .all() as (Omit<LedgerEntry, 'number' | 'scopes' | 'aliases'> & { id: number })[];
  const fences = db.sqlite.prepare(`SELECT scope, alias FROM fence WHERE attempt_id = ?`);
  return rows.map(({ id, ...row }) => {
    const held = fences.all(id) as { scope: string; alias: string }[];
    return {
      ...row,
      scopes: [...new Set(held.map((fence) => fence.scope))],
      aliases: [...new Set(held.map((fence) => fence.alias))],
    };
  });
}
