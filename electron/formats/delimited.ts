import papaparse from 'papaparse';
import { looksLikePhone } from '../../domain/lists/phone-column.ts';
import { tally } from '../../domain/tally.ts';
import { withoutFormulaGuard } from './formula-guard.ts';
import { type RawRow, TableError } from './table.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const sampleRows = 40;
const rowsAtOnce = 5_000;

/** `widths`: how many cells its first rows have, also those within a single cell. */
type DelimitedText = Format & { readonly text: string };
type Format = { readonly delimiter: string; readonly widths: ReadonlySet<number> };

/**
 * Text in rows and columns: CSV, TSV, or pasted text. Line ends are unified, since files that were joined by hand mix
 * them. A first line `sep=;`, which spreadsheets write and hide, names the delimiter.
 */
export function readDelimiter(source: string): DelimitedText {
  // Programs that join files leave a second byte order mark after the one that the decoder removed.
  const text = withoutEmptyEnd(source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  const named = /^sep=(.)\n/.exec(text);
  if (named) return inFormat(text.slice(named[0].length), named[1] ?? ',');
  const delimiter = delimiters.reduce((best, next) => (likeness(text, next) > likeness(text, best) ? next : best));
  return inFormat(text, delimiter);
}

/** Removes the line ends at the end of the text. A regular expression would start anew at each line end. */
function withoutEmptyEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}

/**
 * How well a delimiter explains the first rows: how many have the most frequent number of columns, if that is more than
 * one, and in how many a cell is just a phone number. Titles and notes above a header have other numbers.
 */
function likeness(text: string, delimiter: string): number {
  const { data, errors } = parse(inFormat(text, delimiter), sampleRows);
  const rows = data.filter((cells) => cells.some((cell) => cell.trim() !== ''));
  const sameWidth = new Map<number, number>();
  for (const { length } of rows) if (length > 1) tally(sameWidth, length);
  if (sameWidth.size === 0) return 0;
  const withNumber = rows.filter((cells) => cells.length > 1 && cells.some(isNumberAlone));
  const alike = (Math.max(...sameWidth.values()) + withNumber.length) / rows.length;
  return errors.some((error) => error.type === 'Quotes') ? alike / 2 : alike;
}

/** Whether a cell is just a phone number, and not also text that another delimiter would separate from it. */
function isNumberAlone(cell: string): boolean {
  return !delimiters.some((delimiter) => cell.includes(delimiter)) && looksLikePhone(cell.trim());
}

/**
 * The rows with their numbers, parsed some at a time: those of a whole file at once would take several times its
 * memory. Empty rows count towards `maxRows`, since a file of only empty rows takes long too.
 */
export function* delimitedRows({ text, ...format }: DelimitedText, maxRows: number): Generator<RawRow[]> {
  let before = 0;
  for (let start = 0; start < text.length; ) {
    const { data, errors, meta } = parse({ text: text.slice(start), ...format }, rowsAtOnce);
    const brokenRows = new Set<number>();
    for (const error of errors) {
      const row = error.row ?? 0;
      // An open quotation mark swallows the rest of the file: the people in it must not get lost silently.
      if (error.code === 'MissingQuotes') throw new TableError('corrupt_file', `row ${before + row + 1}`);
      if (error.type === 'Quotes') brokenRows.add(row);
    }
    if (before + data.length > maxRows) throw new TableError('too_many_rows');
    const firstNumber = before + 1;
    yield data.map((cells, index) => ({
      rowNumber: firstNumber + index,
      cells: cells.map(shownText),
      broken: brokenRows.has(index),
    }));
    before += data.length;
    start += meta.cursor;
  }
}

/** The text that a spreadsheet shows: `="0770"` is written so that it does not take a text for a number. */
function shownText(cell: string): string {
  if (!cell.startsWith('="')) return withoutFormulaGuard(cell);
  const [, text] = /^="((?:[^"]|"")*)"$/.exec(cell) ?? [];
  return withoutFormulaGuard(text === undefined ? cell : text.replaceAll('""', '"'));
}

function parse({ text, ...format }: DelimitedText, maxRows: number): papaparse.ParseResult<string[]> {
  const parsed = parseOnce(text, format.delimiter, maxRows);
  return { ...parsed, data: parsed.data.map((cells) => unwrapped(cells, format)) };
}

function inFormat(text: string, delimiter: string): DelimitedText {
  const rows = parseOnce(text, delimiter, sampleRows).data.map((cells) => takenApart(cells, delimiter));
  const isTold = (cells: readonly string[]) => cells.some(isNumberAlone) || !cells.some(hasNumber);
  return { text, delimiter, widths: new Set(rows.filter(isTold).map(({ length }) => length)) };
}

/**
 * The cells of a row that a spreadsheet put into a single one, because it expected another delimiter: it quotes the whole
 * row when it writes it. A list of one column, "Surname, Name and number", is left as it is.
 */
function unwrapped(cells: string[], { delimiter, widths }: Format): string[] {
  const inner = takenApart(cells, delimiter);
  return widths.has(inner.length) || inner.some(isNumberAlone) ? inner : cells;
}

/** The cells within a single cell. One with nothing but several numbers stays one. */
function takenApart(cells: string[], delimiter: string): string[] {
  const [whole = ''] = cells;
  if (cells.length !== 1 || !whole.includes(delimiter)) return cells;
  const { data, errors } = parseOnce(whole, delimiter, 2);
  const [inner = []] = data;
  const isRow = data.length === 1 && errors.length === 0 && inner.some((cell) => /\p{L}/u.test(cell));
  return isRow ? inner : cells;
}

/** Whether a number may stand in the cell, perhaps beside words. */
function hasNumber(cell: string): boolean {
  return /(?:\d\D{0,2}){7}/.test(cell);
}

/** Never uses the library's fast mode, which parses a text without quotes to its end, whatever the limit. */
function parseOnce(text: string, delimiter: string, maxRows: number): papaparse.ParseResult<string[]> {
  return new papaparse.Parser({ delimiter, newline: '\n', preview: maxRows, fastMode: false }).parse(text, 0, false);
}
