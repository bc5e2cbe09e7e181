import { readFile, stat } from 'node:fs/promises';
import type { ChosenHeader } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { columnCount, columnHeaders, type FileRow, findHeaderRow } from '../../domain/header-row.ts';
import { guessMapping, type TableRow } from '../../domain/import.ts';
import { limits as defaultLimits } from '../../domain/limits.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { Language } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import { type DelimitedText, delimitedRows, readDelimiter } from '../formats/delimited.ts';
import { decodeText, type Encoding, refuseForeignFormats } from '../formats/encoding.ts';
import { type RawRow, TableError, type TableFailure, type TableLimits, withoutEmptyEnd } from '../formats/table.ts';
import { isVcard } from '../formats/vcard.ts';
import { sheetNames, sheetRows } from '../formats/xlsx.ts';
import { checkInflatedBytes, isZip } from '../formats/zip.ts';
import { type Contacts, contactHeaders, readContacts } from './contacts.ts';

/** How many rows are shown before the import. */
const sampleRows = 20;
/** A workbook with more sheets than this shows the first ones. */
const sheetsShown = 30;

export type SheetInspection = {
  /** Empty for a text file, which has no sheets. */
  readonly name: string;
  /** Where the columns have no name, the letters that a spreadsheet shows above them. */
  readonly headers: readonly string[];
  /** The row that names the columns. Null where none does: then the first row is a person's. */
  readonly headerRow: number | null;
  readonly samples: readonly (readonly string[])[];
  /** The rows among which the header was looked for. */
  readonly firstRows: readonly FileRow[];
  /** Rows with anything in them, below the header. */
  readonly rowCount: number;
  readonly mapping: ReturnType<typeof guessMapping>;
};

export type TableInspection = {
  readonly fileName: string;
  readonly format: 'xlsx' | 'delimited' | 'contacts';
  readonly delimiter: string | null;
  readonly encoding: Encoding | null;
  readonly sheets: readonly SheetInspection[];
};

/** Looks at a file, whatever its name says it is: its sheets, columns, first rows and number of rows. */
export async function inspectTable(
  path: string,
  fileName: string,
  options: {
    readonly header?: ChosenHeader | null;
    readonly limits?: TableLimits;
    /** In which the columns of contacts are named. */
    readonly language?: Language;
  } = {},
): Promise<Result<TableInspection, TableFailure>> {
  const { header = null, limits = defaultLimits, language = 'en' } = options;
  try {
    const source = await openSource(path, limits);
    const { format, delimiter, encoding } = source;
    const sheets: SheetInspection[] = [];
    if (source.contacts !== null) sheets.push(await inspectContacts(source, source.contacts, language, limits));
    for (const name of source.contacts === null ? source.sheets : []) {
      const chosen = header?.sheet === name ? header.row : undefined;
      sheets.push(await inspectSheet(source, name, chosen, limits));
    }
    const filled = sheets.filter((sheet) => sheet.headers.length > 0);
    if (filled.length === 0) return refuse('empty_file');
    return succeed({ fileName, format, delimiter, encoding, sheets: filled });
  } catch (error) {
    return fail(asFailure(error));
  }
}

/**
 * The data rows of a file or of one of its sheets, one after the other; what stands above the header, the header and
 * empty rows are left out, and the row numbers are those of the file. A failure is the last that comes. Reading stops
 * when the consumer stops asking. Without a `headerRow` it is found as `inspectTable` finds it.
 */
export async function* readTable(
  path: string,
  options: {
    readonly sheet: string | null;
    readonly headerRow?: number | null;
    readonly limits?: TableLimits;
    /** Every number of a contact is a row of its own. */
    readonly eachNumber?: boolean;
  },
): AsyncGenerator<Result<TableRow, TableFailure>> {
  const limits = options.limits ?? defaultLimits;
  try {
    const source = await openSource(path, limits, options.eachNumber);
    const sheet = options.sheet ?? source.sheets[0] ?? '';
    const isToBeFound = options.headerRow === undefined && source.contacts === null;
    const headerRow = isToBeFound ? findHeaderRow(await firstRows(source, sheet, limits)) : (options.headerRow ?? null);
    let isEmpty = true;
    let isBelow = headerRow === null;
    for await (const row of filledRows(source, sheet, limits)) {
      isEmpty = false;
      if (isBelow) yield succeed(row);
      else isBelow = row.rowNumber === headerRow;
    }
    if (isEmpty) yield refuse('empty_file');
  } catch (error) {
    yield fail(asFailure(error));
  }
}

type Source = {
  readonly format: 'xlsx' | 'delimited' | 'contacts';
  readonly delimiter: string | null;
  readonly encoding: Encoding | null;
  readonly sheets: readonly string[];
  /** The columns of contacts, which have no header; null for a table. */
  readonly contacts: Contacts['columns'] | null;
  readonly rows: (sheet: string) => AsyncIterable<RawRow> | Iterable<RawRow>;
};

async function openSource(path: string, limits: TableLimits, eachNumber = false): Promise<Source> {
  const bytes = await readBytes(path, limits.importFileBytes);
  if (isVcard(bytes)) {
    const { columns, rows } = readContacts(bytes, { maxRows: limits.importRows, eachNumber });
    const [delimiter, encoding] = [null, null];
    return { format: 'contacts', delimiter, encoding, sheets: [''], contacts: columns, rows: () => rows };
  }
  if (!isZip(bytes)) {
    refuseForeignFormats(bytes);
    const { text, encoding } = decodeText(bytes);
    const delimited: DelimitedText = readDelimiter(text);
    const rows = () => delimitedRows(delimited, limits.importRows + 1);
    return { format: 'delimited', delimiter: delimited.delimiter, encoding, sheets: [''], contacts: null, rows };
  }
  await checkInflatedBytes(bytes, limits.importInflatedBytes);
  const sheets = (await sheetNames(bytes)).slice(0, sheetsShown);
  const rows = (sheet: string) => sheetRows(bytes, sheet);
  return { format: 'xlsx', delimiter: null, encoding: null, sheets, contacts: null, rows };
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
  for await (const { rowNumber, cells, broken, others } of source.rows(sheet)) {
    const filled = withoutEmptyEnd(cells);
    if (filled.length === 0) continue;
    if (filled.length > limits.importColumns) throw new TableError('too_many_columns', `row ${rowNumber}`);
    count += 1;
    // One more for the header.
    if (count > limits.importRows + 1) throw new TableError('too_many_rows');
    // A cell that is too long is kept just long enough to be seen as such.
    const row = { rowNumber, cells: filled.map((cell) => cell.slice(0, limits.importCellCharacters + 1)), broken };
    yield others === undefined ? row : { ...row, others };
  }
}

async function firstRows(source: Source, sheet: string, limits: TableLimits): Promise<FileRow[]> {
  const first: FileRow[] = [];
  for await (const { rowNumber, cells } of filledRows(source, sheet, limits)) {
    first.push({ rowNumber, cells });
    if (first.length === limits.headerSearchRows) return first;
  }
  return first;
}

/** `chosen` is the header that the operator named; undefined lets it be found. */
async function inspectSheet(
  source: Source,
  name: string,
  chosen: number | null | undefined,
  limits: TableLimits,
): Promise<SheetInspection> {
  const first = await firstRows(source, name, limits);
  const headerRow = chosen === undefined ? findHeaderRow(first) : chosen;
  const headerPlace = first.findIndex((row) => row.rowNumber === headerRow);
  const below = first.slice(headerPlace + 1);
  const width = columnCount(first.slice(Math.max(0, headerPlace)));
  const headers = columnHeaders(first, headerRow, width);
  const samples = below.slice(0, sampleRows).map(({ cells }) => cells);
  let rowCount = -(headerPlace + 1);
  for await (const _row of filledRows(source, name, limits)) rowCount += 1;
  return { name, headers, headerRow, samples, firstRows: first, rowCount, mapping: guessMapping(headers, samples) };
}

/** Contacts have no header of their own, and none of them may be taken for one. */
async function inspectContacts(
  source: Source,
  columns: Contacts['columns'],
  language: Language,
  limits: TableLimits,
): Promise<SheetInspection> {
  const headers = contactHeaders(columns, createText(language).text);
  const samples: (readonly string[])[] = [];
  let rowCount = 0;
  for await (const { cells } of filledRows(source, '', limits)) {
    if (rowCount < sampleRows) samples.push(cells);
    rowCount += 1;
  }
  if (rowCount === 0) throw new TableError('empty_file');
  const mapping = guessMapping(headers, samples);
  return { name: '', headers, headerRow: null, samples, firstRows: [], rowCount, mapping };
}

function asFailure(error: unknown): TableFailure {
  if (error instanceof TableError) return error.failure;
  throw error;
}
