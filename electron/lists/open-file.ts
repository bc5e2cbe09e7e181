import { readFile, stat } from 'node:fs/promises';
import type { Limits } from '../../domain/limits.ts';
import type { TableRow } from '../../domain/lists/row-reading.ts';
import { peopleInLines } from '../../domain/phone/number-line.ts';
import { delimitedRows, readDelimiter } from '../formats/delimited.ts';
import { decodeText, refuseForeignFormats } from '../formats/encoding.ts';
import { isOpenDocument, openSpreadsheet } from '../formats/ods.ts';
import { nothingHidden, type RawRow, type SheetFacts, TableError, withoutEmptyEnd } from '../formats/table.ts';
import { isVcard } from '../formats/vcard.ts';
import { openWorkbook } from '../formats/xlsx.ts';
import { checkInflatedBytes, isZip, openZip } from '../formats/zip.ts';
import { type Contacts, readContacts } from './vcards.ts';

/** A longer text, in characters, is no line that somebody pasted. */
const longestPaste = 200_000;
/** A workbook with more sheets than this shows the first ones. */
const sheetsShown = 30;

/** How a file is read, beside its bounds. */
export type ReadAs = {
  /** Every number of a contact is a row of its own. */
  readonly eachNumber: boolean;
  /** The format of dates that follow the computer. */
  readonly shortDate: string;
};

/** A file that can be read as rows, whatever its name says it is. */
export type OpenFile = {
  /** One sheet without a name for what is no workbook. */
  readonly sheets: readonly string[];
  /** The columns of contacts, which have no header; null for a table. */
  readonly contacts: Contacts['columns'] | null;
  /** What else is known of a sheet, once its rows were read. */
  readonly facts: (sheet: string) => SheetFacts;
  /** Some at a time: to wait for each by itself would take as long as to read it. */
  readonly rows: (sheet: string) => AsyncIterable<readonly RawRow[]> | Iterable<readonly RawRow[]>;
};

/** Opens a file by what is in it. Throws `TableError`. */
export async function openFile(path: string, limits: Limits, { eachNumber, shortDate }: ReadAs): Promise<OpenFile> {
  const facts = () => nothingHidden;
  const bytes = await readBytes(path, limits.importFileBytes);
  if (isVcard(bytes)) {
    const { columns, rows } = readContacts(bytes, { maxRows: limits.importRows, eachNumber });
    return { sheets: [''], contacts: columns, facts, rows: () => [rows] };
  }
  if (!isZip(bytes)) {
    refuseForeignFormats(bytes);
    const text = decodeText(bytes);
    const people = peopleInLines(text.slice(0, longestPaste + 1));
    if (people !== null && text.length <= longestPaste) {
      const rows = () => [people.map((item, index) => ({ rowNumber: index + 1, cells: [item], broken: false }))];
      return { sheets: [''], contacts: null, facts, rows };
    }
    const delimited = readDelimiter(text);
    const rows = () => delimitedRows(delimited, limits.importRows + 1);
    return { sheets: [''], contacts: null, facts, rows };
  }
  await checkInflatedBytes(bytes, limits.importInflatedBytes);
  const isOpen = isOpenDocument(openZip(bytes));
  const workbook = isOpen ? await openSpreadsheet(bytes, limits) : await openWorkbook(bytes, limits, shortDate);
  return { ...workbook, sheets: workbook.sheets.slice(0, sheetsShown), contacts: null };
}

/** The rows with anything in them, some at a time, within the bounds of an import. */
export async function* filledRows(file: OpenFile, sheet: string, limits: Limits): AsyncGenerator<TableRow[]> {
  let count = 0;
  for await (const rows of file.rows(sheet)) {
    const filled = rows.flatMap((row) => filledRow(row, limits));
    count += filled.length;
    // One more for the header.
    if (count > limits.importRows + 1) throw new TableError('too_many_rows');
    yield filled;
  }
}

/** None where it is empty. */
function filledRow({ rowNumber, cells, broken }: RawRow, limits: Limits): TableRow[] {
  const filled = withoutEmptyEnd(cells);
  if (filled.length === 0) return [];
  if (filled.length > limits.importColumns) throw new TableError('too_many_columns', `row ${rowNumber}`);
  // A cell that is too long is kept just long enough to be seen as such.
  const most = limits.importCellCharacters + 1;
  const isBounded = filled.every((cell) => cell.length <= most);
  return [{ rowNumber, cells: isBounded ? filled : filled.map((cell) => cell.slice(0, most)), broken }];
}

async function readBytes(path: string, maxBytes: number): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size === 0) throw new TableError('empty_file');
    if (size > maxBytes) throw new TableError('file_too_large');
    return await readFile(path);
  } catch (error) {
    throw error instanceof TableError ? error : new TableError('unreadable_file', '', { cause: error });
  }
}
