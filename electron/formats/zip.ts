import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { TableError } from './table.ts';

const localHeader = 0x04034b50;
const directoryHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
const deflated = 8;

/** Whether a file begins as ZIP archives do, and workbooks with them. */
export function isZip(bytes: Buffer): boolean {
  return bytes.length >= 22 && bytes.readUInt32LE(0) === localHeader;
}

/**
 * Inflates every part of a ZIP archive, keeps nothing, and counts what comes out: what an archive declares about its
 * sizes may be a lie. Throws `file_too_large` once the sum passes `maxBytes`, and `corrupt_file` where it is damaged.
 * Done before the archive is given to a library that would hold the parts in memory.
 */
export async function checkInflatedBytes(bytes: Buffer, maxBytes: number): Promise<void> {
  let leftBytes = maxBytes;
  try {
    for (const { body, checksum } of parts(bytes)) {
      let sum = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        leftBytes -= chunk.length;
        if (leftBytes < 0) throw new TableError('file_too_large');
        sum = crc32(chunk, sum);
      }
      // The library reads on over damage, and would lose rows without a word.
      if (sum !== checksum) throw new TableError('corrupt_file');
    }
  } catch (error) {
    throw error instanceof TableError ? error : new TableError('corrupt_file', '', { cause: error });
  }
}

/** The parts as the directory at the archive's end lists them, as streams of inflated bytes. */
function* parts(bytes: Buffer): Generator<{ readonly body: Readable; readonly checksum: number }> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || bytes.readUInt32LE(end) !== endOfDirectory) throw new TableError('corrupt_file');
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (bytes.readUInt32LE(at) !== directoryHeader) throw new TableError('corrupt_file');
    yield { body: partBody(bytes, at), checksum: bytes.readUInt32LE(at + 16) };
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function partBody(bytes: Buffer, at: number): Readable {
  const method = bytes.readUInt16LE(at + 10);
  const compressedBytes = bytes.readUInt32LE(at + 20);
  const header = bytes.readUInt32LE(at + 42);
  if (bytes.readUInt32LE(header) !== localHeader) throw new TableError('corrupt_file');
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const body = Readable.from([bytes.subarray(start, start + compressedBytes)]);
  if (method !== deflated) return body;
  // An error of the source cannot happen: it is one buffer in memory. An error of the inflation ends the loop above.
  return body.pipe(createInflateRaw());
}
