import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Limits } from '../../domain/limits.ts';
import { peopleInLines } from '../../domain/lists/number-line.ts';
import type { TableRow } from '../../domain/lists/row-reading.ts';
import { patientRemoval, renamePatiently } from '../files/patient-rename.ts';
import { rowsFolderOf } from '../files/uploads.ts';
import { delimitedRows, readDelimiter } from '../formats/delimited.ts';
import { decodeText, isZip, refuseForeignFormats } from '../formats/encoding.ts';
import { nothingHidden, type RawRow, type SheetFacts, TableError, withoutEmptyEnd } from '../formats/table.ts';
import { isVcard } from '../formats/vcard.ts';
import { type Contacts, readContacts } from './vcards.ts';

/** Rows are stored in pieces of about this size, so that memory holds one piece. */
const pieceCharacters = 256 * 1_024;
/** A pasted line is never longer than this, in characters. */
const longestPaste = 200_000;
/** A workbook with more sheets shows the first ones. */
const sheetsShown = 30;

type ReadAs = {
  /** Whether every number of a contact is a row of its own. */
  readonly eachNumber: boolean;
  /** The format of dates that follow the computer. */
  readonly shortDate: string;
};

type OpenFile = {
  /** One sheet without a name for a file that is no workbook. */
  readonly sheets: readonly string[];
  /** The columns of contacts, which have no header; null for a table. */
  readonly contacts: Contacts['columns'] | null;
  readonly facts: (sheet: string) => SheetFacts;
  /** The rows, some at a time: waiting for each by itself would take as long as reading it. */
  readonly rows: (sheet: string) => AsyncIterable<readonly RawRow[]> | Iterable<readonly RawRow[]>;
};

/** The result of reading a file. Its rows are stored beside it, one file for each sheet. */
export type ReadFile = Pick<OpenFile, 'contacts'> & {
  readonly sheets: readonly ReadSheet[];
};

export type ReadSheet = {
  readonly name: string;
  /** The rows among which the header is searched. */
  readonly first: readonly TableRow[];
  /** The number of rows that are not empty. */
  readonly rowCount: number;
  readonly facts: SheetFacts;
};

/**
 * Reads a file, or finds the rows stored until the upload is deleted: it is inspected, read by another header and
 * imported, and a large workbook takes seconds each time. Throws `TableError` and the disk's errors.
 */
export async function readOnce(path: string, limits: Limits, how: ReadAs): Promise<ReadFile> {
  const readAs = await stateOf(path, how.eachNumber);
  const kept = await findKept(path);
  if (kept?.readAs === readAs && (kept.shortDate === how.shortDate || !hasShortDates(kept.file))) return kept.file;
  const file = await openFile(path, limits, how);
  return keep(file, { folder: rowsFolderOf(path), readAs, shortDate: how.shortDate, limits });
}

export async function* rowsOf(path: string, file: ReadFile, sheet: ReadSheet): AsyncGenerator<TableRow> {
  const rows = join(rowsFolderOf(path), rowsName(file.sheets.indexOf(sheet)));
  let rest = '';
  for await (const piece of createReadStream(rows, 'utf8')) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as TableRow;
  }
}

const summaryName = 'file.json';

function rowsName(place: number): string {
  return `${place}.jsonl`;
}

type Kept = { readonly readAs: string; readonly shortDate: string; readonly file: ReadFile };

function hasShortDates({ sheets }: ReadFile): boolean {
  return sheets.some(({ facts }) => facts.shortDates !== null);
}

async function findKept(path: string): Promise<Kept | undefined> {
  const summary = join(rowsFolderOf(path), summaryName);
  return existsSync(summary) ? (JSON.parse(await readFile(summary, 'utf8')) as Kept) : undefined;
}

/** Names the state of the file that was read, and how: any other state is read anew. */
async function stateOf(path: string, eachNumber: boolean): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return JSON.stringify({ size, mtimeMs, eachNumber });
  } catch (error) {
    throw new TableError('unreadable_file', '', { cause: error });
  }
}

/** Stores the rows. The folder gets its final name only when it is complete. */
async function keep(
  file: OpenFile,
  { folder, limits, ...how }: Omit<Kept, 'file'> & { readonly folder: string; readonly limits: Limits },
): Promise<ReadFile> {
  const work = `${folder}.${randomUUID()}`;
  await mkdir(work, { mode: 0o700 });
  try {
    const sheets: ReadSheet[] = [];
    const take = roomFor(limits.importInflatedBytes);
    for (const [place, name] of file.sheets.entries()) {
      const rows = filledRows(file, name, limits);
      const read = await keepRows(join(work, rowsName(place)), rows, limits.headerSearchRows, take);
      sheets.push({ name, ...read, facts: file.facts(name) });
    }
    const kept: Kept = { ...how, file: { contacts: file.contacts, sheets } };
    await writeFile(join(work, summaryName), JSON.stringify(kept), { mode: 0o600 });
    await rm(folder, patientRemoval);
    await renamePatiently(work, folder);
    return kept.file;
  } finally {
    await rm(work, patientRemoval);
  }
}

/** Limits the stored characters to the bound of the inflated file: a million cells may refer to one long text. */
function roomFor(mostCharacters: number): (characters: number) => void {
  let left = mostCharacters;
  return (characters) => {
    left -= characters;
    if (left < 0) throw new TableError('file_too_large');
  };
}

async function keepRows(
  path: string,
  pieces: AsyncIterable<readonly TableRow[]>,
  firstRows: number,
  take: (characters: number) => void,
): Promise<Omit<ReadSheet, 'name' | 'facts'>> {
  const first: TableRow[] = [];
  let rowCount = 0;
  let piece = '';
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const rows of pieces) {
      rowCount += rows.length;
      first.push(...rows.slice(0, firstRows - first.length));
      for (const row of rows) {
        const line = `${JSON.stringify(row)}\n`;
        take(line.length);
        piece += line;
        if (piece.length < pieceCharacters) continue;
        await file.writeFile(piece);
        piece = '';
      }
    }
    await file.writeFile(piece);
  } finally {
    await file.close();
  }
  return { first, rowCount };
}

/** Opens a file by its content. Throws `TableError`. */
export async function openFile(path: string, limits: Limits, { eachNumber, shortDate }: ReadAs): Promise<OpenFile> {
  const bytes = await readBytes(path, limits.importFileBytes);
  if (isVcard(bytes)) {
    const { columns, rows } = readContacts(bytes, { maxRows: limits.importRows, eachNumber });
    return { sheets: [''], contacts: columns, facts: () => nothingHidden, rows: () => [rows] };
  }
  if (!isZip(bytes)) {
    refuseForeignFormats(bytes);
    const { text, guessedWords } = decodeText(bytes);
    const facts = () => ({ ...nothingHidden, guessedWords });
    const people = peopleInLines(text.slice(0, longestPaste + 1));
    if (people !== null && text.length <= longestPaste) {
      const rows = () => [people.map((item, index) => ({ rowNumber: index + 1, cells: [item], broken: false }))];
      return { sheets: [''], contacts: null, facts, rows };
    }
    const delimited = readDelimiter(text);
    const rows = () => delimitedRows(delimited, limits.importRows + 1);
    return { sheets: [''], contacts: null, facts, rows };
  }
  // Most lists are text: the reader of workbooks, with its library, is loaded with the first one.
  const { openAnyWorkbook } = await import('../formats/workbook.ts');
  const workbook = await openAnyWorkbook(bytes, limits, shortDate);
  return { ...workbook, sheets: workbook.sheets.slice(0, sheetsShown), contacts: null };
}

/** The rows that are not empty, some at a time, within the bounds of an import. */
export async function* filledRows(file: OpenFile, sheet: string, limits: Limits): AsyncGenerator<TableRow[]> {
  let count = 0;
  for await (const rows of file.rows(sheet)) {
    const filled = rows.map((row) => filledRow(row, limits)).filter((row) => row !== null);
    count += filled.length;
    // One more for the header.
    if (count > limits.importRows + 1) throw new TableError('too_many_rows');
    yield filled;
  }
}

function filledRow(row: RawRow, limits: Limits): TableRow | null {
  const filled = withoutEmptyEnd(row.cells);
  if (filled.length === 0) return null;
  if (filled.length > limits.importColumns) throw new TableError('too_many_columns', `row ${row.rowNumber}`);
  // A cell that is too long is cut just after the limit, so that it can be seen to be too long.
  const most = limits.importCellCharacters + 1;
  const isBounded = filled.every((cell) => cell.length <= most);
  if (isBounded && filled === row.cells) return row;
  return { ...row, cells: isBounded ? filled : filled.map((cell) => cell.slice(0, most)) };
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
