import { markedEncoding } from './encoding.ts';
import { type RawRow, TableError } from './table.ts';
import { type XmlListener, XmlScanner } from './xml-scanner.ts';
import { inflate, openZip, type ZipParts } from './zip.ts';

/** Puts rows together from what it is told of a sheet. */
export type RowListener = XmlListener & {
  /** The rows that are whole by now. */
  takeRows(): RawRow[];
};

/** The parts of a workbook's archive as XML. */
export class XmlArchive {
  readonly #bytes: Buffer;
  readonly parts: ZipParts;

  /** Throws `corrupt_file` where it is damaged. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.parts = openZip(bytes);
  }

  /** Reads a part from its beginning to its end. Returns false where there is none. */
  async scan(path: string | undefined, listener: XmlListener): Promise<boolean> {
    if (path === undefined || !this.parts.has(path.toLowerCase())) return false;
    const scanner = new XmlScanner(listener);
    for await (const piece of this.#text(path)) scanner.write(piece);
    scanner.end();
    return true;
  }

  /** The same of a sheet, whose rows come some at a time, as they are put together. */
  async *rows(path: string, reader: RowListener): AsyncGenerator<RawRow[]> {
    const scanner = new XmlScanner(reader);
    for await (const piece of this.#text(path)) {
      scanner.write(piece);
      yield reader.takeRows();
    }
    scanner.end();
    yield reader.takeRows();
  }

  /** A part as text, piece by piece: by its byte order mark, else in UTF-8. */
  async *#text(path: string): AsyncGenerator<string> {
    const part = this.parts.get(path.toLowerCase());
    if (part === undefined) throw new TableError('corrupt_file', 'a part is missing');
    let decoder: TextDecoder | null = null;
    for await (const chunk of inflate(this.#bytes, part)) {
      decoder ??= new TextDecoder(markedEncoding(chunk) ?? 'utf-8');
      yield decoder.decode(chunk, { stream: true });
    }
  }
}
