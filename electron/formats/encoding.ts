import { TableError } from './table.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The text of a file: by its byte order mark, else UTF-8 where that is valid, else what old Windows programs write. */
export function decodeText(bytes: Buffer): { readonly text: string; readonly encoding: Encoding } {
  const decoded = decode(bytes);
  // Text holds no NUL; pictures and other programs' files do.
  if (decoded.text.slice(0, 10_000).includes('\0')) throw new TableError('not_a_table');
  return decoded;
}

function decode(bytes: Buffer): { readonly text: string; readonly encoding: Encoding } {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  // A decoder drops the byte order mark of its own encoding.
  if (marked) return { text: new TextDecoder(marked).decode(bytes), encoding: marked };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
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
