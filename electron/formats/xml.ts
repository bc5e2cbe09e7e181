import sax from 'sax';
import { limits } from '../../domain/limits.ts';
import { markedEncoding } from './encoding.ts';
import { type RawRow, TableError } from './table.ts';
import { inflate, type ZipParts } from './zip.ts';

export type Attributes = Readonly<Record<string, string>>;

/** The events of an XML document. Names come without their prefix, attributes unchanged. */
type XmlListener = {
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  /** A piece of text. One text may come in several pieces. */
  text?(piece: string): void;
};

export type RowListener = XmlListener & {
  /** Takes the rows that are complete by now. */
  takeRows(): RawRow[];
};

/** Small enough that the rows of one piece take little memory, although each cell may refer to a long text. */
const pieceBytes = 16 * 1024;

/** The parts of a workbook's archive as XML. */
export class XmlArchive {
  readonly #parts: ZipParts;

  constructor(parts: ZipParts) {
    this.#parts = parts;
  }

  /** Reads a part from beginning to end. Returns false where there is none. */
  async scan(path: string | undefined, listener: XmlListener): Promise<boolean> {
    if (path === undefined || !this.#parts.has(path.toLowerCase())) return false;
    const scanner = new XmlScanner(listener);
    for await (const piece of this.#text(path)) scanner.write(piece);
    scanner.end();
    return true;
  }

  /** As `scan`, for a sheet, whose rows come some at a time as they are completed. */
  async *rows(path: string, reader: RowListener): AsyncGenerator<RawRow[]> {
    const scanner = new XmlScanner(reader);
    for await (const piece of this.#text(path)) {
      scanner.write(piece);
      yield reader.takeRows();
    }
    scanner.end();
    yield reader.takeRows();
  }

  /**
   * A part as text, piece by piece: by its byte order mark, else as UTF-8, since a workbook has no other encoding.
   * Another one would lose letters silently.
   */
  async *#text(path: string): AsyncGenerator<string> {
    const part = this.#parts.get(path.toLowerCase());
    if (part === undefined) throw new TableError('corrupt_file', 'a part is missing');
    let decoder: TextDecoder | null = null;
    for await (const chunk of inflate(part)) {
      decoder ??= new TextDecoder(markedEncoding(chunk) ?? 'utf-8', { fatal: true });
      for (let at = 0; at < chunk.length; at += pieceBytes) yield decoded(decoder, chunk.subarray(at, at + pieceBytes));
    }
  }
}

/** The most characters of an attribute or comment. Years of editing leave thousands of ranges in one: over 64 KiB. */
Object.assign(sax, { MAX_BUFFER_LENGTH: limits.importTagCharacters });

/** Reads XML piece by piece, holding one tag at most. sax notices by its position that something is too long. */
class XmlScanner {
  readonly #parser = sax.parser(true);

  constructor(listener: XmlListener) {
    const parser = this.#parser;
    let attributes = 0;
    parser.onattribute = () => {
      attributes += 1;
      if (attributes > limits.importTagAttributes) throw new TableError('corrupt_file', 'too many attributes');
    };
    parser.onopentag = (tag) => {
      attributes = 0;
      listener.open(localName(tag.name), tag.attributes as Attributes);
    };
    parser.onclosetag = (name) => listener.close?.(localName(name));
    parser.ontext = (text) => listener.text?.(text);
    parser.oncdata = (text) => listener.text?.(text);
    parser.ondoctype = () => {
      throw new TableError('corrupt_file', 'a document type');
    };
    parser.onerror = (error) => {
      throw new TableError('corrupt_file', '', { cause: error });
    };
  }

  write(piece: string): void {
    try {
      this.#parser.write(piece);
    } catch (error) {
      // An attribute may have the name of a property that the library expects on its own objects.
      throw error instanceof TableError ? error : new TableError('corrupt_file', '', { cause: error });
    }
  }

  end(): void {
    this.#parser.close();
  }
}

function decoded(decoder: TextDecoder, piece: Uint8Array): string {
  try {
    return decoder.decode(piece, { stream: true });
  } catch (error) {
    throw new TableError('corrupt_file', 'another encoding', { cause: error });
  }
}

/** The value of an attribute, by its name without a prefix; undefined where the tag has none. */
export function attributeOf(attributes: Attributes, name: string): string | undefined {
  const value = attributes[name];
  if (value !== undefined) return value;
  for (const key in attributes) if (localName(key) === name) return attributes[key];
  return undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
