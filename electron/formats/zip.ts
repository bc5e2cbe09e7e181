import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { limits } from '../../domain/limits.ts';
import { TableError } from './table.ts';

const signature = {
  local: 0x04034b50,
  directory: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const;
const [stored, deflated] = [0, 8];
/** Flags: the part is encrypted; its sums stand behind it instead of before it. */
const [encrypted, sumsBehind] = [1, 8];
const localBytes = 30;
const directoryBytes = 46;
const endBytes = 22;
const locatorBytes = 20;
/** In its place the real number stands in the ZIP64 fields. */
const elsewhere = 0xffffffff;
const zip64Field = 0x0001;

/** A part of an archive. `start` is where its content begins. */
type ZipPart = {
  readonly method: number;
  readonly start: number;
  readonly deflatedBytes: number;
  readonly bytes: number;
  readonly checksum: number;
};
/** The parts by their names in lower case, since some writers do not keep to one. */
export type ZipParts = ReadonlyMap<string, ZipPart>;

type Entry = ZipPart & { readonly flags: number; readonly name: Buffer; readonly header: number };

/** Whether a file begins as ZIP archives do, and workbooks with them. */
export function isZip(bytes: Buffer): boolean {
  return bytes.length >= endBytes && bytes.readUInt32LE(0) === signature.local;
}

/**
 * The parts of an archive, also of one in ZIP64, which programs that write as they go always use. Throws `corrupt_file`
 * where two readers could see different things in it: repeated names, parts that overlap, a part whose own header says
 * something else than the directory.
 */
export function openZip(bytes: Buffer): ZipParts {
  try {
    const entries = readDirectory(bytes);
    const parts = new Map(entries.map((entry) => [entry.name.toString('utf8').toLowerCase(), entry]));
    if (parts.size !== entries.length) throw new TableError('corrupt_file', 'a name is repeated');
    refuseOverlaps(bytes, entries);
    return parts;
  } catch (error) {
    throw asCorrupt(error);
  }
}

/**
 * Inflates every part, keeps nothing, and counts what comes out: what an archive declares about its sizes may be a lie.
 * Throws `file_too_large` once the sum passes `maxBytes`, and `corrupt_file` where it is damaged.
 */
export async function checkInflatedBytes(bytes: Buffer, maxBytes: number): Promise<void> {
  let leftBytes = maxBytes;
  for (const part of openZip(bytes).values()) {
    for await (const chunk of inflate(bytes, part)) {
      leftBytes -= chunk.length;
      if (leftBytes < 0) throw new TableError('file_too_large');
    }
  }
}

/** The content of a part, piece by piece. Its length and its sum are looked at when it ends. */
export async function* inflate(archive: Buffer, part: ZipPart): AsyncGenerator<Buffer> {
  let checksum = 0;
  let bytes = 0;
  const source = Readable.from([archive.subarray(part.start, part.start + part.deflatedBytes)]);
  const body = part.method === deflated ? source.pipe(createInflateRaw()) : source;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      checksum = crc32(chunk, checksum);
      bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw asCorrupt(error);
  }
  // Readers of spreadsheets read on over damage, and would lose rows without a word.
  if (checksum !== part.checksum || bytes !== part.bytes) throw new TableError('corrupt_file', 'a sum is wrong');
}

function asCorrupt(error: unknown): TableError {
  return error instanceof TableError ? error : new TableError('corrupt_file', '', { cause: error });
}

function corruptUnless(isSound: boolean, detail: string): asserts isSound {
  if (!isSound) throw new TableError('corrupt_file', detail);
}

function readDirectory(bytes: Buffer): Entry[] {
  const { count, start, end } = findDirectory(bytes);
  corruptUnless(count <= limits.importZipParts, 'too many parts');
  const entries: Entry[] = [];
  let at = start;
  for (let left = count; left > 0; left -= 1) {
    corruptUnless(at + directoryBytes <= end && bytes.readUInt32LE(at) === signature.directory, 'no entry');
    const [nameLength, extraLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)];
    const nameAt = at + directoryBytes;
    const sizes = sizesOf(bytes, at + 20, nameAt + nameLength, extraLength, bytes.readUInt32LE(at + 42));
    const name = bytes.subarray(nameAt, nameAt + nameLength);
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    corruptUnless((flags & encrypted) === 0 && (method === stored || method === deflated), 'another method');
    const entry = { flags, method, name, checksum: bytes.readUInt32LE(at + 16), ...sizes };
    entries.push({ ...entry, start: contentOf(bytes, entry) });
    at = nameAt + nameLength + extraLength + bytes.readUInt16LE(at + 32);
  }
  corruptUnless(at === end, 'the directory has another length');
  return entries;
}

/** Where the directory stands, by the record at the archive's end, which nothing follows but its own comment. */
function findDirectory(bytes: Buffer): { readonly count: number; readonly start: number; readonly end: number } {
  const first = Math.max(0, bytes.length - endBytes - 0xffff);
  let at = bytes.length - endBytes;
  while (at >= first && !isEnd(bytes, at)) at -= 1;
  corruptUnless(at >= first, 'no end');
  const locator = at - locatorBytes;
  if (locator < 0 || bytes.readUInt32LE(locator) !== signature.locator64) {
    const [count, start] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 16)];
    corruptUnless(start + bytes.readUInt32LE(at + 12) === at, 'the directory has another place');
    return { count, start, end: at };
  }
  const record = Number(bytes.readBigUInt64LE(locator + 8));
  corruptUnless(bytes.readUInt32LE(record) === signature.end64, 'no end in ZIP64');
  const [count, start] = [Number(bytes.readBigUInt64LE(record + 32)), Number(bytes.readBigUInt64LE(record + 48))];
  corruptUnless(start + Number(bytes.readBigUInt64LE(record + 40)) === record, 'the directory has another place');
  return { count, start, end: record };
}

function isEnd(bytes: Buffer, at: number): boolean {
  return bytes.readUInt32LE(at) === signature.end && at + endBytes + bytes.readUInt16LE(at + 20) === bytes.length;
}

/** The two sizes, and the place of the part's own header, from the ZIP64 field where they are too large for theirs. */
function sizesOf(bytes: Buffer, at: number, extraAt: number, extraLength: number, offset: number) {
  const small = [bytes.readUInt32LE(at + 4), bytes.readUInt32LE(at), offset];
  let next = zip64At(bytes, extraAt, extraAt + extraLength);
  const [full = 0, deflatedSize = 0, header = 0] = small.map((value) => {
    if (value !== elsewhere || next === undefined) return value;
    next += 8;
    return Number(bytes.readBigUInt64LE(next - 8));
  });
  return { bytes: full, deflatedBytes: deflatedSize, header };
}

function zip64At(bytes: Buffer, start: number, end: number): number | undefined {
  for (let at = start; at + 4 <= end; at += 4 + bytes.readUInt16LE(at + 2))
    if (bytes.readUInt16LE(at) === zip64Field) return at + 4;
  return undefined;
}

/** Where the content begins, behind the part's own header, which must say the same as the directory. */
function contentOf(bytes: Buffer, entry: Omit<Entry, 'start'>): number {
  const { header: at, flags, method, name, checksum } = entry;
  corruptUnless(bytes.readUInt32LE(at) === signature.local, 'no part');
  const [nameLength, extraLength] = [bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
  const nameAt = at + localBytes;
  const isSame =
    bytes.readUInt16LE(at + 6) === flags &&
    bytes.readUInt16LE(at + 8) === method &&
    bytes.subarray(nameAt, nameAt + nameLength).equals(name);
  corruptUnless(isSame, 'a part has another header');
  if ((flags & sumsBehind) === 0) {
    const sizes = sizesOf(bytes, at + 18, nameAt + nameLength, extraLength, 0);
    const isSameSize = sizes.bytes === entry.bytes && sizes.deflatedBytes === entry.deflatedBytes;
    corruptUnless(isSameSize && bytes.readUInt32LE(at + 14) === checksum, 'a part has other sums');
  }
  return nameAt + nameLength + extraLength;
}

function refuseOverlaps(bytes: Buffer, entries: readonly Entry[]): void {
  let free = 0;
  for (const { header, start, deflatedBytes } of entries.toSorted((one, other) => one.header - other.header)) {
    corruptUnless(header >= free && start + deflatedBytes <= bytes.length, 'parts overlap');
    free = start + deflatedBytes;
  }
  corruptUnless(entries.length === 0 || free <= findDirectory(bytes).start, 'parts overlap');
}
