import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { limits } from '../../domain/limits.ts';
import { assert } from '../../domain/result.ts';
import type { AlarmKind } from '../../domain/state/alarm.ts';
import { Alarms } from '../alarms.ts';
import { type Db, damagedDatabase } from '../database.ts';
import { machineName } from '../folder/machine.ts';
import { markReturned } from '../folder/returned-campaigns.ts';
import { readLedgerPosition, readMeta, readMetaJson, writeLedgerPosition, writeMeta } from '../meta.ts';
import { forgetProgram } from '../settings.ts';
import { fencesOf } from './fences.ts';
import type { LastLines } from './last-lines.ts';
import { Ledger, type LedgerEntry, type LedgerFailure, type LedgerLine } from './ledger.ts';
import { type AtCheckpoint, salvagedLines } from './ledger-check.ts';
import { LedgerHeader } from './ledger-file.ts';
import { syncFolder } from './sync-folder.ts';

/** The reason of an alarm that is on the disk and stops all sending. */
export type AlarmHold = { readonly reason: AlarmKind; readonly detail: string; readonly count: number | null };
export type OpenedLedger = {
  readonly ledger: Ledger;
  /** Why nothing may be sent until the operator agrees; null when database and ledger fit each other. */
  readonly hold: AlarmHold | null;
};

/**
 * Opens a database's ledger. Each names the other, so that a lost, damaged, shortened or swapped ledger is noticed, and
 * data on another machine. A wrong ledger is set aside, and a new one begins under the same key with the trusted lines,
 * so that recovery finds them however often it is cut off. The hold is on the disk first. Throws when the file system
 * refuses: a ledger that cannot be read may know what nothing else knows.
 */
export function openLedger(
  db: Db,
  file: string,
  nowMs: number,
  machine: string = machineName(),
  lastLines: LastLines | null = null,
): OpenedLedger {
  const opened = openAndCompare(db, file, nowMs, machine);
  return lastLines === null ? opened : compareWithKnown(db, opened, lastLines, nowMs);
}

/**
 * Compares the ledger with its last line as this computer remembers it. Without that line it is an old copy, or in an
 * older folder; so is one after which its database had another. One of which nothing is known may be either. A ledger
 * without lines fences nobody.
 */
function compareWithKnown(db: Db, { ledger, hold }: OpenedLedger, lastLines: LastLines, nowMs: number): OpenedLedger {
  const { header, position } = ledger;
  const known = lastLines.of(header.ledger);
  const isLast = [undefined, header.ledger].includes(lastLines.lastOf(header.database));
  const fits = isLast && (known === undefined ? position.number === 0 : ledger.has(known));
  const unknown: AlarmHold | null = fits ? null : { reason: 'ledger_unknown', detail: '', count: null };
  // A hold that stands already is not asked about twice.
  if (unknown !== null && hold === null)
    db.immediate(() => {
      storeHold(db, unknown, nowMs);
      markReturned(db, 'moved');
    });
  // If the folder was put back once more, without its alarm, before anybody answered, it is asked about again.
  const mayKeep = fits || (known === undefined && (isLast || hold !== null));
  ledger.keepLastLine((last) => lastLines.keep(header, last), mayKeep);
  return { ledger, hold: hold ?? unknown };
}

function openAndCompare(db: Db, file: string, nowMs: number, machine: string): OpenedLedger {
  const database = readMeta(db, 'database');
  finishReplacing(file);
  const opened = Ledger.open(file, database === undefined ? null : readLedgerPosition(db));
  if (!opened.ok && opened.failure.code === 'ledger_unreadable') throw new Error(opened.failure.detail);
  if (database === undefined) return adopt(db, opened, file, nowMs, machine);
  const key = keyOfFences(db, opened, database);
  const problem = opened.ok ? mismatch(db, opened.value, database) : opened.failure.code;
  const otherMachine = readMeta(db, 'machine') !== machine;
  if (problem === null && opened.ok) {
    const hold: AlarmHold | null = otherMachine ? { reason: 'other_machine', detail: '', count: null } : null;
    if (hold) storeHold(db, hold, nowMs);
    if (otherMachine) forgetProgram(db);
    nameMachine(db, machine);
    return { ledger: opened.value, hold };
  }
  assert(problem, 'a ledger that fits was answered above');
  if (opened.ok) opened.value.close();
  const otherKeys = otherKeysOf(db, headerOf(opened), key);
  const hold: AlarmHold = {
    reason: problem === 'ledger_missing' ? 'ledger_lost' : 'ledger_damaged',
    detail: problem,
    count: null,
  };
  storeHold(db, hold, nowMs);
  const believed = problem === 'ledger_missing' ? [] : salvagedLines(file);
  const ledger = replace(file, { database, key, otherKeys, lines: believed }, nowMs);
  nameLedger(db, ledger, machine);
  return { ledger, hold };
}

/**
 * The key of the fences' hashes. Where database and ledger name each other, it is the ledger's, from a line with a
 * checksum: what the database remembers may be damaged, and fences cannot be made again.
 */
function keyOfFences(db: Db, opened: ReturnType<typeof Ledger.open>, database: string): string {
  const known = readMeta(db, 'ledger_key') ?? '';
  const header = headerOf(opened);
  if (header !== undefined && header.database === database && header.ledger === readMeta(db, 'ledger')) {
    if (header.key !== known) writeMeta(db, 'ledger_key', header.key);
    return header.key;
  }
  if (LedgerHeader.shape.key.safeParse(known).success) return known;
  if (opened.ok) opened.value.close();
  throw damagedDatabase('the key of the fences');
}

/**
 * The other keys under which people are known: another database's ledger hashed them under its own, so everybody is
 * looked up under each. Throws where there are too many for that.
 */
function otherKeysOf(db: Db, header: LedgerHeader | undefined, key: string): string[] {
  const known = readMetaJson(db, 'ledger_other_keys', LedgerHeader.shape.otherKeys) ?? [];
  const keys = new Set([...known, ...(header ? [header.key, ...header.otherKeys] : [])]);
  keys.delete(key);
  if (keys.size > limits.ledgerOtherKeys) throw new Error('the ledgers of too many computers came together');
  return [...keys];
}

function headerOf(opened: ReturnType<typeof Ledger.open>): LedgerHeader | undefined {
  if (opened.ok) return opened.value.header;
  return opened.failure.code === 'ledger_damaged' ? opened.failure.header : undefined;
}

/**
 * Trusts everything in the ledger, under its own key: a first start, or a new database beside an old ledger. One
 * without a header was begun by a first start that was cut off, and nothing was sent under it.
 */
function adopt(
  db: Db,
  opened: ReturnType<typeof Ledger.open>,
  file: string,
  nowMs: number,
  machine: string,
): OpenedLedger {
  const hold = holdOfNameless(db, opened);
  if (hold) storeHold(db, hold, nowMs);
  const ledger = opened.ok ? opened.value : begin(file, opened.failure, nowMs);
  nameLedger(db, ledger, machine);
  return { ledger, hold };
}

/**
 * A first start names the database before anything is in it: a used one without a name was changed by another program.
 */
const isUsed = (db: Db): boolean => db.has(`SELECT 1 FROM campaign`);

function holdOfNameless(db: Db, opened: ReturnType<typeof Ledger.open>): AlarmHold | null {
  const failure = opened.ok || opened.failure.code !== 'ledger_damaged' ? null : opened.failure;
  if (failure !== null && !failure.isUnbegun) return { reason: 'ledger_damaged', detail: failure.detail, count: null };
  return isUsed(db) ? { reason: 'other_machine', detail: '', count: null } : null;
}

/** Begins a ledger for a new database, with the lines that a damaged ledger still gives. */
function begin(file: string, failure: LedgerFailure, nowMs: number): Ledger {
  const header = failure.code === 'ledger_damaged' ? failure.header : undefined;
  if (header) return replace(file, { ...header, lines: salvagedLines(file) }, nowMs);
  if (failure.code === 'ledger_damaged') setAside(file, nowMs);
  return Ledger.create(file, randomUUID(), null, nowMs);
}

function setAside(file: string, nowMs: number): void {
  renameSync(file, `${file}.set-aside-${new Date(nowMs).toISOString().replaceAll(':', '-')}`);
}

const replacementOf = (file: string) => `${file}.new`;

/** The new ledger is whole on the disk before the old one moves: wherever the power fails, one of them is there. */
function replace(
  file: string,
  of: Pick<LedgerHeader, 'database' | 'key' | 'otherKeys'> & { readonly lines: Iterable<LedgerEntry> },
  nowMs: number,
): Ledger {
  const replacement = replacementOf(file);
  rmSync(replacement, { force: true });
  const written = Ledger.create(replacement, of.database, of.key, nowMs, of.otherKeys);
  written.appendAll(of.lines);
  // Windows does not rename open files.
  written.close();
  if (existsSync(file)) setAside(file, nowMs);
  finishReplacing(file);
  const opened = Ledger.open(file);
  assert(opened.ok, 'a ledger that was just written can be read');
  return opened.value;
}

/** Finishes a replacement that a power cut interrupted after the old ledger was set aside. */
function finishReplacing(file: string): void {
  if (existsSync(file) || !existsSync(replacementOf(file))) return;
  renameSync(replacementOf(file), file);
  syncFolder(dirname(file));
}

function nameLedger(db: Db, ledger: Ledger, machine: string): void {
  db.immediate(() => {
    // A database that comes from elsewhere must not bring a program along.
    forgetProgram(db);
    writeMeta(db, 'database', ledger.header.database);
    writeMeta(db, 'ledger', ledger.header.ledger);
    writeMeta(db, 'ledger_key', ledger.header.key);
    writeMeta(db, 'ledger_other_keys', JSON.stringify(ledger.header.otherKeys));
    nameMachine(db, machine);
    writeLedgerPosition(db, ledger.start);
  });
}

/**
 * Data from another machine is unchecked until a person has checked it: that is stored first, whatever interrupts the
 * rest.
 */
function nameMachine(db: Db, machine: string): void {
  const known = readMeta(db, 'machine');
  if (known !== machine && (known !== undefined || isUsed(db))) {
    writeMeta(db, 'unchecked', '1');
    markReturned(db, 'moved');
  }
  writeMeta(db, 'machine', machine);
}

type Mismatch = 'foreign_key' | 'foreign_database' | 'foreign_ledger' | Exclude<AtCheckpoint, 'fits'>;

function mismatch(db: Db, ledger: Ledger, database: string): Mismatch | null {
  // Under another key the same person has other hashes, so people are looked up under this ledger's own key too.
  if (ledger.header.key !== readMeta(db, 'ledger_key')) return 'foreign_key';
  if (ledger.header.database !== database) return 'foreign_database';
  if (ledger.header.ledger !== readMeta(db, 'ledger')) return 'foreign_ledger';
  return ledger.atCheckpoint === 'fits' ? null : ledger.atCheckpoint;
}

/** Raises the alarm that the operator must acknowledge before anything is sent, also after the next start. */
export function storeHold(db: Db, { reason, detail, count }: AlarmHold, nowMs: number): void {
  new Alarms(db).raise(reason, count === null ? { detail } : { detail, count }, nowMs);
}

/** Every message that left as far as the database knows, also around its gate, as lines of a ledger, one by one. */
export function* passedAttempts(db: Db): Generator<LedgerLine> {
  const rows = db.iterate<Omit<LedgerEntry, 'number' | 'scopes' | 'aliases'> & { id: number }>(
    `SELECT a.id, a.token, a.account, coalesce(a.wa_random, a.refused_random) AS random,
       coalesce(a.passed_at_ms, a.contradicted_at_ms) AS atMs, coalesce(c.uid, '') AS campaign,
       coalesce(r.row_number, 0) AS row
     FROM attempt a LEFT JOIN message m ON m.id = a.message_id LEFT JOIN campaign c ON c.id = m.campaign_id
       LEFT JOIN recipient r ON r.id = m.recipient_id
     WHERE a.wa_random IS NOT NULL OR (a.contradicted_at_ms IS NOT NULL AND a.refused_random IS NOT NULL)
     ORDER BY atMs, a.id`,
  );
  for (const { id, ...row } of rows) yield { ...row, ...fencesOf(db, id) };
}
