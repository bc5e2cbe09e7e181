import { readFile, stat } from 'node:fs/promises';
import { guessMapping, looksLikePhone, type TableRow } from '../../domain/import.ts';
import { limits as defaultLimits } from '../../domain/limits.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { type DelimitedText, delimitedRows, readDelimiter } from './delimited.ts';
import { decodeText, type Encoding, refuseForeignFormats } from './encoding.ts';
import { type RawRow, TableError, type TableFailure, type TableLimits, withoutEmptyEnd } from './table.ts';
import { sheetNames, sheetRows } from './xlsx.ts';
import { checkInflatedBytes, isZip } from './zip.ts';

/** How many rows are shown before the import. */
const sampleRows = 20;
/** A workbook with more sheets than this shows the first ones. */
const sheetsShown = 30;

export type SheetInspection = {
  /** Empty for a text file, which has no sheets. */
  readonly name: string;
  /** From the first row; where it has none, the letters that a spreadsheet shows above its columns. */
  readonly headers: readonly string[];
  /** False where the first row already holds a number: then it is data. */
  readonly hasHeader: boolean;
  readonly samples: readonly (readonly string[])[];
  /** Rows with anything in them, without the header. */
  readonly rowCount: number;
};

export type TableInspection = {
  readonly fileName: string;
  readonly format: 'xlsx' | 'delimited';
  readonly delimiter: string | null;
  readonly encoding: Encoding | null;
  readonly sheets: readonly SheetInspection[];
  /** The guess for the first sheet. */
  readonly mapping: ReturnType<typeof guessMapping>;
};

/** Looks at a file, whatever its name says it is: its sheets, columns, first rows and number of rows. */
export async function inspectTable(
  path: string,
  fileName: string,
  limits: TableLimits = defaultLimits,
): Promise<Result<TableInspection, TableFailure>> {
  try {
    const source = await openSource(path, limits);
    const { format, delimiter, encoding } = source;
    const sheets: SheetInspection[] = [];
    for (const name of source.sheets) sheets.push(await inspectSheet(source, name, limits));
    const filled = sheets.filter((sheet) => sheet.headers.length > 0);
    const [first] = filled;
    if (!first) return fail({ code: 'empty_file', detail: '' });
    const mapping = guessMapping(first.headers, first.samples);
    return succeed({ fileName, format, delimiter, encoding, sheets: filled, mapping });
  } catch (error) {
    return fail(asFailure(error));
  }
}

/**
 * The data rows of a file or of one of its sheets, one after the other; header and empty rows are left out, and the row
 * numbers are those of the file. A failure is the last that comes. Reading stops when the consumer stops asking.
 */
export async function* readTable(
  path: string,
  options: { readonly sheet: string | null; readonly limits?: TableLimits },
): AsyncGenerator<Result<TableRow, TableFailure>> {
  const limits = options.limits ?? defaultLimits;
  try {
    const source = await openSource(path, limits);
    const sheet = options.sheet ?? source.sheets[0] ?? '';
    let isFirst = true;
    for await (const row of filledRows(source, sheet, limits)) {
      if (!(isFirst && isHeader(row.cells))) yield succeed(row);
      isFirst = false;
    }
    if (isFirst) yield fail({ code: 'empty_file', detail: '' });
  } catch (error) {
    yield fail(asFailure(error));
  }
}

type Source = {
  readonly format: 'xlsx' | 'delimited';
  readonly delimiter: string | null;
  readonly encoding: Encoding | null;
  readonly sheets: readonly string[];
  readonly rows: (sheet: string) => AsyncIterable<RawRow> | Iterable<RawRow>;
};

async function openSource(path: string, limits: TableLimits): Promise<Source> {
  const bytes = await readBytes(path, limits.importFileBytes);
  if (!isZip(bytes)) {
    refuseForeignFormats(bytes);
    const { text, encoding } = decodeText(bytes);
    const delimited: DelimitedText = readDelimiter(text);
    const rows = () => delimitedRows(delimited, limits.importRows + 1);
    return { format: 'delimited', delimiter: delimited.delimiter, encoding, sheets: [''], rows };
  }
  await checkInflatedBytes(bytes, limits.importInflatedBytes);
  const sheets = (await sheetNames(bytes)).slice(0, sheetsShown);
  const rows = (sheet: string) => sheetRows(bytes, sheet);
  return { format: 'xlsx', delimiter: null, encoding: null, sheets, rows };
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

async function* filledRows(source: Source, sheet: string, limits: TableLimits): AsyncGenerator<TableRow> {
  let count = 0;
  for await (const { rowNumber, cells, broken } of source.rows(sheet)) {
    const filled = withoutEmptyEnd(cells);
    if (filled.length === 0) continue;
    if (filled.length > limits.importColumns) throw new TableError('too_many_columns', `row ${rowNumber}`);
    count += 1;
    // One more for the header.
    if (count > limits.importRows + 1) throw new TableError('too_many_rows');
    // A cell that is too long is kept just long enough to be seen as such.
    yield { rowNumber, cells: filled.map((cell) => cell.slice(0, limits.importCellCharacters + 1)), broken };
  }
}

async function inspectSheet(source: Source, name: string, limits: TableLimits): Promise<SheetInspection> {
  const first: (readonly string[])[] = [];
  let count = 0;
  for await (const row of filledRows(source, name, limits)) {
    count += 1;
    if (first.length <= sampleRows) first.push(row.cells);
  }
  const hasHeader = first[0] !== undefined && isHeader(first[0]);
  const samples = (hasHeader ? first.slice(1) : first).slice(0, sampleRows);
  const columns = Math.max(0, ...first.map((cells) => cells.length));
  const headers = Array.from({ length: columns }, (_, index) => {
    const header = hasHeader ? (first[0]?.[index]?.trim() ?? '') : '';
    return header === '' ? columnLetters(index) : header;
  });
  return { name, headers, hasHeader, samples, rowCount: hasHeader ? count - 1 : count };
}

/** A first row that holds a number is a person's row: a list without a header must not lose its first person. */
function isHeader(cells: readonly string[]): boolean {
  return !cells.some((cell) => looksLikePhone(cell.trim()));
}

/** A, B, … Z, AA, AB, …, as spreadsheets name their columns. */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function asFailure(error: unknown): TableFailure {
  if (error instanceof TableError) return error.failure;
  throw error;
}
