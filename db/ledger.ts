import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { assert, fail, type Result, succeed } from '../domain/result.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * The fence ledger: an fsynced append-only file outside the database's folder, one line for each opened gate. It is what
 * remembers a message when the database is older than the world: restored from a backup, copied without its WAL.
 *
 * Each line is JSON, a tab, and a checksum chained to the line before. Aliases are keyed hashes; no number or text is in it.
 */
const Header = z.object({
  format: z.literal('sendonce fence ledger'),
  version: z.literal(1),
  ledger: z.string(),
  database: z.string(),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  createdAtMs: z.int(),
});
type LedgerHeader = z.infer<typeof Header>;

const Entry = z.object({
  number: z.int().positive(),
  token: z.string(),
  campaign: z.string(),
  row: z.int(),
  account: z.string(),
  scopes: z.array(z.string()),
  aliases: z.array(z.string()),
  random: z.string(),
  atMs: z.int(),
});
/** What one opened gate is remembered by. `campaign` is the campaign's uid, empty for a test to oneself. */
export type LedgerEntry = z.infer<typeof Entry>;

export type LedgerFailure = {
  readonly code: 'ledger_missing' | 'ledger_damaged' | 'ledger_unreadable';
  readonly detail: string;
  /** Every line that fits the one before it, also behind the damage: a fence too many is the safe mistake. */
  readonly salvaged: readonly LedgerEntry[];
  /** Where the damage is behind it. */
  readonly header?: LedgerHeader;
  /**
   * Not even a whole first line is there: a power cut came while the ledger was made, before anything could be sent.
   */
  readonly isUnbegun?: true;
};
export type LedgerPosition = { readonly number: number; readonly checksum: string };

const chain = (before: string, text: string) =>
  createHash('sha256').update(before).update('\n').update(text).digest('hex').slice(0, 32);

/** An open fence ledger. Its lines are read once and held in memory. */
export class Ledger {
  readonly header: LedgerHeader;
  readonly entries: readonly LedgerEntry[];
  readonly #file: string;
  readonly #handle: number;
  readonly #inode: number;
  readonly #checksums: string[];
  #size: number;

  private constructor(file: string, handle: number, read: Read) {
    this.#file = file;
    this.#handle = handle;
    this.#inode = fstatSync(handle).ino;
    this.header = read.header;
    this.entries = read.entries;
    this.#checksums = read.checksums;
    this.#size = read.size;
  }

  /** Makes a ledger for a database that never had one. The key is given when the database already hashes with one. */
  static create(file: string, database: string, key: string | null, nowMs: number): Ledger {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const header: LedgerHeader = {
      format: 'sendonce fence ledger',
      version: 1,
      ledger: randomUUID(),
      database,
      key: key ?? randomBytes(32).toString('hex'),
      createdAtMs: nowMs,
    };
    const text = JSON.stringify(header);
    const line = `${text}\t${chain('', text)}\n`;
    const handle = openSync(file, 'wx+', 0o600);
    writeSync(handle, line);
    fsyncSync(handle);
    syncFolder(dirname(file));
    return new Ledger(file, handle, {
      header,
      entries: [],
      checksums: [chain('', text)],
      size: Buffer.byteLength(line),
    });
  }

  /** Opens a ledger. A torn last line, as a power cut leaves it, is cut off; damage anywhere else is a failure. */
  static open(file: string): Result<Ledger, LedgerFailure> {
    if (!existsSync(file)) return fail({ code: 'ledger_missing', detail: '', salvaged: [] });
    let handle: number;
    try {
      handle = openSync(file, 'r+');
    } catch (error) {
      return fail({ code: 'ledger_unreadable', detail: String(error), salvaged: [] });
    }
    const read = parse(readFileSync(handle));
    if (!read.ok) {
      closeSync(handle);
      return read;
    }
    if (read.value.size < fstatSync(handle).size) {
      ftruncateSync(handle, read.value.size);
      fsyncSync(handle);
    }
    return succeed(new Ledger(file, handle, read.value));
  }

  /** The number and checksum of the last line; number 0 is the header. */
  get position(): LedgerPosition {
    const number = this.#checksums.length - 1;
    const checksum = this.#checksums[number];
    assert(checksum, 'a ledger has a header');
    return { number, checksum };
  }

  /** The checksum of a line by its number; undefined where the ledger is shorter. */
  checksumAt(number: number): string | undefined {
    return this.#checksums[number];
  }

  /** Appends a line and returns only once it is on the disk. Throws when it cannot: then nothing may be sent. */
  append(entry: Omit<LedgerEntry, 'number'>): LedgerPosition {
    return this.appendAll([entry]);
  }

  /** Appends lines with one sync at the end, as a ledger that is written anew from the database needs it. */
  appendAll(entries: readonly Omit<LedgerEntry, 'number'>[]): LedgerPosition {
    if (!this.#isInPlace()) throw new Error('the ledger file was moved or replaced');
    const added: LedgerEntry[] = [];
    const checksums: string[] = [];
    let { number, checksum } = this.position;
    let text = '';
    for (const entry of entries) {
      number += 1;
      const full: LedgerEntry = { ...entry, number };
      const line = JSON.stringify(full);
      checksum = chain(checksum, line);
      text += `${line}\t${checksum}\n`;
      added.push(full);
      checksums.push(checksum);
    }
    const bytes = Buffer.from(text);
    this.#writeThrough(bytes);
    this.#size += bytes.byteLength;
    this.#checksums.push(...checksums);
    (this.entries as LedgerEntry[]).push(...added);
    return this.position;
  }

  #writeThrough(bytes: Buffer): void {
    try {
      writeAll(this.#handle, bytes, this.#size);
      fsyncSync(this.#handle);
    } catch (error) {
      // A half-written line must not stand before the next one; the next append starts at the same place anyway.
      try {
        ftruncateSync(this.#handle, this.#size);
      } catch {
        // The disk refuses even that; the torn tail is cut at the next start.
      }
      throw error;
    }
  }

  /** The keyed hash under which an alias of a person stands in fences and ledger lines. */
  hash(alias: string): string {
    return hashAlias(this.header.key, alias);
  }

  close(): void {
    closeSync(this.#handle);
  }

  #isInPlace(): boolean {
    try {
      return statSync(this.#file).ino === this.#inode;
    } catch {
      return false;
    }
  }
}

/** The hash of an alias under a key in hex, as fences and ledger lines hold it. */
export function hashAlias(key: string, alias: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(alias).digest('base64url').slice(0, 32);
}

type Read = { header: LedgerHeader; entries: LedgerEntry[]; checksums: string[]; size: number };

function parse(bytes: Buffer): Result<Read, LedgerFailure> {
  const end = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  const checksums: string[] = [];
  const entries: LedgerEntry[] = [];
  let header: LedgerHeader | undefined;
  let size = 0;
  for (const [index, line] of lines.entries()) {
    const { text, checksum } = partsOf(line);
    const isWhole = checksum === chain(checksums.at(-1) ?? '', text);
    // Sectors of the last write can reach the disk out of order. If the database knows this line, the shorter
    // ledger is noticed against it; if not, its gate never opened.
    if (!isWhole && index > 0 && index === lines.length - 1) break;
    const read = (index === 0 ? Header : Entry).safeParse(fromJson(text));
    if (!isWhole || !read.success) {
      const salvaged = withoutRepeats(entriesThatFit(lines));
      return fail({ code: 'ledger_damaged', detail: `line ${index + 1}`, salvaged, ...(header ? { header } : {}) });
    }
    checksums.push(checksum);
    size += Buffer.byteLength(line) + 1;
    if (index === 0) header = read.data as LedgerHeader;
    else entries.push(read.data as LedgerEntry);
  }
  if (!header) return fail({ code: 'ledger_damaged', detail: 'no header', salvaged: [], isUnbegun: true });
  return succeed({ header, entries, checksums, size });
}

function partsOf(line: string): { text: string; checksum: string } {
  const tab = line.lastIndexOf('\t');
  return { text: line.slice(0, tab), checksum: line.slice(tab + 1) };
}

/** Every line that fits what stands before it, whatever that is. */
function entriesThatFit([header = '', ...lines]: readonly string[]): LedgerEntry[] {
  let before = partsOf(header).checksum;
  return lines.flatMap((line) => {
    const { text, checksum } = partsOf(line);
    const isWhole = checksum === chain(before, text);
    before = checksum;
    const read = Entry.safeParse(isWhole ? fromJson(text) : undefined);
    return read.success ? [read.data] : [];
  });
}

/** A disk may have written a piece twice; nothing passes the gate under one random part again. */
function withoutRepeats(entries: readonly LedgerEntry[]): LedgerEntry[] {
  return [...new Map(entries.map((entry) => [entry.random, entry])).values()];
}

/** What a text says, or undefined where it is no JSON: that is damage like any other, not an error of the program. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function writeAll(handle: number, bytes: Buffer, position: number): void {
  let written = 0;
  while (written < bytes.byteLength) {
    written += writeSync(handle, bytes, written, bytes.byteLength - written, position + written);
  }
}
