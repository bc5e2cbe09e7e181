import { TableError } from './table.ts';

/** The text of a file: by its byte order mark, else UTF-8 where that is valid, else what old Windows programs write. */
export function decodeText(bytes: Buffer): string {
  const text = decode(bytes);
  // Text holds no NUL; pictures and other programs' files do.
  if (text.slice(0, 10_000).includes('\0')) throw new TableError('not_a_table');
  return text;
}

function decode(bytes: Buffer): string {
  const marked = markedEncoding(bytes);
  // A decoder drops the byte order mark of its own encoding.
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The encoding of two-byte characters that a byte order mark names; null where none does. */
export function markedEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** Bytes that old Office files begin with. New ones are wrapped in the same way when a password protects them. */
const officeContainer = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Says of well-known formats what they are, so that the operator knows what to do; other binary files are no tables.
 */
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
