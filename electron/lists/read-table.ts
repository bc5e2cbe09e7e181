import type { ChosenHeader } from '../../domain/contract.ts';
import { type Limits, limits as usualLimits } from '../../domain/limits.ts';
import { guessMapping, phoneColumns } from '../../domain/lists/guess-mapping.ts';
import { columnCount, columnHeaders, type FileRow, findHeaderRow } from '../../domain/lists/header-row.ts';
import type { TableRow } from '../../domain/lists/row-reading.ts';
import { isCountry } from '../../domain/phone/phone.ts';
import { fail, type Result, refuse, succeed } from '../../domain/result.ts';
import { shortDateFormat } from '../../domain/schedule/short-date.ts';
import type { Language } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import { type SheetFacts, TableError, type TableFailure } from '../formats/table.ts';
import { type ReadFile, type ReadSheet, readOnce, rowsOf } from './read-once.ts';
import { type Contacts, contactHeaders } from './vcards.ts';

const sampleRows = 20;

export type SheetInspection = {
  /** Empty for a text file, which has no sheets. */
  readonly name: string;
  /** The headers, or the letters that a spreadsheet shows above the columns where these have no name. */
  readonly headers: readonly string[];
  /** The row that names the columns. Null where there is none: then the first row is a person's. */
  readonly headerRow: number | null;
  readonly samples: readonly (readonly string[])[];
  /** The rows among which the header was searched. */
  readonly firstRows: readonly FileRow[];
  /** The number of rows below the header that are not empty. */
  readonly rowCount: number;
  readonly mapping: ReturnType<typeof guessMapping>;
  readonly phoneColumns: readonly number[];
  readonly facts: SheetFacts;
};

type InspectOptions = {
  readonly header?: ChosenHeader | null;
  readonly limits?: Limits;
  /** The language for the headers of contacts. */
  readonly language?: Language;
  /** The country whose order of day and month is used for dates that a workbook leaves to the computer. */
  readonly country?: string;
  readonly eachNumber?: boolean;
};

/** Inspects a file, whatever its name says: its sheets, columns, first rows and number of rows. */
export async function inspectTable(
  path: string,
  { header = null, limits = usualLimits, language = 'en', country, eachNumber = false }: InspectOptions = {},
): Promise<Result<{ readonly sheets: readonly SheetInspection[] }, TableFailure>> {
  try {
    const file = await readOnce(path, limits, { eachNumber, shortDate: shortDateOf(country) });
    const { contacts } = file;
    const sheets = file.sheets.map((sheet) =>
      contacts === null
        ? inspectSheet(sheet, header?.sheet === sheet.name ? header.row : undefined)
        : inspectContacts(sheet, contacts, language),
    );
    const filled = sheets.filter((sheet) => sheet.headers.length > 0 || isUncalculated(sheet));
    if (filled.length === 0) return refuse('empty_file');
    // With several sheets, the operator may mean one that can be read.
    if (filled.every(isUncalculated)) return refuse('not_calculated');
    return succeed({ sheets: filled });
  } catch (error) {
    return fail(asFailure(error));
  }
}

/**
 * The data rows of a file or of one of its sheets, one by one, without the rows above the header, the header and empty
 * rows; the row numbers are those of the file. A failure comes last. Reading stops when the consumer stops asking.
 * Without a `headerRow` the header is found as in `inspectTable`.
 */
export async function* readTable(
  path: string,
  options: {
    readonly sheet: string | null;
    readonly headerRow?: number | null;
    readonly limits?: Limits;
    readonly eachNumber?: boolean;
    readonly country?: string;
  },
): AsyncGenerator<Result<TableRow, TableFailure>> {
  try {
    const { limits = usualLimits, eachNumber = false, country } = options;
    const file = await readOnce(path, limits, { eachNumber, shortDate: shortDateOf(country) });
    const sheet = sheetOf(file, options.sheet);
    if (!sheet || sheet.rowCount === 0) {
      yield refuse('empty_file');
      return;
    }
    if (isUncalculated(sheet)) {
      yield refuse('not_calculated', `row ${sheet.facts.uncalculatedRow}`);
      return;
    }
    const isToBeFound = options.headerRow === undefined && file.contacts === null;
    const headerRow = isToBeFound ? findHeaderRow(sheet.first) : (options.headerRow ?? null);
    let isBelow = headerRow === null;
    for await (const row of rowsOf(path, file, sheet)) {
      if (isBelow) yield succeed(row);
      else isBelow = row.rowNumber === headerRow;
    }
  } catch (error) {
    yield fail(asFailure(error));
  }
}

/** The format of short dates; without a country, the order that cannot be misread. */
function shortDateOf(country: string | undefined): string {
  return country !== undefined && isCountry(country) ? shortDateFormat(country) : 'yyyy-mm-dd';
}

function sheetOf({ sheets }: ReadFile, name: string | null): ReadSheet | undefined {
  return name === null ? sheets[0] : sheets.find((sheet) => sheet.name === name);
}

/** Whether the values of formulas, which a spreadsheet would show, are missing in the file. */
export function isUncalculated({ facts }: Pick<ReadSheet, 'facts'>): boolean {
  return facts.uncalculatedRow !== null;
}

/** `chosen` is the header that the operator named; with undefined it is searched for. */
function inspectSheet({ name, first, rowCount, facts }: ReadSheet, chosen: number | null | undefined): SheetInspection {
  const firstRows = first.map((row): FileRow => ({ rowNumber: row.rowNumber, cells: row.cells }));
  const headerRow = chosen === undefined ? findHeaderRow(firstRows) : chosen;
  const headerPlace = firstRows.findIndex((row) => row.rowNumber === headerRow);
  const below = firstRows.slice(headerPlace + 1);
  const width = columnCount(firstRows.slice(Math.max(0, headerPlace)));
  const headers = columnHeaders(firstRows, headerRow, width);
  const samples = below.slice(0, sampleRows).map(({ cells }) => cells);
  const found = { mapping: guessMapping(headers, samples), phoneColumns: phoneColumns(headers, samples) };
  return { name, headers, headerRow, samples, firstRows, rowCount: rowCount - (headerPlace + 1), ...found, facts };
}

/** Contacts have no header, and none of them may be taken for one. */
function inspectContacts(
  { first, rowCount, facts }: ReadSheet,
  columns: Contacts['columns'],
  language: Language,
): SheetInspection {
  if (rowCount === 0) throw new TableError('empty_file');
  const headers = contactHeaders(columns, createText(language).text);
  const samples = first.slice(0, sampleRows).map(({ cells }) => cells);
  const mapping = guessMapping(headers, samples);
  return { name: '', headers, headerRow: null, samples, firstRows: [], rowCount, mapping, phoneColumns: [], facts };
}

function asFailure(error: unknown): TableFailure {
  if (error instanceof TableError) return error.failure;
  throw error;
}
