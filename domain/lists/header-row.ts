import { columnLetters } from './column-letters.ts';
import { nameRank, namesPhones } from './header-words.ts';
import { looksLikePhone } from './phone-column.ts';

/** A row of a file. `rowNumber` is the number that a spreadsheet shows beside it. */
export type FileRow = { readonly rowNumber: number; readonly cells: readonly string[] };

/**
 * The row that names the columns, among the first non-empty rows of a file. Titles and notes may stand above it. Null
 * where there is none: a list without a header must not lose its first person.
 */
export function findHeaderRow(rows: readonly FileRow[]): number | null {
  const width = columnCount(rows);
  const named = rows.filter((row, place) => isNamedHeader(row, rows.slice(place + 1), width));
  // The last row is the header only if no other can be: it may be a note such as "WhatsApp".
  const heading = named.filter((row) => row !== rows.at(-1));
  const upper = fullest(heading.length > 0 ? heading : named);
  if (upper) return (heading.find((row) => isLowerHalf(row, upper)) ?? upper).rowNumber;
  const phoneColumn = columnOfPhones(rows, width);
  // With no number to go by, the first row is the best guess, and the operator sees which row was taken.
  if (phoneColumn === null) return rows[0]?.rowNumber ?? null;
  const firstPerson = rows.findIndex(({ cells }) => looksLikePhone(cellAt(cells, phoneColumn)));
  return fullest(rows.slice(0, firstPerson).filter(hasNoNumber))?.rowNumber ?? null;
}

/**
 * The names of the columns. In a header of two rows, as merged cells make it, an empty lower cell gets the upper name.
 * A column without a name gets its spreadsheet letters.
 */
export function columnHeaders(rows: readonly FileRow[], headerRow: number | null, width: number): string[] {
  const header = rows.find((row) => row.rowNumber === headerRow)?.cells ?? [];
  const above = rows.find((row) => headerRow !== null && row.rowNumber === headerRow - 1)?.cells ?? [];
  // A single cell above is a title.
  const upper = filledCount(above) > 1 ? above : [];
  return Array.from(
    { length: width },
    (_, index) => cellAt(header, index) || cellAt(upper, index) || columnLetters(index),
  );
}

export function columnCount(rows: readonly FileRow[]): number {
  return Math.max(0, ...rows.map(({ cells }) => cells.length));
}

/** A row with a word for phone numbers and no number, below which the column of that word does not contradict it. */
function isNamedHeader(row: FileRow, below: readonly FileRow[], width: number): boolean {
  // In a table of several columns a row with a single cell is a title, even if it says "Phone list".
  if (filledCount(row.cells) < Math.min(2, width) || !hasNoNumber(row)) return false;
  return row.cells.some((cell, index) => {
    if (!namesPhones(cell)) return false;
    const beneath = below.map(({ cells }) => cellAt(cells, index)).filter((text) => text !== '');
    if (beneath.length === 0 || beneath.some(looksLikePhone)) return true;
    return row.cells.some((other, place) => place !== index && nameRank(other) !== null);
  });
}

/** The row with the most filled cells, the first of several: titles are short, and a repeated header comes later. */
function fullest(rows: readonly FileRow[]): FileRow | undefined {
  const most = Math.max(0, ...rows.map(({ cells }) => filledCount(cells)));
  return rows.find(({ cells }) => filledCount(cells) === most);
}

/** Whether the row below a header names columns that it leaves empty, as under a merged "Phone" of two columns. */
function isLowerHalf({ rowNumber, cells }: FileRow, upper: FileRow): boolean {
  const isNamedHere = (_: string, index: number) => cellAt(cells, index) !== '' && cellAt(upper.cells, index) === '';
  return rowNumber === upper.rowNumber + 1 && cells.some(isNamedHere);
}

function columnOfPhones(rows: readonly FileRow[], width: number): number | null {
  const counts = Array.from(
    { length: width },
    (_, index) => rows.filter(({ cells }) => looksLikePhone(cellAt(cells, index))).length,
  );
  const most = Math.max(0, ...counts);
  return most === 0 ? null : counts.indexOf(most);
}

function hasNoNumber({ cells }: FileRow): boolean {
  return !cells.some((cell) => looksLikePhone(cell.trim()));
}

function filledCount(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

function cellAt(cells: readonly string[], index: number): string {
  return cells[index]?.trim() ?? '';
}
