import type { SharedStrings } from './shared-strings.ts';
import { type RawRow, TableError } from './table.ts';
import { attributeOf, type XmlListener } from './xml-scanner.ts';

type SheetParts = {
  readonly texts: SharedStrings;
  readonly dates: readonly boolean[];
  readonly is1904: boolean;
  readonly importColumns: number;
  readonly importCellCharacters: number;
};

/** What a spreadsheet has at most. */
const lastRow = 1_048_576;
const lastColumn = 16_384;
/** Beyond this, a number in a spreadsheet has lost digits: it keeps 15, and shows the rest as zeros. */
const exactIntegerMax = 1e15;
const dayMs = 86_400_000;
/** 1 January 1970 and 1 January 1904, as spreadsheets count days; and the 29 February 1900 that there never was. */
const [unixEpochDay, epoch1904Day, noSuchDay] = [25_569, 1_462, 60];

/** Puts the rows of a sheet together from what the scanner tells. */
export class SheetReader implements XmlListener {
  readonly #parts: SheetParts;
  #rows: RawRow[] = [];
  #rowNumber = 0;
  #cells: string[] = [];
  #column = -1;
  #type = '';
  #isDate = false;
  #value = '';
  /** Inside the value of a cell, or a text of it. */
  #isValue = false;
  #isSound = false;

  constructor(parts: SheetParts) {
    this.#parts = parts;
  }

  /** The rows that are whole by now. */
  takeRows(): RawRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: string): void {
    if (name === 'row') this.#beginRow(attributes);
    else if (name === 'c') this.#beginCell(attributes);
    else if (name === 'rPh') this.#isSound = true;
    else this.#isValue = name === 'v' || (name === 't' && this.#type === 'inlineStr' && !this.#isSound);
  }

  close(name: string): void {
    if (name === 'c') this.#endCell();
    if (name === 'rPh') this.#isSound = false;
    this.#isValue = false;
    if (name !== 'row' || this.#cells.length === 0) return;
    this.#rows.push({ rowNumber: this.#rowNumber, cells: this.#cells, broken: false });
    this.#cells = [];
  }

  text(piece: string): void {
    const most = this.#parts.importCellCharacters;
    if (this.#isValue && this.#value.length <= most) this.#value = (this.#value + piece).slice(0, most + 1);
  }

  #beginRow(attributes: string): void {
    const given = attributeOf(attributes, 'r');
    this.#rowNumber = given === undefined ? this.#rowNumber + 1 : Number(given);
    if (!(this.#rowNumber >= 1 && this.#rowNumber <= lastRow)) throw new TableError('corrupt_file', 'no such row');
    this.#cells = [];
    this.#column = -1;
  }

  #beginCell(attributes: string): void {
    const place = attributeOf(attributes, 'r');
    this.#column = place === undefined ? this.#column + 1 : columnOf(place);
    if (!(this.#column >= 0 && this.#column < lastColumn)) throw new TableError('corrupt_file', 'no such column');
    this.#type = attributeOf(attributes, 't') ?? 'n';
    this.#isDate = this.#parts.dates[Number(attributeOf(attributes, 's') ?? 0)] ?? false;
    this.#value = '';
  }

  #endCell(): void {
    const text = this.#textOfCell();
    this.#type = '';
    if (text === '') return;
    if (this.#column >= this.#parts.importColumns) throw new TableError('too_many_columns', `row ${this.#rowNumber}`);
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = text;
  }

  /** A value as text that reads back as what the operator sees, and that never looks exact when it is not. */
  #textOfCell(): string {
    const value = this.#value;
    if (value === '') return '';
    if (this.#type === 's') return withoutEscapes(this.#parts.texts.get(Number(value)));
    if (this.#type === 'inlineStr' || this.#type === 'str') return withoutEscapes(value);
    if (this.#type === 'b') return /^(1|true)$/i.test(value.trim()) ? 'TRUE' : 'FALSE';
    if (this.#type === 'd') return dateText(new Date(/z$/i.test(value) ? value : `${value}Z`)) || value;
    const number = this.#type === 'n' ? Number(value) : Number.NaN;
    if (Number.isNaN(number)) return value;
    return this.#isDate ? dateText(dateOf(number, this.#parts.is1904)) : numberText(number);
  }
}

/** `B7` is in the second column. */
function columnOf(place: string): number {
  const letters = /^([A-Z]{1,3})\d{1,7}$/i.exec(place)?.[1]?.toUpperCase() ?? '';
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** What XML cannot hold is written as `_x000D_`. */
function withoutEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function numberText(value: number): string {
  if (Math.abs(value) >= exactIntegerMax) return value.toExponential().replace('e', 'E');
  return String(value);
}

function dateOf(day: number, is1904: boolean): Date {
  const since1900 = is1904 ? day + epoch1904Day : day < noSuchDay ? day + 1 : day;
  return new Date(Math.round((since1900 - unixEpochDay) * dayMs));
}

/** Dates of a spreadsheet have no time zone: they are what the clock on the wall says. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = date.toISOString().split('T');
  const minutes = time.slice(0, 5);
  if (date.getUTCFullYear() < 1901) return minutes; // A time without a day stands on the first day of the calendar.
  return minutes === '00:00' ? day : `${day} ${minutes}`;
}
