import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import { limits } from '../../domain/limits.ts';
import { fail, fromJson, type Result, succeed } from '../../domain/result.ts';
import {
  chain,
  doFit,
  entryOf,
  type LedgerEntry,
  LedgerHeader,
  type LedgerPosition,
  linesBefore,
  readLines,
} from './ledger-file.ts';

/** Whether the ledger's last line that the database remembers fits the ledger. */
export type AtCheckpoint = 'fits' | 'too_short' | 'other_line';

export type CheckedLedger = {
  readonly header: LedgerHeader;
  readonly start: LedgerPosition;
  /** The last whole line; anything after it is torn. */
  readonly end: LedgerPosition;
  readonly atCheckpoint: AtCheckpoint;
};

export type Damage = {
  readonly detail: string;
  /** Set where the header is whole and the damage is after it. */
  readonly header?: LedgerHeader;
  /** Set where not even the first line is whole. */
  readonly isUnbegun?: true;
};

/**
 * Checks a ledger from the remembered line on; the whole of it where that line or a sample does not fit, nothing is
 * remembered, or it is short (docs/decisions/0011).
 */
export function checkLedger(handle: number, checkpoint: LedgerPosition | null): Result<CheckedLedger, Damage> {
  const first = readHeader(handle);
  if (!first.ok) return first;
  const { header, start } = first.value;
  if (checkpoint !== null && mayBeginAt(handle, start, checkpoint)) {
    const followed = followChain(handle, checkpoint);
    if (followed.ok) return succeed({ header, start, end: followed.value.end, atCheckpoint: 'fits' });
  }
  const followed = followChain(handle, start, checkpoint?.number);
  if (!followed.ok) return fail({ ...followed.failure, header });
  const { end, asked } = followed.value;
  return succeed({ header, start, end, atCheckpoint: compare(checkpoint, end, asked) });
}

/** The problem of a ledger, found by reading every line; null without one. It may be appended to meanwhile. */
export function problemOfLedger(file: string): string | null {
  const checked = withOpen(file, (handle) => checkLedger(handle, null));
  return checked.ok ? null : checked.failure.detail;
}

/** The key of a ledger that has lines; null without lines and for any other file. It may be appended to meanwhile. */
export function keyOfUsedLedger(file: string): string | null {
  if (!existsSync(file)) return null;
  return withOpen(file, (handle) => {
    const first = readHeader(handle);
    return first.ok && first.value.start.endByte < fstatSync(handle).size ? first.value.header.key : null;
  });
}

function withOpen<Value>(file: string, read: (handle: number) => Value): Value {
  const handle = openSync(file, 'r');
  try {
    return read(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Every line that fits the one before, also after damage: a fence too many is the safe mistake. A disk may have written
 * a piece twice, but no random part passes the gate twice.
 */
export function* salvagedLines(file: string): Generator<LedgerEntry> {
  const handle = openSync(file, 'r');
  try {
    const seen = new Set<string>();
    let before: string | undefined;
    for (const { text, checksum } of readLines(handle, 0, fstatSync(handle).size)) {
      const entry = before !== undefined && checksum === chain(before, text) ? entryOf(text) : undefined;
      before = checksum;
      if (entry === undefined || seen.has(entry.random)) continue;
      seen.add(entry.random);
      yield entry;
    }
  } finally {
    closeSync(handle);
  }
}

function readHeader(handle: number): Result<Pick<CheckedLedger, 'header' | 'start'>, Damage> {
  const [first] = readLines(handle, 0, fstatSync(handle).size);
  if (first === undefined) return fail({ detail: 'no header', isUnbegun: true });
  const { text, checksum, endByte } = first;
  const header = LedgerHeader.safeParse(fromJson(text));
  if (!header.success || checksum !== chain('', text)) return fail({ detail: 'line 1' });
  return succeed({ header: header.data, start: { number: 0, checksum, endByte } });
}

/**
 * Whether the remembered line stands where it should, and samples before it are whole. Its checksum vouches for those
 * lines as they were written; the samples notice later damage.
 */
function mayBeginAt(handle: number, start: LedgerPosition, checkpoint: LedgerPosition): boolean {
  const { number, checksum, endByte } = checkpoint;
  // A short ledger is checked whole: that takes no time.
  if (endByte - start.endByte < limits.ledgerCheckedWholeBytes || endByte > fstatSync(handle).size) return false;
  const last = linesBefore(handle, endByte, start.endByte)?.at(-1);
  if (last?.checksum !== checksum || entryOf(last.text)?.number !== number) return false;
  const stepBytes = (endByte - start.endByte) / limits.ledgerSampleCount;
  return Array.from({ length: limits.ledgerSampleCount }, (_, index) => start.endByte + index * stepBytes).every(
    (fromByte) => isSampleWhole(handle, Math.floor(fromByte), start, endByte),
  );
}

function isSampleWhole(handle: number, fromByte: number, start: LedgerPosition, untilByte: number): boolean {
  const lines = [...readLines(handle, fromByte, Math.min(fromByte + limits.ledgerSampleBytes, untilByte))];
  // When a sample begins within a line, its first piece fits nothing; the next line carries the checksum to begin with.
  const whole = fromByte === start.endByte ? [{ text: '', ...start }, ...lines] : lines.slice(1);
  return whole.length > 1 && doFit(whole);
}

/**
 * Follows the chain of checksums from a trusted line to the end. A last line that does not fit is torn: sectors of the
 * last write can reach the disk out of order. If the database knows that line, the ledger is noticed to be too short;
 * if not, its gate never opened. `asked` is the checksum of the line with the asked number.
 */
function followChain(
  handle: number,
  from: LedgerPosition,
  askedNumber?: number,
): Result<{ end: LedgerPosition; asked: string | undefined }, Damage> {
  let end = from;
  let asked = askedNumber === from.number ? from.checksum : undefined;
  let isTorn = false;
  for (const { text, checksum, endByte } of readLines(handle, from.endByte, fstatSync(handle).size)) {
    // Lines are counted as an editor does, with the header as the first one.
    const damage: Damage = { detail: `line ${end.number + 2}` };
    if (isTorn) return fail(damage);
    isTorn = checksum !== chain(end.checksum, text);
    if (isTorn) continue;
    if (entryOf(text) === undefined) return fail(damage);
    end = { number: end.number + 1, checksum, endByte };
    if (end.number === askedNumber) asked = checksum;
  }
  return succeed({ end, asked });
}

function compare(checkpoint: LedgerPosition | null, end: LedgerPosition, found: string | undefined): AtCheckpoint {
  if (checkpoint === null) return 'fits';
  if (end.number < checkpoint.number) return 'too_short';
  return found === checkpoint.checksum ? 'fits' : 'other_line';
}
