import { markedEncoding } from './encoding.ts';
import { TableError } from './table.ts';

/** A line of a contact: `item1.TEL;TYPE=CELL:+44…` has the group `item1`, the name `TEL` and the kind `cell`. */
export type CardLine = {
  readonly group: string;
  readonly name: string;
  /** The values of `TYPE=`, and parameters without a name, as version 2.1 has them; in lower case. */
  readonly kinds: ReadonlySet<string>;
  /** The parameters with a value, by name in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The value as it stands in the file, decoded but with its escapes, which separate its parts. */
  readonly value: string;
};
export type Card = readonly CardLine[];

/** The properties that are read. Pictures, keys and all others are skipped. */
const wanted: ReadonlySet<string> = new Set([
  'FN',
  'N',
  'NICKNAME',
  'TEL',
  'ORG',
  'TITLE',
  'CATEGORIES',
  'NOTE',
  'X-ABLABEL',
]);

export function isVcard(bytes: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*BEGIN:VCARD/i.test(asLatin1(bytes.subarray(0, 1_000)));
}

/**
 * The contacts of a file of vCards, version 2.1, 3.0 or 4.0, one by one. Lines are joined as bytes, since a fold may
 * split a letter; the value is decoded afterwards, by the character set that it names itself.
 */
export function* readCards(bytes: Buffer): Generator<Card> {
  let card: CardLine[] | null = null;
  // In version 2.1 a contact may contain another one, such as an assistant's.
  let inner = 0;
  for (const line of logicalLines(asLatin1(bytes))) {
    const at = /^\s*(?:[\w-]+\.)?(BEGIN|END|AGENT)(?:;[^:]*)?:(.*)$/i.exec(line);
    const what = at?.[1]?.toUpperCase();
    const isCard = /^\s*VCARD\s*$/i.test(at?.[2] ?? '');
    if (what === 'AGENT' && card !== null && (at?.[2] ?? '').trim() === '') inner += 1;
    else if (what === 'BEGIN' && isCard) {
      if (inner > 0) continue;
      // The contact before has no end, so it was not written completely, but it is still a person.
      if (card !== null) yield card;
      card = [];
    } else if (what === 'END' && isCard) {
      if (inner > 0) inner -= 1;
      else if (card !== null) {
        yield card;
        card = null;
      }
    } else if (card !== null && inner === 0) {
      const read = readLine(line);
      if (read !== null) card.push(read);
    }
  }
  // The file was cut off: the people after this point must not get lost silently.
  if (card !== null) throw new TableError('corrupt_file', 'the last contact has no end');
}

/** The parts of a value separated by `;` or `,`, without its escapes. */
export function partsOf(value: string, divider: ';' | ','): string[] {
  const parts = value.split(divider === ';' ? /(?<=(?<!\\)(?:\\\\)*);/ : /(?<=(?<!\\)(?:\\\\)*),/);
  return parts.map(plain);
}

/** A value without its escapes. */
export function plain(value: string): string {
  return value.replace(/\\([\\,;:nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign)).trim();
}

/** Joins folded lines, which begin with a blank or follow a `=`; once at the end, as some have millions of pieces. */
function* logicalLines(text: string): Generator<string> {
  let pieces: string[] = [];
  let isQuoted = false;
  let goesOn = false;
  for (const physical of text.split(/\r\n|\r|\n/)) {
    const isFold = !goesOn && pieces.length > 0 && /^[ \t]/.test(physical);
    if (!goesOn && !isFold) {
      if (pieces.length > 0) yield pieces.join('');
      pieces = [];
      isQuoted = isQuotedPrintable(physical);
    }
    // A picture has thousands of lines, and may end with the same character.
    goesOn = isQuoted && physical.endsWith('=');
    const piece = physical.slice(isFold ? 1 : 0, goesOn ? -1 : undefined);
    if (piece !== '') pieces.push(piece);
  }
  if (pieces.length > 0) yield pieces.join('');
}

function isQuotedPrintable(line: string): boolean {
  const head = line.indexOf(':');
  return head > 0 && /;(?:ENCODING=)?QUOTED-PRINTABLE/i.test(line.slice(0, head));
}

function readLine(line: string): CardLine | null {
  const head = /^\s*(?:([\w-]+)\.)?([\w-]+)((?:;(?:"[^"]*"|[^":;])*)*):/.exec(line);
  const name = head?.[2]?.toUpperCase() ?? '';
  if (head === null || !wanted.has(name)) return null;
  const kinds = new Set<string>();
  const parameters = new Map<string, string>();
  for (const parameter of (head[3] ?? '').match(/;(?:"[^"]*"|[^":;])*/g) ?? []) {
    const [key = '', value] = parameter.slice(1).replaceAll('"', '').toLowerCase().split('=');
    if (value === undefined) kinds.add(key.trim());
    else if (key === 'type') for (const kind of value.split(',')) kinds.add(kind.trim());
    else parameters.set(key.trim(), value.trim());
  }
  const isQuoted = kinds.has('quoted-printable') || parameters.get('encoding') === 'quoted-printable';
  const raw = line.slice(head[0].length);
  const bytes = Buffer.from(isQuoted ? fromQuotedPrintable(raw) : raw, 'latin1');
  return { group: head[1] ?? '', name, kinds, parameters, value: decode(bytes, parameters.get('charset')) };
}

function fromQuotedPrintable(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Decodes by the character set that the line names; without one, or if it does not fit, by what fits the bytes. */
function decode(bytes: Buffer, charset: string | undefined): string {
  for (const known of [charset, 'utf-8']) {
    try {
      if (known !== undefined) return new TextDecoder(known, { fatal: true }).decode(bytes);
    } catch {
      // Another encoding is tried.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

/** One character for each byte, so that lines are found before they are decoded. Two-byte files become UTF-8. */
function asLatin1(bytes: Buffer): string {
  const marked = markedEncoding(bytes);
  if (marked !== null) return Buffer.from(new TextDecoder(marked).decode(bytes), 'utf8').toString('latin1');
  return bytes.toString('latin1').replace(/^\xef\xbb\xbf/, '');
}
