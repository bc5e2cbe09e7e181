import { type Limits, limits } from '../../domain/limits.ts';
import {
  FormulaValues,
  nothingHidden,
  type RawRow,
  type SheetFacts,
  sheetRowsMost,
  TableError,
  type Workbook,
} from './table.ts';
import { type Attributes, attributeOf, type RowListener, XmlArchive } from './xml.ts';
import type { ZipParts } from './zip.ts';

type Bounds = Pick<Limits, 'importColumns' | 'importCellCharacters'>;

const content = 'content.xml';

/** Whether an archive is an OpenDocument spreadsheet, as of LibreOffice, and not one of Excel. */
export function isOpenDocument(parts: ZipParts): boolean {
  return parts.has(content) && !parts.has('[content_types].xml');
}

/** Opens a spreadsheet in the OpenDocument format. Throws `TableError`. */
export async function openSpreadsheet(parts: ZipParts, bounds: Bounds): Promise<Workbook> {
  const archive = new XmlArchive(parts);
  if (await isEncrypted(archive)) throw new TableError('password_protected');
  const sheets = await readSheets(archive);
  if (sheets.length === 0) throw new TableError('not_a_table');
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const facts = new Map<string, SheetFacts>();
  return {
    sheets: (visible.length > 0 ? visible : sheets).map(({ name }) => name),
    facts: (name) => facts.get(name) ?? nothingHidden,
    async *rows(name) {
      const reader = new TableReader(name, bounds);
      yield* archive.rows(content, reader);
      facts.set(name, reader.facts());
    },
  };
}

/** The sheets in order. The style of a sheet says whether it is hidden, and all styles come before the sheets. */
async function readSheets(archive: XmlArchive): Promise<{ readonly name: string; readonly isHidden: boolean }[]> {
  const sheets: { name: string; isHidden: boolean }[] = [];
  const hiddenStyles = new Set<string | undefined>();
  let style: string | undefined;
  await archive.scan(content, {
    open(name, attributes) {
      if (name === 'style') style = attributeOf(attributes, 'name');
      if (name === 'table-properties' && attributeOf(attributes, 'display') === 'false') hiddenStyles.add(style);
      if (name !== 'table') return;
      const isHidden = hiddenStyles.has(attributeOf(attributes, 'style-name') ?? '');
      sheets.push({ name: attributeOf(attributes, 'name') ?? '', isHidden });
      if (sheets.length + hiddenStyles.size > limits.importZipParts)
        throw new TableError('corrupt_file', 'too many sheets');
    },
  });
  return sheets;
}

async function isEncrypted(archive: XmlArchive): Promise<boolean> {
  let isFound = false;
  await archive.scan('META-INF/manifest.xml', {
    open(name) {
      if (name === 'encryption-data') isFound = true;
    },
  });
  return isFound;
}

/** Builds the rows of one table from the events of the scanner. */
class TableReader implements RowListener {
  readonly #name: string;
  readonly #bounds: Bounds;
  #rows: RawRow[] = [];
  #isInside = false;
  #rowNumber = 1;
  #rowTimes = 1;
  #isHiddenRow = false;
  #cells: string[] = [];
  /** Empty cells, which count only if a cell with content follows. */
  #gap = 0;
  #cell: { text: string; readonly value: string; readonly times: number } | null = null;
  #paragraphs = 0;
  #isParagraph = false;
  /** The number of open comments and drawings: their paragraphs are inside a cell, but not part of its text. */
  #beside = 0;
  #columns = 0;
  readonly #hiddenColumns = new Map<number, boolean>();
  #hiddenRows = 0;
  readonly #formulas = new FormulaValues();

  constructor(name: string, bounds: Bounds) {
    this.#name = name;
    this.#bounds = bounds;
  }

  takeRows(): RawRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  facts(): SheetFacts {
    const hiddenColumns = [...this.#hiddenColumns].flatMap(([column, isFilled]) => (isFilled ? [column] : []));
    const { uncalculatedRow } = this.#formulas;
    return { ...nothingHidden, hiddenRows: this.#hiddenRows, hiddenColumns, uncalculatedRow };
  }

  open(name: string, attributes: Attributes): void {
    if (this.#cell !== null) {
      if (this.#beside > 0 || (!this.#isParagraph && name !== 'p')) this.#beside += 1;
      else this.#openText(name, attributes);
      return;
    }
    if (name === 'table') this.#isInside = attributeOf(attributes, 'name') === this.#name;
    if (!this.#isInside) return;
    if (name === 'table-column') this.#openColumn(attributes);
    else if (name === 'table-row') this.#openRow(attributes);
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#openCell(attributes);
  }

  close(name: string): void {
    if (this.#beside > 0) {
      this.#beside -= 1;
      return;
    }
    if (name === 'p') this.#isParagraph = false;
    if (name === 'table') this.#isInside = false;
    if (!this.#isInside) return;
    if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell();
    else if (name === 'table-row') this.#closeRow();
  }

  text(piece: string): void {
    // Between paragraphs there are only the line ends of the file.
    if (this.#isParagraph && this.#beside === 0) this.#add(piece);
  }

  #add(piece: string): void {
    const most = this.#bounds.importCellCharacters + 1;
    if (this.#cell !== null && this.#cell.text.length < most)
      this.#cell.text = (this.#cell.text + piece).slice(0, most);
  }

  #openColumn(attributes: Attributes): void {
    const times = timesOf(attributes, 'number-columns-repeated');
    if (isHidden(attributes))
      for (
        let column = this.#columns;
        column < this.#columns + Math.min(times, this.#bounds.importColumns);
        column += 1
      )
        this.#hiddenColumns.set(column, false);
    this.#columns += times;
  }

  #openRow(attributes: Attributes): void {
    this.#rowTimes = timesOf(attributes, 'number-rows-repeated');
    this.#isHiddenRow = isHidden(attributes);
    this.#cells = [];
    this.#gap = 0;
  }

  #openCell(attributes: Attributes): void {
    const type = attributeOf(attributes, 'value-type');
    if (attributeOf(attributes, 'formula') !== undefined) this.#formulas.note(this.#rowNumber, type !== undefined);
    const value = type === 'float' ? (attributeOf(attributes, 'value') ?? '') : '';
    this.#cell = { text: '', value, times: timesOf(attributes, 'number-columns-repeated') };
    this.#paragraphs = 0;
  }

  #openText(name: string, attributes: Attributes): void {
    if (name === 'p') {
      if (this.#paragraphs > 0) this.#add('\n');
      this.#paragraphs += 1;
      this.#isParagraph = true;
    } else if (name === 's')
      this.#add(' '.repeat(Math.min(timesOf(attributes, 'c'), this.#bounds.importCellCharacters)));
    else if (name === 'tab') this.#add('\t');
    else if (name === 'line-break') this.#add('\n');
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    if (cell === null) return;
    const text = shownNumber(cell.text, cell.value);
    if (text === '') {
      this.#gap += cell.times;
      return;
    }
    // One cell more than a list may have is enough to refuse it.
    const room = this.#bounds.importColumns + 1 - this.#cells.length;
    const gap = Math.min(this.#gap, Math.max(0, room));
    for (let left = gap; left > 0; left -= 1) this.#cells.push('');
    this.#gap = 0;
    for (let left = Math.min(cell.times, Math.max(0, room - gap)); left > 0; left -= 1) {
      if (this.#hiddenColumns.has(this.#cells.length)) this.#hiddenColumns.set(this.#cells.length, true);
      this.#cells.push(text);
    }
  }

  #closeRow(): void {
    const first = this.#rowNumber;
    this.#rowNumber += this.#rowTimes;
    if (this.#cells.length === 0) return;
    if (this.#rowNumber - 1 > sheetRowsMost) throw new TableError('corrupt_file', `row ${first}`);
    for (let rowNumber = first; rowNumber < this.#rowNumber; rowNumber += 1) {
      if (rowNumber - first > limits.importRows) throw new TableError('too_many_rows');
      if (this.#isHiddenRow) this.#hiddenRows += 1;
      this.#rows.push({ rowNumber, cells: [...this.#cells], broken: false });
    }
  }
}

/** A number as it is shown, unless that has fewer digits than the number: a phone number would lose its last ones. */
function shownNumber(text: string, value: string): string {
  const isWhole = /^\d{7,15}$/.test(value);
  return isWhole && text.replace(/\D/g, '') !== value && /e\+?\d+$/i.test(text.trim()) ? value : text;
}

function timesOf(attributes: Attributes, name: string): number {
  const times = Number(attributeOf(attributes, name) ?? 1);
  return Number.isInteger(times) && times > 0 ? times : 1;
}

function isHidden(attributes: Attributes): boolean {
  const visibility = attributeOf(attributes, 'visibility');
  return visibility === 'collapse' || visibility === 'filter';
}
