import type { FileHandle } from 'node:fs/promises';
import { columnLetters } from '../../domain/column-letters.ts';
import { writeAtomically } from '../files/atomic-file.ts';
import type { Cell } from './table.ts';
import { ZipWriter } from './write-zip.ts';

export type WorkbookSheet = {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
  /** In characters, one a column. */
  readonly widths?: readonly number[];
  /** The first column stands on the right. */
  readonly isRightToLeft?: boolean;
  /**
   * `list`: one line a row, with filters in the header. `summary`: a page to read, whose long texts take several lines.
   */
  readonly layout?: 'list' | 'summary';
};

/** Spreadsheets take no more rows in a sheet. What is beyond goes on in another one. */
const sheetRowsMost = 1_048_576;
const cellCharactersMost = 32_767;
const widthUnlessSet = 18;
const batchCharacters = 64 * 1024;
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The places of the styles in `stylesXml`. Text cells stay text also when somebody edits them. */
const style = { text: 1, header: 2, wrapped: 3 } as const;

/**
 * Writes a workbook row by row, so that a hundred thousand people take no more memory than one. Texts, phone numbers among
 * them, are text cells and never formulas; times are written by the caller as text with their zone, since a spreadsheet's
 * dates have none. The header stays in sight. Throws what the disk says.
 */
export async function writeXlsx(
  path: string,
  sheets: readonly WorkbookSheet[],
  rowsMost: number = sheetRowsMost,
): Promise<void> {
  await writeAtomically(path, (file) => writeWorkbook(file, sheets, rowsMost));
}

async function writeWorkbook(file: FileHandle, sheets: readonly WorkbookSheet[], rowsMost: number): Promise<void> {
  const zip = new ZipWriter(file);
  const names: string[] = [];
  for (const sheet of sheets) {
    const rows = sheet.rows[Symbol.iterator]();
    for (let part = 1, isDone = false; !isDone; part += 1) {
      const page = { rows, most: rowsMost - 1, isDone: false };
      names.push(freeName(part === 1 ? sheet.name : `${sheet.name} ${part}`, names));
      await zip.add(`xl/worksheets/sheet${names.length}.xml`, inBatches(sheetXml(sheet, page)));
      isDone = page.isDone;
    }
  }
  await zip.add('xl/workbook.xml', [workbookXml(names)]);
  await zip.add('xl/_rels/workbook.xml.rels', [workbookRelations(names)]);
  await zip.add('xl/styles.xml', [stylesXml]);
  await zip.add('_rels/.rels', [
    `${xml}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ]);
  await zip.add('[Content_Types].xml', [contentTypes(names)]);
  await zip.end();
}

/** The rows that are left, as many as one sheet takes of them. `isDone` when none is left after it. */
type Page = { readonly rows: Iterator<readonly Cell[]>; readonly most: number; isDone: boolean };

function* sheetXml(sheet: WorkbookSheet, page: Page): Generator<string> {
  const direction = sheet.isRightToLeft ? ' rightToLeft="1"' : '';
  const width = (index: number) => sheet.widths?.[index] ?? widthUnlessSet;
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"${direction}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`;
  yield sheet.header
    .map((_, index) => `<col min="${index + 1}" max="${index + 1}" width="${width(index)}" customWidth="1"/>`)
    .join('');
  yield '</cols><sheetData>';
  yield rowXml(sheet.header, 1, style.header);
  let rowNumber = 1;
  for (let next = page.rows.next(); ; next = page.rows.next()) {
    page.isDone = next.done === true;
    if (next.done) break;
    rowNumber += 1;
    yield rowXml(next.value, rowNumber, sheet.layout === 'summary' ? style.wrapped : style.text);
    if (rowNumber > page.most) break;
  }
  const last = `${columnLetters(Math.max(sheet.header.length, 1) - 1)}${rowNumber}`;
  const filter = sheet.layout === 'summary' ? '' : `<autoFilter ref="A1:${last}"/>`;
  yield `</sheetData>${filter}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`;
}

function rowXml(cells: readonly Cell[], rowNumber: number, textStyle: number): string {
  const written = cells.map((cell, index) => cellXml(cell, `${columnLetters(index)}${rowNumber}`, textStyle)).join('');
  return `<row r="${rowNumber}">${written}</row>`;
}

function cellXml(cell: Cell, place: string, textStyle: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  return `<c r="${place}" s="${textStyle}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** `_x0041_` would be read as an A. */
const looksEscaped = /_(?=x[0-9A-Fa-f]{4}_)/g;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text
    .slice(0, cellCharactersMost)
    .toWellFormed()
    .replace(unwritable, '')
    .replace(/\r\n?/g, '\n')
    .replace(looksEscaped, '_x005F_')
    .replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
}

/** Small pieces are gathered: each one that is deflated by itself costs as much as a large one. */
function* inBatches(pieces: Iterable<string>): Generator<string> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < batchCharacters) continue;
    yield batch;
    batch = '';
  }
  yield batch;
}

/** Spreadsheets allow 31 characters for a sheet's name, not all of them, and no name twice. */
function freeName(name: string, taken: readonly string[]): string {
  const plain =
    name
      .replace(/[\\/?*[\]:]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
      .slice(0, 31) || 'Sheet';
  return taken.includes(plain) ? `${plain.slice(0, 27)} ${taken.length + 1}` : plain;
}

function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function workbookRelations(names: readonly string[]): string {
  const sheets = names.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${names.length + 1}" Type="${relations}/styles" Target="styles.xml"/>`;
  return `${xml}<Relationships xmlns="${packageRelations}">${sheets.join('')}${styles}</Relationships>`;
}

function contentTypes(names: readonly string[]): string {
  const sheets = names.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${contentType}.worksheet+xml"/>`,
  );
  return `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/>${sheets.join('')}</Types>`;
}

/** 49 is the format "text". The header is bold on grey. */
const stylesXml = `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFECEBE7"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
