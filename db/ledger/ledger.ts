import { createHmac, createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { limits } from '../../domain/limits.ts';
import type { AliasHash } from '../../domain/people/alias.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { inodeOf, isAt } from './inode.ts';
import { type AtCheckpoint, type CheckedLedger, checkLedger, type Damage } from './ledger-check.ts';
import {
  chain,
  entryOf,
  formatLine,
  type LedgerEntry,
  type LedgerHeader,
  type LedgerLine,
  type LedgerPosition,
  ledgerVersion,
  linesBefore,
  readLines,
  textOf,
} from './ledger-file.ts';
import { syncFolder } from './sync-folder.ts';

export type { LedgerEntry, LedgerLine, LedgerPosition } from './ledger-file.ts';

/** 72 bits: two of two million hashes are equal in one of two thousand million installations. Each is stored twice. */
const hashCharacters = 12;

export type LedgerFailure =
  | { readonly code: 'ledger_missing' | 'ledger_unreadable'; readonly detail: string }
  | ({ readonly code: 'ledger_damaged' } & Damage);

/**
 * The fence ledger: an fsynced append-only file outside the database's folder, with one line for each opened gate. It
 * remembers messages that the database does not know because it is older: restored from a backup, or copied without its
 * WAL.
 *
 * Each line is JSON, a tab, and a checksum chained to the line before. Aliases are keyed hashes; it contains no number
 * and no text. No line is held in memory: lines are read from the file when they are needed.
 */
export class Ledger {
  readonly header: LedgerHeader;
  readonly start: LedgerPosition;
  readonly atCheckpoint: AtCheckpoint;
  readonly #file: string;
  readonly #handle: number;
  readonly #inode: bigint;
  readonly #key: KeyObject;
  readonly #otherKeys: readonly KeyObject[];
  #hashed: { readonly alias: string; readonly hashes: readonly [own: AliasHash, ...others: AliasHash[]] }[] = [];
  #end: LedgerPosition;
  /** Stores on this computer which line is the last one; null where that is not wanted. */
  #keepLast: ((last: LedgerPosition) => void) | null = null;
  #isLastKept = true;

  private constructor(file: string, handle: number, checked: CheckedLedger) {
    this.#file = file;
    this.#handle = handle;
    this.#inode = inodeOf(handle);
    this.header = checked.header;
    this.#key = createSecretKey(checked.header.key, 'hex');
    this.#otherKeys = checked.header.otherKeys.map((key) => createSecretKey(key, 'hex'));
    this.start = checked.start;
    this.atCheckpoint = checked.atCheckpoint;
    this.#end = checked.end;
  }

  /** Makes a ledger for a database that never had one. The key is given when the database has hashes under one. */
  static create(
    file: string,
    database: string,
    key: string | null,
    nowMs: number,
    otherKeys: readonly string[] = [],
  ): Ledger {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const header: LedgerHeader = {
      format: 'sendonce fence ledger',
      version: ledgerVersion,
      ledger: randomUUID(),
      database,
      key: key ?? randomBytes(32).toString('hex'),
      otherKeys: [...otherKeys],
      createdAtMs: nowMs,
    };
    const text = JSON.stringify(header);
    const checksum = chain('', text);
    const line = formatLine(text, checksum);
    const handle = openSync(file, 'wx+', 0o600);
    writeSync(handle, line);
    fsyncSync(handle);
    syncFolder(dirname(file));
    const start: LedgerPosition = { number: 0, checksum, endByte: Buffer.byteLength(line) };
    return new Ledger(file, handle, { header, start, end: start, atCheckpoint: 'fits' });
  }

  /** Opens a ledger and checks it from the remembered line. A torn last line is cut off; other damage is a failure. */
  static open(file: string, checkpoint: LedgerPosition | null = null): Result<Ledger, LedgerFailure> {
    let handle: number;
    try {
      const found = statSync(file, { throwIfNoEntry: false });
      if (!found) return fail({ code: 'ledger_missing', detail: '' });
      // Windows opens a folder like a file.
      if (!found.isFile()) return fail({ code: 'ledger_unreadable', detail: 'EISDIR' });
      handle = openSync(file, 'r+');
    } catch (error) {
      return fail({ code: 'ledger_unreadable', detail: String(error) });
    }
    const checked = checkLedger(handle, checkpoint);
    if (!checked.ok) {
      closeSync(handle);
      return fail({ code: 'ledger_damaged', ...checked.failure });
    }
    const { endByte } = checked.value.end;
    if (endByte < fstatSync(handle).size) {
      ftruncateSync(handle, endByte);
      fsyncSync(handle);
    }
    return succeed(new Ledger(file, handle, checked.value));
  }

  get position(): LedgerPosition {
    return this.#end;
  }

  /** The lines after one, read from the file one by one. */
  *linesAfter({ number, endByte }: Pick<LedgerPosition, 'number' | 'endByte'>): Generator<LedgerEntry> {
    if (number >= this.#end.number) return;
    // If the line does not end at that byte, it is searched from the beginning.
    const fromByte = number > 0 && this.#isEndOf(number, endByte) ? endByte : this.start.endByte;
    for (const { text } of readLines(this.#handle, fromByte, this.#end.endByte)) {
      const entry = entryOf(text);
      if (entry === undefined) throw new Error('the ledger was damaged while it was open');
      if (entry.number > number) yield entry;
    }
  }

  /** Every line, read from the file one by one. */
  lines(): Generator<LedgerEntry> {
    return this.linesAfter(this.start);
  }

  /** Whether this ledger has exactly the line that is known from elsewhere. */
  has({ number, checksum, endByte }: LedgerPosition): boolean {
    if (number === 0) return checksum === this.start.checksum;
    if (number > this.#end.number || endByte > this.#end.endByte) return false;
    const last = linesBefore(this.#handle, endByte, this.start.endByte)?.at(-1);
    return last?.checksum === checksum;
  }

  /**
   * The last line is stored elsewhere too from now on: the present one at once if it `isKnown`, else with the next one.
   * If that fails, nothing is appended before it succeeds: at most one more line is not stored there.
   */
  keepLastLine(keep: (last: LedgerPosition) => void, isKnown: boolean): void {
    this.#keepLast = keep;
    if (isKnown) this.#tryToKeep();
    else this.#isLastKept = false;
  }

  #tryToKeep(): void {
    try {
      this.#keepLast?.(this.#end);
      this.#isLastKept = true;
    } catch {
      this.#isLastKept = false;
    }
  }

  /** Appends a line and returns only when it is on the disk. Throws when that fails: then nothing may be sent. */
  append(entry: LedgerLine): LedgerPosition {
    return this.appendAll([entry]);
  }

  /** Appends lines with one sync at the end, for a ledger that is written anew from the database. */
  appendAll(entries: Iterable<LedgerLine>): LedgerPosition {
    if (!isAt(this.#file, this.#inode)) throw new Error('the ledger file was moved or replaced');
    if (!this.#isLastKept) this.#keepLast?.(this.#end);
    this.#isLastKept = true;
    try {
      const end = this.#write(entries);
      fsyncSync(this.#handle);
      this.#end = end;
    } catch (error) {
      // No next line may follow a half-written one; the next append starts at the same place anyway.
      try {
        ftruncateSync(this.#handle, this.#end.endByte);
      } catch {
        // If the disk refuses even that, the torn end is cut off at the next start.
      }
      throw error;
    }
    this.#tryToKeep();
    return this.#end;
  }

  /** Writes lines after the last one, many at once, and returns where they end. */
  #write(entries: Iterable<LedgerLine>): LedgerPosition {
    let { number, checksum, endByte } = this.#end;
    let waiting: Buffer[] = [];
    let waitingBytes = 0;
    const flush = () => {
      writeAll(this.#handle, Buffer.concat(waiting), endByte);
      endByte += waitingBytes;
      waiting = [];
      waitingBytes = 0;
    };
    for (const entry of entries) {
      number += 1;
      const text = textOf({ ...entry, number });
      checksum = chain(checksum, text);
      const line = Buffer.from(formatLine(text, checksum));
      waiting.push(line);
      waitingBytes += line.byteLength;
      if (waitingBytes >= limits.ledgerChunkBytes) flush();
    }
    flush();
    return { number, checksum, endByte };
  }

  /** The keyed hash under which a person's alias is stored in fences and ledger lines. */
  hash(alias: string): AliasHash {
    return this.hashes(alias)[0];
  }

  /** All hashes under which the alias may be stored: the own one first, then those under the keys of other ledgers. */
  hashes(alias: string): readonly [AliasHash, ...AliasHash[]] {
    // One message asks for the hashes of its person again and again.
    const known = this.#hashed.find((one) => one.alias === alias);
    if (known) return known.hashes;
    const others = this.#otherKeys.map((key) => hashUnder(key, alias));
    const hashes = [hashUnder(this.#key, alias), ...others] as const;
    this.#hashed = [{ alias, hashes }, ...this.#hashed.slice(0, limits.aliasesHashed - 1)];
    return hashes;
  }

  close(): void {
    closeSync(this.#handle);
  }

  #isEndOf(number: number, endByte: number): boolean {
    const last = linesBefore(this.#handle, endByte, this.start.endByte)?.at(-1);
    return last !== undefined && entryOf(last.text)?.number === number;
  }
}

function hashUnder(key: KeyObject, alias: string): AliasHash {
  return createHmac('sha256', key).update(alias).digest('base64url').slice(0, hashCharacters) as AliasHash;
}

function writeAll(handle: number, bytes: Buffer, position: number): void {
  let written = 0;
  while (written < bytes.byteLength) {
    written += writeSync(handle, bytes, written, bytes.byteLength - written, position + written);
  }
}
