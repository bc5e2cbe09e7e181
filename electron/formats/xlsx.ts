/** Reads workbooks in pieces, and keeps what it must within bounds; the libraries would hold all of it in memory. */
import { posix } from 'node:path';
import { type Limits, limits } from '../../domain/limits.ts';
import { nothingHidden, type SheetFacts, TableError, type Workbook } from './table.ts';
import { readStyles } from './xlsx-read-styles.ts';
import { isTrue, SharedStrings, SheetReader } from './xlsx-rows.ts';
import { attributeOf, XmlArchive } from './xml.ts';
import type { ZipParts } from './zip.ts';

type WorkbookLimits = Pick<Limits, 'importColumns' | 'importCellCharacters'>;
type Sheet = { readonly name: string; readonly isHidden: boolean; readonly relation: string };
type Relation = { readonly id: string; readonly type: string; readonly target: string };

/** Opens a workbook. `shortDate` is the format of dates that follow the computer. Throws `TableError`. */
export async function openWorkbook(
  parts: ZipParts,
  bounds: WorkbookLimits = limits,
  shortDate = 'yyyy-mm-dd',
): Promise<Workbook> {
  const archive = new XmlArchive(parts);
  const [main] = (await readRelations(archive, '_rels/.rels', '')).filter((one) => one.type === 'officeDocument');
  const path = main?.target ?? 'xl/workbook.xml';
  const { sheets, is1904, isCalculatedWhenOpened } = await readSheets(archive, path);
  const folder = posix.dirname(path);
  const relations = await readRelations(archive, `${folder}/_rels/${posix.basename(path)}.rels`, folder);
  const find = (type: string) => relations.find((one) => one.type === type)?.target;
  const styles = await readStyles(archive, find('styles'), shortDate);
  const texts = await readTexts(archive, find('sharedStrings'), bounds.importCellCharacters);
  const isSheet = ({ relation }: Sheet) => relations.some((one) => one.id === relation && one.type === 'worksheet');
  const readable = sheets.filter(isSheet);
  const visible = readable.filter(({ isHidden }) => !isHidden);
  const facts = new Map<string, SheetFacts>();
  return {
    facts: (name) => facts.get(name) ?? nothingHidden,
    sheets: (visible.length > 0 ? visible : readable).map(({ name }) => name),
    async *rows(name) {
      const relation = readable.find((sheet) => sheet.name === name)?.relation;
      const target = relations.find(({ id }) => id === relation)?.target ?? '';
      const reader = new SheetReader({ texts, styles, is1904, isCalculatedWhenOpened, ...bounds });
      yield* archive.rows(target, reader);
      facts.set(name, reader.facts());
    },
  };
}

async function readRelations(archive: XmlArchive, path: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  await archive.scan(path, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const target = attributeOf(attributes, 'Target') ?? '';
      const place = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      const type = posix.basename(attributeOf(attributes, 'Type') ?? '');
      relations.push({ id: attributeOf(attributes, 'Id') ?? '', type, target: place });
      if (relations.length > limits.importZipParts) throw new TableError('corrupt_file', 'too many parts');
    },
  });
  return relations;
}

type Book = { readonly sheets: Sheet[]; readonly is1904: boolean; readonly isCalculatedWhenOpened: boolean };

/** Refuses other archives: a document, the files of another program, or a workbook in Excel's own binary form. */
async function readSheets(archive: XmlArchive, path: string): Promise<Book> {
  if (path.endsWith('.bin')) throw new TableError('not_a_table');
  const sheets: Sheet[] = [];
  let is1904 = false;
  let isCalculatedWhenOpened = false;
  const isThere = await archive.scan(path, {
    open(tag, attributes) {
      if (tag === 'workbookPr') is1904 = isTrue(attributeOf(attributes, 'date1904'));
      if (tag === 'calcPr') isCalculatedWhenOpened = isTrue(attributeOf(attributes, 'fullCalcOnLoad'));
      if (tag !== 'sheet') return;
      const isHidden = (attributeOf(attributes, 'state') ?? 'visible') !== 'visible';
      const [name = '', relation = ''] = [attributeOf(attributes, 'name'), attributeOf(attributes, 'id')];
      sheets.push({ name, isHidden, relation });
      if (sheets.length > limits.importZipParts) throw new TableError('corrupt_file', 'too many sheets');
    },
  });
  if (!isThere || sheets.length === 0) throw new TableError('not_a_table');
  return { sheets, is1904, isCalculatedWhenOpened };
}

/** Reads each text up to the maximum length of a cell plus one, which shows that it is too long. */
async function readTexts(archive: XmlArchive, path: string | undefined, most: number): Promise<SharedStrings> {
  const texts = new SharedStrings();
  let text = '';
  let isText = false;
  let isSound = false;
  await archive.scan(path, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isSound = true;
      isText = name === 't' && !isSound;
    },
    close(name) {
      if (name === 'si') texts.add(text);
      if (name === 'rPh') isSound = false;
      isText = false;
    },
    text(piece) {
      if (isText && text.length <= most) text = (text + piece).slice(0, most + 1);
    },
  });
  return texts;
}
