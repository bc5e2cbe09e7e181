import { TableError } from './table.ts';

type DecodedText = {
  readonly text: string;
  /** A few words whose letters were guessed, for a person to check; none where the file names its encoding. */
  readonly guessedWords: readonly string[];
};

/** The text of a file: by its byte order mark, else as UTF-8 where valid, else in an older program's encoding. */
export function decodeText(bytes: Buffer): DecodedText {
  const decoded = decode(bytes);
  // Text has no NUL character; pictures and other programs' files do.
  if (decoded.text.slice(0, 10_000).includes('\0')) throw new TableError('not_a_table');
  return decoded;
}

function decode(bytes: Buffer): DecodedText {
  const wide = markedEncoding(bytes) ?? unmarkedEncoding(bytes);
  // A decoder removes the byte order mark of its own encoding.
  if (wide) return { text: new TextDecoder(wide).decode(bytes), guessedWords: [] };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessedWords: [] };
  } catch {
    const text = decodeIn(olderEncoding(bytes), bytes);
    return { text, guessedWords: firstWords(text) };
  }
}

const wordsShown = 3;

function firstWords(text: string): string[] {
  const words = new Set<string>();
  for (const [word] of text.matchAll(/[\p{L}\p{M}’-]*[^\p{ASCII}\s][^\s,;|"]*/gu)) {
    words.add(word);
    if (words.size === wordsShown) break;
  }
  return [...words];
}

/**
 * The encodings of older programs, the most frequent first: those of Windows for the west, Arabic and Cyrillic, of a
 * Mac, of DOS, and others; and UTF-8 with a letter cut off, which happens where a cell was too long for its program.
 */
const olderEncodings = [
  'windows-1252',
  'windows-1256',
  'macintosh',
  'windows-1251',
  'ibm866',
  'ibm850',
  'koi8-r',
  'iso-8859-5',
  'iso-8859-6',
  'x-mac-cyrillic',
  'windows-1250',
  'windows-1253',
  'windows-1255',
  'utf-8',
] as const;
type OlderEncoding = (typeof olderEncodings)[number];
/** The letters of `ibm850`, western DOS, from byte 128; no platform decodes it. Page 437 has them in these places. */
const lettersOfDos =
  'ÇüéâäàåçêëèïîìÄÅ' +
  'ÉæÆôöòûùÿÖÜø£Ø×ƒ' +
  'áíóúñÑªº¿®¬½¼¡«»' +
  '░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
  'ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀' +
  'ÓßÔÒõÕµþÞÚÛÙýÝ¯´' +
  '\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
/** This much of a file is enough to choose the encoding. */
const sampleBytes = 1024 * 1024;
/**
 * Signs of a word that was read in the wrong encoding: a capital after a small letter or two before one, letters of two
 * scripts, a sign or control character among letters, a sign that nobody writes before or after one, box-drawing
 * characters, three accented letters in a row, four Cyrillic letters that cannot be spoken, an Arabic or Hebrew letter
 * in an impossible place.
 */
const misread =
  /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|\p{Script=Latin}[\u0400-\u06ff]|[\u0400-\u06ff]\p{Script=Latin}|\p{L}[^\p{L}\p{M}\p{ASCII}‘’–—]+\p{L}|\p{L}[‚„†‡ˆ‰‹¡¢£¤¥¦¬√]|[\u2500-\u259f]|µ\p{L}|\ufffd|[\u0080-\u009f]|[\u00c0-\u00ff]{3}|[бвгджзйклмнпрстфхцчшщБВГДЖЗЙКЛМНПРСТФХЦЧШЩ]{4}|[ةى]\p{Script=Arabic}|[^الوبفكأ\P{Script=Arabic}]إ|[ךםןףץ]\p{Script=Hebrew}/u;

/** The encoding in which the fewest words look misread. */
function olderEncoding(bytes: Buffer): OlderEncoding {
  const sample = bytes
    .subarray(0, sampleBytes)
    .toString('latin1')
    .split(/[ \t\r\n,;|"]+/);
  const words = Buffer.from(sample.filter((word) => /[\u0080-\u00ff]/.test(word)).join('\n'), 'latin1');
  const misreadIn = (encoding: OlderEncoding) =>
    decodeIn(encoding, words)
      .split('\n')
      .filter((word) => misread.test(word)).length;
  const counted = olderEncodings.map((encoding) => ({ encoding, count: misreadIn(encoding) }));
  return counted.reduce((best, next) => (next.count < best.count ? next : best)).encoding;
}

function decodeIn(encoding: OlderEncoding, bytes: Buffer): string {
  if (encoding !== 'ibm850') return new TextDecoder(encoding).decode(bytes);
  return bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, (byte) => lettersOfDos[byte.charCodeAt(0) - 128] ?? byte);
}

/** The encoding with two-byte characters that a byte order mark names; null where there is none. */
export function markedEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** In a list, at least one of this many characters is a digit or a separator, in any script. */
const separatorsApart = 20;

/**
 * As `markedEncoding`, for a text without a mark: by digits and separators with one empty byte. Only a few of these are
 * a sign of a damaged file.
 */
function unmarkedEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 10_000);
  const emptyIn = (half: 0 | 1) => sample.filter((byte, place) => byte === 0 && place % 2 === half).length;
  const [first, second] = [emptyIn(0), emptyIn(1)];
  if (first > 0 === second > 0 || (first + second) * 2 * separatorsApart < sample.length) return null;
  return first > 0 ? 'utf-16be' : 'utf-16le';
}

/** The first bytes of old Office files. New ones protected by a password are wrapped in the same way. */
const officeContainer = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** The first bytes of a ZIP archive that is not empty, and so of a workbook. */
const zipPart = Buffer.from('504b0304', 'hex');

/** Whether a file begins like a workbook. */
export function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, zipPart.length).equals(zipPart);
}

/** Refuses well-known formats by name, which tells the operator what to do; other binary files only as no table. */
export function refuseForeignFormats(bytes: Buffer): void {
  if (bytes.subarray(0, officeContainer.length).equals(officeContainer)) {
    const has = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
    if (has('EncryptedPackage')) throw new TableError('password_protected');
    throw new TableError(has('Workbook') || has('Book') ? 'old_xls' : 'not_a_table');
  }
  const start = bytes
    .subarray(0, 1_000)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^(?:%PDF-|\{\\rtf|<(?:!doctype|html|table|\?xml))/i.test(start)) throw new TableError('not_a_table');
}
