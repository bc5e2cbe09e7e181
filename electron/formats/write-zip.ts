import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

type Part = { readonly name: string; readonly offset: number; checksum: number; deflatedBytes: number; bytes: number };

const signature = { local: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 } as const;
const version = 20;
const utf8Names = 1 << 11;
const deflated = 8;
/** 1 January 1980, the first day that a ZIP archive knows: the same content makes the same file. */
const noDate = 0x21;

/** Writes a ZIP archive part by part into an open file. Nothing is held but the names, whatever the parts weigh. */
export class ZipWriter {
  readonly #file: FileHandle;
  readonly #parts: Part[] = [];
  #offset = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Adds a part under its path in the archive. */
  async add(name: string, content: Iterable<string>): Promise<void> {
    const part: Part = { name, offset: this.#offset, checksum: 0, deflatedBytes: 0, bytes: 0 };
    this.#parts.push(part);
    await this.#write(localHeader(part));
    const deflate = Readable.from(counted(content, part)).pipe(createDeflateRaw());
    for await (const chunk of deflate as AsyncIterable<Buffer>) {
      part.deflatedBytes += chunk.length;
      await this.#write(chunk);
    }
    // Only now are the sums known that stand before the content.
    const header = localHeader(part);
    await this.#file.write(header, 0, header.length, part.offset);
  }

  /** Ends the archive with its directory. */
  async end(): Promise<void> {
    const start = this.#offset;
    for (const part of this.#parts) await this.#write(directoryEntry(part));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(signature.end, 0);
    end.writeUInt16LE(this.#parts.length, 8);
    end.writeUInt16LE(this.#parts.length, 10);
    end.writeUInt32LE(this.#offset - start, 12);
    end.writeUInt32LE(start, 16);
    await this.#write(end);
  }

  async #write(bytes: Buffer): Promise<void> {
    await this.#file.write(bytes, 0, bytes.length, this.#offset);
    this.#offset += bytes.length;
  }
}

/** A generator that fails in the middle ends the pipe with its own error. */
function* counted(content: Iterable<string>, part: Part): Generator<Buffer> {
  for (const text of content) {
    const bytes = Buffer.from(text, 'utf8');
    part.checksum = crc32(bytes, part.checksum);
    part.bytes += bytes.length;
    yield bytes;
  }
}

function localHeader(part: Part): Buffer {
  const name = Buffer.from(part.name, 'utf8');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(signature.local, 0);
  header.writeUInt16LE(version, 4);
  writeCommon(header, 6, part, name);
  return Buffer.concat([header, name]);
}

function directoryEntry(part: Part): Buffer {
  const name = Buffer.from(part.name, 'utf8');
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(signature.directory, 0);
  entry.writeUInt16LE(version, 4);
  entry.writeUInt16LE(version, 6);
  writeCommon(entry, 8, part, name);
  entry.writeUInt32LE(part.offset, 42);
  return Buffer.concat([entry, name]);
}

/** What the header before a part and its entry in the directory have in common. */
function writeCommon(target: Buffer, at: number, part: Part, name: Buffer): void {
  target.writeUInt16LE(utf8Names, at);
  target.writeUInt16LE(deflated, at + 2);
  target.writeUInt16LE(noDate, at + 6);
  target.writeUInt32LE(part.checksum, at + 8);
  target.writeUInt32LE(part.deflatedBytes, at + 12);
  target.writeUInt32LE(part.bytes, at + 16);
  target.writeUInt16LE(name.length, at + 20);
}
