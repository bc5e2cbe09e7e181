import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Ledger, type LedgerPosition } from '../../../../db/ledger/ledger.ts';
import { limits } from '../../../../domain/limits.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { hashOf } from '../../../support/attempts.ts';
import { startMs, temporaryFolder } from '../../../support/temporary-database.ts';

const line = (index: number) => ({
  token: `token-${index}`.padEnd(48, '-'),
  campaign: 'c'.repeat(36),
  row: index,
  account: '+447700900118',
  scopes: [campaignScope('c'.repeat(36)), textScope('t'.repeat(43))],
  aliases: [hashOf('a'.repeat(32)), hashOf('b'.repeat(32))],
  random: `3EB0${index}`,
  atMs: startMs,
});
function* linesOf(from: number, count: number) {
  for (let index = from; index < from + count; index += 1) yield line(index);
}

let place: ReturnType<typeof temporaryFolder>;
/** Long enough that the check begins at the line that the database remembers, with 10 more lines after it. */
const count = 15_000;
let checkpoint: LedgerPosition;
let file: string;

beforeEach(() => {
  place = temporaryFolder();
  file = `${place.folder}/ledger/fences.ledger`;
  const ledger = Ledger.create(file, 'database', null, startMs);
  checkpoint = ledger.appendAll(linesOf(1, count));
  ledger.appendAll(linesOf(count + 1, 10));
  ledger.close();
  expect(checkpoint.endByte).toBeGreaterThan(limits.ledgerCheckedWholeBytes);
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  place.remove();
});

/** Opens the ledger. Returns the result of the check, and how many bytes were read for it. */
function open(from: LedgerPosition | null = checkpoint) {
  let bytes = 0;
  const { readSync } = fs;
  vi.spyOn(fs, 'readSync').mockImplementation(((...call: Parameters<typeof fs.readSync>) => {
    const got = readSync(...call);
    bytes += got;
    return got;
  }) as typeof fs.readSync);
  syncBuiltinESMExports();
  const opened = Ledger.open(file, from);
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  if (!opened.ok) return { said: opened.failure.code, bytes };
  const { atCheckpoint, position } = opened.value;
  opened.value.close();
  return { said: atCheckpoint, number: position.number, bytes };
}

function overwrite(atByte: number, bytes: Buffer): void {
  const handle = fs.openSync(file, 'r+');
  fs.writeSync(handle, bytes, 0, bytes.byteLength, atByte);
  fs.closeSync(handle);
}

describe('a long ledger', () => {
  it('is read from the line that the database remembers, with samples of what stands before it', () => {
    const { said, number, bytes } = open();
    expect([said, number]).toEqual(['fits', count + 10]);
    const sampled = limits.ledgerSampleBytes * (limits.ledgerSampleCount + 1);
    expect(bytes).toBeLessThan(sampled + 3 * limits.ledgerChunkBytes);
    expect(bytes).toBeLessThan(checkpoint.endByte / 3);
  });

  it('is read whole where nothing is remembered, or another place than that of the line', () => {
    for (const from of [null, { ...checkpoint, endByte: 0 }, { ...checkpoint, endByte: checkpoint.endByte - 1 }]) {
      const { said, number, bytes } = open(from);
      expect([said, number]).toEqual(['fits', count + 10]);
      expect(bytes).toBeGreaterThanOrEqual(checkpoint.endByte);
    }
  });

  it.each<[string, string, () => void]>([
    ['cut short', 'too_short', () => fs.truncateSync(file, checkpoint.endByte - 100)],
    ['cut short by its lines', 'too_short', () => fs.truncateSync(file, Math.floor(checkpoint.endByte / 2))],
    [
      'another one of the same length',
      'other_line',
      () => {
        fs.rmSync(file);
        const other = Ledger.create(file, 'database', null, startMs);
        other.appendAll(linesOf(1, count));
        other.close();
      },
    ],
    ['damaged before that line', 'ledger_damaged', () => overwrite(checkpoint.endByte - 500, Buffer.from('x'))],
    ['damaged behind it', 'ledger_damaged', () => overwrite(checkpoint.endByte + 50, Buffer.from('x'))],
    [
      'damaged by a lost stretch long before',
      'ledger_damaged',
      () => overwrite(Math.floor(checkpoint.endByte / 3), Buffer.alloc(256 * 1_024)),
    ],
    [
      'damaged by a piece without line ends',
      'ledger_damaged',
      () => overwrite(Math.floor(checkpoint.endByte / 2), Buffer.alloc(limits.ledgerLineBytes * 2, 'x')),
    ],
  ])('is noticed to be %s', (_how, said, change) => {
    change();
    expect(open().said).toBe(said);
  });

  it('gives the lines behind one without reading those before it, and without the place by looking for it', () => {
    const opened = Ledger.open(file, checkpoint);
    if (!opened.ok) throw new Error(opened.failure.code);
    const expected = Array.from({ length: 10 }, (_, index) => count + 1 + index);
    const rows = (from: Pick<LedgerPosition, 'number' | 'endByte'>) =>
      [...opened.value.linesAfter(from)].map(({ row }) => row);
    const readSync = vi.spyOn(fs, 'readSync');
    syncBuiltinESMExports();
    expect(rows(checkpoint)).toEqual(expected);
    expect(readSync.mock.calls.length).toBeLessThan(6);
    expect(rows({ ...checkpoint, endByte: 17 })).toEqual(expected);
    expect(rows(opened.value.position)).toEqual([]);
    opened.value.close();
  });

  it('is written in pieces, and is the same as one that grew line by line', () => {
    const [one, other] = [`${place.folder}/one`, `${place.folder}/other`].map((name) =>
      Ledger.create(name, 'database', '42'.repeat(32), startMs),
    );
    if (!one || !other) throw new Error('two ledgers were made');
    one.appendAll(linesOf(1, 1_000));
    for (const entry of linesOf(1, 1_000)) other.append(entry);
    expect(one.position.endByte - one.start.endByte).toBe(other.position.endByte - other.start.endByte);
    expect([...one.lines()]).toEqual([...other.lines()]);
    for (const ledger of [one, other]) ledger.close();
  });
});
