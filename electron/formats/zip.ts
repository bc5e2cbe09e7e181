import { type FileEntry, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { limits } from '../../domain/limits.ts';
import { TableError } from './table.ts';

/** The parts by their names in lower case, since some writers do not keep to one. */
export type ZipParts = ReadonlyMap<string, FileEntry>;

const strictly = {
  strictness: 'strict',
  checkCrc32: true,
  checkOverlappingEntry: true,
  // No part is written to a file, so any name is allowed.
  filenameValidation: 'tolerant',
  useWebWorkers: false,
} as const;

/**
 * The parts of an archive. Throws `corrupt_file` where two readers could see different things in it, for example a
 * repeated name or data after its end. The sizes and sums of parts are checked when they are read.
 */
export async function openZip(bytes: Buffer): Promise<ZipParts> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), strictly);
  const parts = new Map<string, FileEntry>();
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      const name = entry.filename.toLowerCase();
      if (parts.has(name)) throw new TableError('corrupt_file', 'a name is repeated');
      if (parts.size === limits.importZipParts) throw new TableError('corrupt_file', 'too many parts');
      if (!entry.directory) parts.set(name, entry);
    }
    return parts;
  } catch (error) {
    throw asCorrupt(error);
  }
}

/**
 * Inflates every part without keeping it, and counts the bytes: the sizes that an archive declares may be a lie. Throws
 * `file_too_large` once the sum passes `maxBytes`, and `corrupt_file` where it is damaged.
 */
export async function checkInflatedBytes(parts: ZipParts, maxBytes: number): Promise<void> {
  let leftBytes = maxBytes;
  for (const part of parts.values()) {
    for await (const chunk of inflate(part)) {
      leftBytes -= chunk.length;
      if (leftBytes < 0) throw new TableError('file_too_large');
    }
  }
}

/** The content of a part, by piece. Throws `corrupt_file` at its end where its length or checksum is wrong. */
export async function* inflate(part: FileEntry): AsyncGenerator<Uint8Array> {
  let fail: (error: unknown) => void = () => undefined;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start: (stream) => {
      fail = (error) => stream.error(error);
    },
  });
  // An error before anything is written would leave the stream open.
  const isDone = part.getData(writable).catch((error: unknown) => fail(error));
  try {
    for await (const chunk of readable) yield chunk;
    await isDone;
  } catch (error) {
    throw asCorrupt(error);
  }
}

function asCorrupt(error: unknown): TableError {
  return error instanceof TableError ? error : new TableError('corrupt_file', '', { cause: error });
}
