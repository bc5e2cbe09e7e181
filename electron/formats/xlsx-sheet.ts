import { columnLetters } from '../../domain/lists/column-letters.ts';
import { asDateFormat } from '../../domain/lists/column-values.ts';
import type { Paper } from '../../domain/report/paper-size.ts';
import { type Cell, cellWords, isoDates } from './cell.ts';
import type { StyleName, Styles } from './xlsx-styles.ts';
import { escapeXml, mainNamespace, xmlHead } from './xlsx-xml.ts';

export type WorkbookSheet = {
  readonly name: string;
  /** The names of a list's columns, or the title of a page. */
  readonly header: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
  readonly isRightToLeft?: boolean;
  /** `list`: a row per line, filters in the header, header and first column always visible. `page`: read downwards. */
  readonly layout?: 'list' | 'page';
  /** A line above all others that cannot be overlooked. */
  readonly notice?: string | null;
  readonly print?: SheetPrint;
  /** The form of a moment's day, such as `dd/mm/yyyy`. */
  readonly dates?: string;
};

type SheetPrint = {
  readonly paper: Paper;
  /** The footer of each page: its title, and the page number given the placeholders for the number and the total. */
  readonly title: string;
  readonly pageWords: (page: string, pages: string) => string;
};

/** The remaining rows, and how many of them one sheet takes. `isDone` when none is left after the sheet. */
export type SheetRows = { readonly rows: Iterator<readonly Cell[]>; readonly most: number; isDone: boolean };

/** How many rows are measured for a column's width: the widest of a hundred thousand may be a typing mistake. */
const measuredRows = 200;
const widths = { least: 8, most: 44, margin: 2 } as const;
/** The column widths: a label, two for counts and dates, one for shares. A long text takes all but the first. */
const pageWidths = [42, 22, 22, 16] as const;
const lineHeightPoints = 15;
const paperNumber: Readonly<Record<Paper, number>> = { Letter: 1, A4: 9 };
const dayMs = 86_400_000;
/** 1 January 1970 in a spreadsheet's count of days. */
const unixEpochDay = 25_569;

/** The row number of the header, which comes after the notice. */
export function headerRowOf({ notice }: WorkbookSheet): number {
  return notice ? 2 : 1;
}

/** The sheet as XML in pieces, row by row. */
export function* sheetXml(sheet: WorkbookSheet, page: SheetRows, styles: Styles): Generator<string> {
  const isPage = sheet.layout === 'page';
  const style = styleOf(styles, isPage, asDateFormat(sheet.dates ?? isoDates, ' hh:mm:ss'));
  const headerRow = headerRowOf(sheet);
  const measured = [...take(page, Math.min(measuredRows, page.most))];
  yield `${xmlHead}<worksheet xmlns="${mainNamespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${viewXml(sheet)}<sheetFormatPr defaultRowHeight="15"/><cols>`;
  yield columnWidths(sheet, measured)
    .map((characters, index) => `<col min="${index + 1}" max="${index + 1}" width="${characters}" customWidth="1"/>`)
    .join('');
  yield '</cols><sheetData>';
  if (sheet.notice) yield noticeXml(sheet.notice, sheet.header.length, styles);
  yield rowXml(sheet.header, headerRow, () => styles.named(isPage ? 'title' : 'header'));
  let rowNumber = headerRow;
  const texts: string[] = [];
  for (const cells of both(measured, take(page, page.most - measured.length))) {
    rowNumber += 1;
    yield rowXml(cells, rowNumber, style, isPage ? linesOf(cells) : 1);
    if (isPage && isText(cells)) texts.push(`B${rowNumber}:D${rowNumber}`);
  }
  const corners = `A${headerRow}:${columnLetters(Math.max(sheet.header.length, 1) - 1)}${rowNumber}`;
  yield `</sheetData>${isPage ? mergesXml(texts) : `<autoFilter ref="${corners}"/>`}${printXml(sheet)}`;
  // Phone numbers are text: that must not be marked as a mistake in each cell.
  yield `<ignoredErrors><ignoredError sqref="${corners}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

function* take(page: SheetRows, most: number): Generator<readonly Cell[]> {
  for (let taken = 0; taken < most && !page.isDone; taken += 1) {
    const next = page.rows.next();
    page.isDone = next.done === true;
    if (!next.done) yield next.value;
  }
}

function* both<Row>(some: Iterable<Row>, others: Iterable<Row>): Generator<Row> {
  yield* some;
  yield* others;
}

function viewXml(sheet: WorkbookSheet): string {
  const direction = sheet.isRightToLeft ? ' rightToLeft="1"' : '';
  if (sheet.layout === 'page')
    return `<sheetViews><sheetView showGridLines="0" workbookViewId="0"${direction}/></sheetViews>`;
  const row = headerRowOf(sheet);
  return `<sheetViews><sheetView workbookViewId="0"${direction}><pane xSplit="1" ySplit="${row}" topLeftCell="B${row + 1}" activePane="bottomRight" state="frozen"/><selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight"/></sheetView></sheetViews>`;
}

function columnWidths(sheet: WorkbookSheet, rows: readonly (readonly Cell[])[]): readonly number[] {
  if (sheet.layout === 'page') return pageWidths;
  return sheet.header.map((header, index) => {
    // A header may wrap into several lines.
    const words = header.split(/\s+/);
    const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
    const cells = rows.flatMap((row) => cellWords(row[index] ?? null).split('\n'));
    return Math.min(Math.max(longest(words), longest(cells), widths.least) + widths.margin, widths.most);
  });
}

function printXml({ print, layout, notice }: WorkbookSheet): string {
  const margins = '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>';
  if (!print) return margins;
  const orientation = layout === 'page' ? 'portrait' : 'landscape';
  const foot = `&L${plainFoot(print.title)}&R${print.pageWords('&P', '&N')}`;
  const head = notice ? `<oddHeader>${escapeXml(`&C&B${plainFoot(notice)}`)}</oddHeader>` : '';
  return `${margins}<pageSetup paperSize="${paperNumber[print.paper]}" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/><headerFooter>${head}<oddFooter>${escapeXml(foot)}</oddFooter></headerFooter>`;
}

/** Cuts a header or footer before its `&`, which begins a code, is doubled: half a code or emoji would spoil it. */
function plainFoot(words: string): string {
  return [...words].slice(0, footCharacters).join('').replaceAll('&', '&&');
}
/** Excel accepts no header or footer of over 255 characters, including those of its codes and page numbers. */
const footCharacters = 100;

/** The line above all others: its words run on over the empty cells beside it. */
function noticeXml(notice: string, columns: number, styles: Styles): string {
  const style = styles.named('notice');
  const empty = Array.from({ length: columns - 1 }, (_, index) => `<c r="${columnLetters(index + 1)}1" s="${style}"/>`);
  return `<row r="1">${cellXml(notice, 'A1', () => style)}${empty.join('')}</row>`;
}

/** Whether a row of a page has a label and a text that may be long. */
function isText(cells: readonly Cell[]): boolean {
  return cells.length === 2 && typeof cells[1] === 'string';
}

/** How many lines a row needs: merged cells do not grow with their text by themselves. */
function linesOf(cells: readonly Cell[]): number {
  if (!isText(cells)) return 1;
  const width = pageWidths.slice(1).reduce((sum, one) => sum + one, 0);
  const lines = cellWords(cells[1] ?? null).split('\n');
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0);
}

function mergesXml(texts: readonly string[]): string {
  if (texts.length === 0) return '';
  return `<mergeCells count="${texts.length}">${texts.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
}

function rowXml(cells: readonly Cell[], rowNumber: number, style: (cell: Cell) => number, lines = 1): string {
  const written = cells.map((cell, index) => cellXml(cell, `${columnLetters(index)}${rowNumber}`, style));
  const height = lines === 1 ? '' : ` ht="${lines * lineHeightPoints}" customHeight="1"`;
  return `<row r="${rowNumber}"${height}>${written.join('')}</row>`;
}

/** The style of each cell of a list or of a page. `moments`: the format of moments. */
function styleOf(styles: Styles, isPage: boolean, moments: string): (cell: Cell) => number {
  const place = isPage ? 'page' : 'start';
  const words: StyleName = isPage ? 'pageText' : 'text';
  return (cell) => {
    if (typeof cell === 'number') return styles.named(isPage ? 'pageNumber' : 'plain');
    if (cell === null || typeof cell === 'string') return styles.named(words);
    if (cell.kind === 'moment') return styles.formatted(moments, place);
    if (cell.kind === 'value') return styles.formatted(cell.of.format, place);
    if (cell.kind === 'share') return styles.named(isPage ? 'pageShare' : 'share');
    return styles.named(cell.kind === 'toned' ? cell.tone : cell.kind);
  };
}

function cellXml(cell: Cell, place: string, styleOf: (cell: Cell) => number): string {
  if (cell === null || cell === '') return '';
  const style = styleOf(cell);
  const value = numberOf(cell);
  if (value !== null) return `<c r="${place}" s="${style}"><v>${value}</v></c>`;
  const words = escapeXml(cellWords(cell));
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${words}</t></is></c>`;
}

function numberOf(cell: Cell): number | null {
  if (typeof cell === 'number') return cell;
  if (cell === null || typeof cell === 'string') return null;
  if (cell.kind === 'moment') return serialDay(cell.wallMs);
  if (cell.kind === 'value') return cell.of.kind === 'date' ? serialDay(cell.of.value) : cell.of.value;
  return cell.kind === 'share' ? cell.share : null;
}

function serialDay(wallMs: number): number {
  return wallMs / dayMs + unixEpochDay;
}
