import type { FileHandle } from 'node:fs/promises';
import { ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { writeAtomically } from '../files/atomic-file.ts';
import { sheetRowsMost } from './table.ts';
import { headerRowOf, type SheetRows, sheetXml, type WorkbookSheet } from './xlsx-sheet.ts';
import { Styles } from './xlsx-styles.ts';
import { escapeXml, mainNamespace, xmlHead } from './xlsx-xml.ts';

const batchCharacters = 64 * 1024;
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
/** Without dates, so that the same content makes the same file, and without ZIP64, which Excel does not open. */
const plainly = {
  zip64: false,
  extendedTimestamp: false,
  lastModDate: new Date(1980, 0, 1),
  useWebWorkers: false,
} as const;
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * Writes a workbook row by row, so that a hundred thousand people take no more memory than one. Texts, also phone
 * numbers, are text cells and never formulas; times and amounts can be sorted and added up. Throws the disk's errors.
 */
export async function writeXlsx(path: string, sheets: readonly WorkbookSheet[]): Promise<void> {
  await writeAtomically(path, (file) => writeWorkbook(file, sheets));
}

async function writeWorkbook(file: FileHandle, sheets: readonly WorkbookSheet[]): Promise<void> {
  const zip = new ZipWriter(new WritableStream({ write: (bytes: Uint8Array) => file.appendFile(bytes) }), plainly);
  const add = (name: string, pieces: Iterable<string>) => zip.add(name, streamed(inBatches(pieces)));
  const written: WorkbookSheet[] = [];
  const styles = new Styles();
  for (const sheet of sheets) {
    const rows = sheet.rows[Symbol.iterator]();
    for (let part = 1, isDone = false; !isDone; part += 1) {
      const page: SheetRows = { rows, most: sheetRowsMost - headerRowOf(sheet), isDone: false };
      const name = freeName(part === 1 ? sheet.name : `${sheet.name} ${part}`, written);
      written.push({ ...sheet, name });
      await add(`xl/worksheets/sheet${written.length}.xml`, sheetXml(sheet, page, styles));
      isDone = page.isDone;
    }
  }
  await add('xl/workbook.xml', [workbookXml(written)]);
  await add('xl/_rels/workbook.xml.rels', [workbookRelations(written.length)]);
  await add('xl/styles.xml', [styles.xml(sheets.some(({ isRightToLeft }) => isRightToLeft))]);
  await add('_rels/.rels', [
    `${xmlHead}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ]);
  await add('[Content_Types].xml', [contentTypes(written.length)]);
  await zip.close();
}

/** Joins small pieces: compressing each by itself would cost as much as compressing a large one. */
function* inBatches(pieces: Iterable<string>): Generator<Buffer> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < batchCharacters) continue;
    yield Buffer.from(batch);
    batch = '';
  }
  yield Buffer.from(batch);
}

function streamed(batches: Iterator<Buffer>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(stream) {
      const next = batches.next();
      if (next.done === true) stream.close();
      else stream.enqueue(next.value);
    },
  });
}

/** At most 31 allowed characters, and no other sheet's in any case. Some programs would show direction marks. */
function freeName(name: string, taken: readonly WorkbookSheet[]): string {
  const plain =
    name
      .replace(/[\\/?*[\]:]/g, ' ')
      .replace(/\p{Bidi_Control}/gu, '')
      .trim()
      .slice(0, 31)
      .replace(/^'+|'+$/g, '') || 'Sheet';
  const isTaken = (one: string) => taken.some((sheet) => sheet.name.toLowerCase() === one.toLowerCase());
  let free = plain;
  for (let number = 2; isTaken(free); number += 1) free = `${plain.slice(0, 27)} ${number}`;
  return free;
}

function workbookXml(sheets: readonly WorkbookSheet[]): string {
  const entries = sheets.map(
    ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const namesXml = sheets.map(printedOnEachPage).join('');
  return `${xmlHead}<workbook xmlns="${mainNamespace}" xmlns:r="${relations}"><sheets>${entries.join('')}</sheets>${namesXml === '' ? '' : `<definedNames>${namesXml}</definedNames>`}</workbook>`;
}

/** Repeats the header and the first column of a list on each printed page. */
function printedOnEachPage(sheet: WorkbookSheet, index: number): string {
  if (sheet.layout === 'page') return '';
  const name = `'${sheet.name.replaceAll("'", "''")}'`;
  const row = headerRowOf(sheet);
  const titles = `${name}!$A:$A,${name}!$${row}:$${row}`;
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(titles)}</definedName>`;
}

function workbookRelations(count: number): string {
  const sheets = Array.from(
    { length: count },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${count + 1}" Type="${relations}/styles" Target="styles.xml"/>`;
  return `${xmlHead}<Relationships xmlns="${packageRelations}">${sheets.join('')}${styles}</Relationships>`;
}

function contentTypes(count: number): string {
  const sheets = Array.from(
    { length: count },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${contentType}.worksheet+xml"/>`,
  );
  return `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/>${sheets.join('')}</Types>`;
}
