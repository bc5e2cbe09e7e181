import { limits } from '../../domain/limits.ts';
import { markedEncoding } from './encoding.ts';
import { type RawRow, TableError } from './table.ts';
import { inflate, openZip, type ZipParts } from './zip.ts';

/** What is told of an XML document. Names come without their prefix, attributes as they stand there. */
type XmlListener = {
  open(name: string, attributes: string): void;
  close?(name: string): void;
  /** A piece of text. One text may come in several. */
  text?(piece: string): void;
};

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

/** An entity, or the beginning of one that goes on in the next piece. */
const entityCharacters = 12;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML piece by piece, holding one tag at most. Only XML's own five entities: others are refused. */
class XmlScanner {
  readonly #listener: XmlListener;
  #rest = '';
  /** How many tags are open. */
  #depth = 0;

  constructor(listener: XmlListener) {
    this.#listener = listener;
  }

  write(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    while (at < text.length) {
      const next = text[at] === '<' ? this.#readMarkup(text, at) : this.#readText(text, at);
      if (next === undefined) break;
      at = next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > limits.importTagCharacters) throw new TableError('corrupt_file', 'a tag has no end');
  }

  end(): void {
    if (this.#rest.trimStart().startsWith('<') || this.#depth !== 0)
      throw new TableError('corrupt_file', 'a tag has no end');
  }

  /** Returns where it ends; undefined where its end has not come yet. */
  #readText(text: string, at: number): number | undefined {
    const tag = text.indexOf('<', at);
    let end = tag < 0 ? text.length : tag;
    if (tag < 0) {
      const entity = text.lastIndexOf('&');
      if (entity >= Math.max(at, end - entityCharacters)) end = entity;
      if (end === at) return undefined;
    }
    this.#listener.text?.(plain(text.slice(at, end)));
    return end;
  }

  #readMarkup(text: string, at: number): number | undefined {
    if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4);
    if (text.startsWith('<?', at)) return behind(text, '?>', at + 2);
    if (text.startsWith('<![CDATA[', at)) {
      const end = behind(text, ']]>', at + 9);
      if (end !== undefined) this.#listener.text?.(text.slice(at + 9, end - 3));
      return end;
    }
    // The beginning of one of those above, cut off by the end of the piece.
    if (text.length - at < 9 && '<![CDATA['.startsWith(text.slice(at))) return undefined;
    if (text.length - at < 4 && '<!--'.startsWith(text.slice(at))) return undefined;
    if (text[at + 1] === '!') throw new TableError('corrupt_file', 'a document type');
    const end = tagEnd(text, at + 1);
    if (end === undefined) return undefined;
    this.#tell(text.slice(at + 1, end));
    return end + 1;
  }

  #tell(tag: string): void {
    if (tag.startsWith('/')) {
      this.#depth -= 1;
      this.#listener.close?.(nameOf(tag.slice(1)));
      return;
    }
    const isEmpty = tag.endsWith('/');
    const space = tag.search(/[\s/]/);
    const name = nameOf(space < 0 ? tag : tag.slice(0, space));
    this.#listener.open(name, space < 0 ? '' : tag.slice(space));
    if (isEmpty) this.#listener.close?.(name);
    else this.#depth += 1;
  }
}

/** An attribute. It begins where a word does: within a long word without a value no other one is looked for. */
const attribute = /(?<![^\s="'/])([^\s="'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The value of an attribute, by its name without a prefix; undefined where the tag has none. */
export function attributeOf(attributes: string, name: string): string | undefined {
  for (const [, key = '', double, single] of attributes.matchAll(attribute))
    if (nameOf(key) === name) return plain(double ?? single ?? '');
  return undefined;
}

/** The `>` that ends a tag: one inside an attribute's quotation marks does not. */
function tagEnd(text: string, start: number): number | undefined {
  let quote = '';
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
  }
  return undefined;
}

function behind(text: string, end: string, from: number): number | undefined {
  const at = text.indexOf(end, from);
  return at < 0 ? undefined : at + end.length;
}

function nameOf(text: string): string {
  const name = text.trim();
  return name.slice(name.indexOf(':') + 1);
}

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name)] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
