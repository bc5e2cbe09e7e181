/** Broken files, made by changing files as programs write them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectTable } from '../../electron/lists/read-table.ts';
import { workbook } from '../unit/formats/fixtures.ts';
import { toZip64, withSumsBehind } from '../unit/formats/zip-kinds.ts';
import { chooser, withinTime } from './fuzz-values.ts';

/** The errors that the app has words for. */
const expected: readonly string[] = [
  'file_too_large',
  'too_many_rows',
  'too_many_columns',
  'not_a_table',
  'password_protected',
  'old_xls',
  'empty_file',
  'not_calculated',
  'corrupt_file',
];
const csv = 'Name,Mobile,City\r\nAna,+447700900123,"Leeds, ""north"""\r\nBo,07700 900124,\r\n\r\nCy;07700900125\tx\r\n';
const cards =
  'BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:=41na=\r\n;B\r\nTEL;CELL:+447700900123\r\nitem1.TEL;TYPE=HOME:07700900124\r\nORG:a\\;b;c\r\nEND:VCARD\r\n';
const sheet = `<row r="1"><c t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="str"><v>Mobile</v></c></row><row r="2"><c t="s"><v>0</v></c><c s="1"><v>46023.5</v></c></row>`;
const book = workbook({ List: sheet, 'A &amp; B': sheet });
const seeds: readonly Buffer[] = [
  Buffer.from(csv),
  Buffer.from(`\ufeff${csv}`, 'utf16le'),
  Buffer.from(`sep=;\n${csv.replaceAll(',', ';')}`),
  Buffer.from(cards),
  Buffer.from(cards.repeat(3).replaceAll('\r\n', '\n')),
  book,
  toZip64(book),
  withSumsBehind(book),
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
];
const pieces = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  ' \n',
  '\0',
  '=',
  '\\',
  '\\;',
  'BEGIN:VCARD\n',
  '=\n',
  ';QUOTED-PRINTABLE',
  '<row>',
  '&#x41;',
  'PK\x01\x02',
];

/** The file of this number, the same each time. */
export function fuzzedFile(number: number): Buffer {
  const { below } = chooser(number);
  let bytes = Buffer.from(seeds[below(seeds.length)] ?? csv);
  for (let changes = 1 + below(6); changes > 0; changes -= 1) {
    const at = below(bytes.length + 1);
    const piece = Buffer.from(pieces[below(pieces.length)] ?? '', 'latin1');
    const kind = below(6);
    if (kind === 0 && at < bytes.length) bytes[at] = below(256);
    else if (kind === 1) bytes = bytes.subarray(0, at);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + below(40))]);
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
    else if (kind === 4) bytes = Buffer.concat([bytes.subarray(0, at), repeated(piece, below), bytes.subarray(at)]);
    else if (at + 4 <= bytes.length) bytes.writeUInt32LE([0, 1, 0xffff, 0xffffffff][below(4)] ?? 0, at);
  }
  return bytes;
}

/** Mostly repeats a piece a few times, and sometimes so often that work which is not linear would show. */
function repeated(piece: Buffer, below: (most: number) => number): Buffer {
  const times = below(50) === 0 ? 20_000 : below(200);
  return Buffer.concat(Array.from({ length: times }, () => piece));
}

/** Reads the file of this number. Throws when the answer is neither rows nor an expected error, or takes too long. */
export async function tryFuzzedFile(number: number, folder: string): Promise<void> {
  const path = join(folder, `${number}`);
  writeFileSync(path, fuzzedFile(number));
  const result = await withinTime(`file ${number}`, () => inspectTable(path));
  if (!result.ok && !expected.includes(result.failure.code)) throw new Error(`file ${number}: ${result.failure.code}`);
}
