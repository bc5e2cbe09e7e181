import { isUnclearAmount } from '../../domain/lists/value-form.ts';
import { dateOf, dateText } from './cell-format.ts';
import { FormulaValues, type RawRow, type SheetFacts, sheetRowsMost, TableError } from './table.ts';
import { type CellStyle, noStyle } from './xlsx-read-styles.ts';
import { type Attributes, attributeOf, type RowListener } from './xml.ts';

type SheetParts = {
  readonly texts: SharedStrings;
  readonly styles: readonly CellStyle[];
  readonly is1904: boolean;
  /** Whether formulas are computed only when the file is opened, so that the file has no values for them, or 0. */
  readonly isCalculatedWhenOpened: boolean;
  readonly importColumns: number;
  readonly importCellCharacters: number;
};

const lastColumn = 16_384;
const monthsOfYear = 12;

/** Builds the rows of a sheet from the events of the scanner. */
export class SheetReader implements RowListener {
  readonly #parts: SheetParts;
  #rows: RawRow[] = [];
  #rowNumber = 0;
  #cells: string[] = [];
  #column = -1;
  #type = '';
  #style = noStyle;
  #value = '';
  #isFormula = false;
  readonly #formulas = new FormulaValues();
  /** Whether the scanner is inside the value of a cell, or a text of it. */
  #isValue = false;
  #isSound = false;
  #isHiddenRow = false;
  #hiddenRows = 0;
  #columnTags = 0;
  /** For each hidden column, whether it has any content. */
  readonly #hiddenColumns = new Map<number, boolean>();
  #shortDates: SheetFacts['shortDates'] = null;
  /** For each column with numbers, whether short dates are among them. */
  readonly #numberColumns = new Map<number, boolean>();
  readonly #unclearColumns = new Set<number>();

  constructor(parts: SheetParts) {
    this.#parts = parts;
  }

  takeRows(): RawRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  facts(): SheetFacts {
    const columns = [...this.#hiddenColumns].flatMap(([column, isFilled]) => (isFilled ? [column] : []));
    return {
      hiddenRows: this.#hiddenRows,
      hiddenColumns: columns.toSorted((a, b) => a - b),
      shortDates: this.#shortDates,
      numberColumns: [...this.#numberColumns].map(([index, hasShortDates]) => ({
        index,
        hasShortDates,
        hasUnclearTexts: this.#unclearColumns.has(index),
      })),
      uncalculatedRow: this.#formulas.uncalculatedRow,
      guessedWords: [],
    };
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'col') this.#beginColumns(attributes);
    if (name === 'row') this.#beginRow(attributes);
    else if (name === 'c') this.#beginCell(attributes);
    else if (name === 'rPh') this.#isSound = true;
    else if (name === 'f') this.#isFormula = true;
    else this.#isValue = name === 'v' || (name === 't' && this.#type === 'inlineStr' && !this.#isSound);
  }

  close(name: string): void {
    if (name === 'c') this.#endCell();
    if (name === 'rPh') this.#isSound = false;
    this.#isValue = false;
    if (name !== 'row' || this.#cells.length === 0) return;
    if (this.#isHiddenRow) this.#hiddenRows += 1;
    this.#rows.push({ rowNumber: this.#rowNumber, cells: this.#cells, broken: false });
    this.#cells = [];
  }

  text(piece: string): void {
    const most = this.#parts.importCellCharacters;
    if (this.#isValue && this.#value.length <= most) this.#value = (this.#value + piece).slice(0, most + 1);
  }

  #beginRow(attributes: Attributes): void {
    const given = attributeOf(attributes, 'r');
    const number = given === undefined ? this.#rowNumber + 1 : Number(given);
    // Rows are told apart by their numbers, so no number may occur twice.
    const isNext = Number.isInteger(number) && number > this.#rowNumber;
    if (!isNext || number > sheetRowsMost) throw new TableError('corrupt_file', 'no such row');
    this.#rowNumber = number;
    this.#isHiddenRow = isTrue(attributeOf(attributes, 'hidden'));
    this.#cells = [];
    this.#column = -1;
  }

  #beginColumns(attributes: Attributes): void {
    this.#columnTags += 1;
    if (this.#columnTags > lastColumn) throw new TableError('corrupt_file', 'too many columns');
    if (!isTrue(attributeOf(attributes, 'hidden'))) return;
    const [first, last] = [Number(attributeOf(attributes, 'min')), Number(attributeOf(attributes, 'max'))];
    const end = Math.min(last, this.#parts.importColumns);
    for (let column = Math.max(1, first); column <= end; column += 1) this.#hiddenColumns.set(column - 1, false);
  }

  #beginCell(attributes: Attributes): void {
    const place = attributeOf(attributes, 'r');
    this.#column = place === undefined ? this.#column + 1 : columnOf(place);
    if (!(this.#column >= 0 && this.#column < lastColumn)) throw new TableError('corrupt_file', 'no such column');
    this.#type = attributeOf(attributes, 't') ?? 'n';
    this.#style = this.#parts.styles[Number(attributeOf(attributes, 's') ?? 0)] ?? noStyle;
    this.#value = '';
    this.#isFormula = false;
  }

  #endCell(): void {
    if (this.#isFormula) this.#noteFormula();
    const text = this.#textOfCell();
    this.#noteForm(text);
    this.#type = '';
    if (text === '') return;
    if (this.#column >= this.#parts.importColumns) throw new TableError('too_many_columns', `row ${this.#rowNumber}`);
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = text;
    if (this.#hiddenColumns.has(this.#column)) this.#hiddenColumns.set(this.#column, true);
  }

  /** Notes a formula and whether it has a value. Programs write an empty text as a value. */
  #noteFormula(): void {
    const isNumber = this.#type === 'n';
    const isLeftOut = this.#value === '' || (isNumber && this.#value === '0' && this.#parts.isCalculatedWhenOpened);
    if (isNumber || !isLeftOut) this.#formulas.note(this.#rowNumber, !isLeftOut);
  }

  /** Notes the form of a number, which has no separators of its own. Whether a text has some cannot always be told. */
  #noteForm(text: string): void {
    const { isShortDate, isDate } = this.#style;
    if (this.#type !== 'n') {
      if (isUnclearAmount(text)) this.#unclearColumns.add(this.#column);
    } else if (isDate ? isShortDate || /^\d{4}-/.test(text) : /\d[.,]\d/.test(text))
      this.#numberColumns.set(this.#column, isShortDate || this.#numberColumns.get(this.#column) === true);
  }

  #noteShortDate(number: number): void {
    const date = dateOf(number, this.#parts.is1904);
    const [day, month] = [date.getUTCDate(), date.getUTCMonth() + 1];
    const mayBeEither = day <= monthsOfYear && day !== month;
    this.#shortDates ??= { ambiguous: null };
    if (this.#shortDates.ambiguous === null && mayBeEither)
      this.#shortDates = { ambiguous: date.toISOString().slice(0, 'yyyy-mm-dd'.length) };
  }

  /** The value as text that reads back as what the operator sees, and that never looks exact when it is not. */
  #textOfCell(): string {
    const value = this.#value;
    if (value === '') return '';
    if (this.#type === 's') return withoutEscapes(this.#parts.texts.get(Number(value)));
    if (this.#type === 'inlineStr' || this.#type === 'str') return withoutEscapes(value);
    if (this.#type === 'b') return /^(1|true)$/i.test(value.trim()) ? 'TRUE' : 'FALSE';
    if (this.#type === 'd') return dateText(new Date(/z$/i.test(value) ? value : `${value}Z`)) || value;
    const number = this.#type === 'n' ? Number(value) : Number.NaN;
    if (Number.isNaN(number)) return value;
    if (this.#style.isShortDate) this.#noteShortDate(number);
    return this.#style.format(number, this.#parts.is1904);
  }
}

/** Whether an attribute is true, in both ways in which workbooks write that. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** The column of a place: `B7` is in the second column. */
function columnOf(place: string): number {
  const letters = /^([A-Z]{1,3})\d{1,7}$/i.exec(place)?.[1]?.toUpperCase() ?? '';
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Decodes characters that XML cannot hold, which are written as `_x000D_`. */
function withoutEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const blockBytes = 4 * 1024 * 1024;

/** The texts that a workbook refers to by number. As bytes, two million take a fifth of the memory of strings. */
export class SharedStrings {
  readonly #blocks: Buffer[] = [];
  /** Where each text begins and ends, counted across all blocks. */
  #places = new Float64Array(2_048);
  #count = 0;
  #end = 0;

  /** A text is at most a few thousand characters long. */
  add(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    const isFull = (this.#end % blockBytes) + bytes.length > blockBytes;
    if (isFull) this.#end = this.#blocks.length * blockBytes;
    const place = this.#end;
    while (this.#blocks.length * blockBytes < place + bytes.length) this.#blocks.push(Buffer.allocUnsafe(blockBytes));
    bytes.copy(this.#blocks[Math.floor(place / blockBytes)] ?? bytes, place % blockBytes);
    this.#end = place + bytes.length;
    this.#note(place, this.#end);
  }

  get(index: number): string {
    const [start, end] = [this.#places[2 * index], this.#places[2 * index + 1]];
    if (!Number.isInteger(index) || index < 0 || index >= this.#count || start === undefined || end === undefined)
      throw new TableError('corrupt_file', 'a text is missing');
    if (start === end) return '';
    const offset = start % blockBytes;
    return this.#blocks[Math.floor(start / blockBytes)]?.toString('utf8', offset, offset + end - start) ?? '';
  }

  #note(start: number, end: number): void {
    if (2 * this.#count + 2 > this.#places.length) {
      const more = new Float64Array(this.#places.length * 2);
      more.set(this.#places);
      this.#places = more;
    }
    this.#places[2 * this.#count] = start;
    this.#places[2 * this.#count + 1] = end;
    this.#count += 1;
  }
}
