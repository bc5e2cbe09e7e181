/**
 * The only module that knows the library which reads spreadsheets. It is young, so everything about it stays behind
 * this file.
 */
import { type CellValue, readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { type RawRow, TableError } from './table.ts';

/** Beyond this, a number in a spreadsheet has lost digits: it keeps 15, and shows the rest as zeros. */
const exactIntegerMax = 1e15;

/** The names of a workbook's sheets in order; the hidden ones only where there is no other. */
export async function sheetNames(bytes: Buffer): Promise<readonly string[]> {
  const visible: string[] = [];
  const hidden: string[] = [];
  await asTableError(
    readXlsx(bytes, {
      sheets: (sheet) => {
        (sheet.hidden || sheet.veryHidden ? hidden : visible).push(sheet.name);
        return false; // Only the names are wanted: no sheet is read.
      },
    }),
  );
  return visible.length > 0 ? visible : hidden;
}

/**
 * The rows of one sheet. Formulas are not evaluated: their stored value is read, and where there is none the cell is
 * empty. Rows without cells do not come, but the numbers of the others are those that the spreadsheet shows.
 */
export async function* sheetRows(bytes: Buffer, sheet: string): AsyncGenerator<RawRow> {
  const rows = streamXlsxRows(bytes, { sheet });
  while (true) {
    const next = await asTableError(rows.next());
    if (next.done) return;
    yield { rowNumber: next.value.index + 1, cells: next.value.values.map(cellText), broken: false };
  }
}

/** A value as text that reads back as what the operator sees, and that never looks exact when it is not. */
function cellText(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  if (Number.isInteger(value) && Math.abs(value) < exactIntegerMax) return String(value);
  return Math.abs(value) >= exactIntegerMax ? value.toExponential().replace('e', 'E') : String(value);
}

/** Dates of a spreadsheet have no time zone: they are what the clock on the wall says. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = date.toISOString().split('T');
  const minutes = time.slice(0, 5);
  if (date.getUTCFullYear() < 1901) return minutes; // A time without a day stands on the first day of the calendar.
  return minutes === '00:00' ? day : `${day} ${minutes}`;
}

/** Whatever the library throws over a file is the file's fault: a bug of the library must not end the app. */
async function asTableError<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw new TableError('corrupt_file', '', { cause: error });
  }
}
