import { limits } from '../limits.ts';
import { shortDateFormat } from '../schedule/short-date.ts';
import { valueOfCell } from './blank-cell.ts';
import {
  type CellForm,
  cellForms,
  columnForm,
  type NumberColumns,
  separatorsOf,
  valueWriter,
  withComma,
  withPoint,
} from './value-form.ts';

/** Finds the columns of a list that hold only amounts or only dates. A code with leading zeros is neither. */
export class ColumnSurvey {
  readonly #open: Map<number, { left: readonly CellForm[]; isFilled: boolean }>;

  constructor(columns: number, phones: readonly number[]) {
    const others = Array.from({ length: columns }, (_, index) => index).filter((index) => !phones.includes(index));
    this.#open = new Map(others.map((index) => [index, { left: cellForms, isFilled: false }]));
  }

  see(cells: readonly string[]): void {
    for (const [index, column] of this.#open) {
      const cell = cells[index] ?? '';
      if (cell === '') continue;
      const found = formsOf(cell);
      if (found.length === 0 && valueOfCell(cell) === '') continue;
      column.left = column.left.filter((one) => found.includes(one));
      column.isFilled = true;
      if (column.left.length === 0) this.#open.delete(index);
    }
  }

  columns(): NumberColumns['values'] {
    return [...this.#open].flatMap(([index, { left, isFilled }]) => (isFilled ? [{ index, forms: [...left] }] : []));
  }
}

/** A cell as a spreadsheet calculates with it. A date is its wall-clock moment in milliseconds. */
export type CellValue = {
  readonly kind: 'amount' | 'date';
  readonly value: number;
  /** The spreadsheet format with which it looks as in the list. */
  readonly format: string;
};

/** Reads the cells of a column: their text in the list's form, and their value where it is certain. */
export type ColumnReader = {
  readonly words: (cell: string) => string;
  readonly value: (cell: string) => CellValue | null;
};

/** The reader of a column, by the form chosen for it or else by that of its list. */
export function columnReader(
  index: number,
  chosen: Parameters<typeof columnForm>[1],
  { country, numbers }: { readonly country: string; readonly numbers: NumberColumns },
): ColumnReader {
  const form = columnForm(index, chosen, country, numbers);
  const words = valueWriter(form);
  const found = numbers.values.find((one) => one.index === index)?.forms ?? [];
  if (found.includes('point') || found.includes('comma')) {
    const usual = separatorsOf(country).decimal === ',' && form?.isOfNumbers !== true ? 'comma' : 'point';
    const decimal = found.length > 1 ? usual : found[0];
    return { words, value: (cell) => amountOf(cell.trim(), decimal === 'comma' ? ',' : '.') };
  }
  const order = orderOf(found, form === undefined ? country : numbers.country);
  if (order === null) return { words, value: () => null };
  const shown = form === undefined || form.chosen === 'file' ? null : paddedDate(country);
  return { words, value: (cell) => dateOf(cell.trim(), order, shown) };
}

type Order = Exclude<CellForm, 'point' | 'comma'>;

/** The order of a column's dates: the only one that fits all of them, else that of the country. */
function orderOf(found: readonly CellForm[], country: string): Order | null {
  const usual = shortDateFormat(country).startsWith('m') ? 'mdy' : 'dmy';
  const form = found.length > 1 ? usual : found[0];
  return form === undefined || form === 'point' || form === 'comma' ? null : form;
}

/** The short date of a country with two digits for day and month, so that all dates of a column have the same width. */
export function paddedDate(country: string): string {
  return shortDateFormat(country).replace(/\b[dm]\b/g, (sign) => sign.repeat(2));
}

/** A date format with its separators kept literally: a spreadsheet would replace them by those of its own language. */
export function asDateFormat(date: string, time: string): string {
  return `${date}${time}`.replace(/[-./ ]/g, '\\$&');
}

/** A currency stands before or after the amount: one currency sign, perhaps with the letters of a country. */
const amount = /^([-−]?)((?:\p{Lu}{1,3})?\p{Sc}[ \u00a0]?)?([-−]?)(\d[\d.,]*)([ \u00a0]?(?:\p{Sc}|%))?$/u;
const dayFirst = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})( \d{1,2}:\d{2}(?::\d{2})?)?$/;
const yearFirst = /^(\d{4})-(\d{2})-(\d{2})( \d{2}:\d{2}(?::\d{2})?)?$/;
const valueCharacters = 30;
const none: readonly CellForm[] = [];
const allOrders: readonly Order[] = ['ymd', 'dmy', 'mdy'];

/** The forms that a cell may have. A number with too many digits and no separators is an identifier, not an amount. */
function formsOf(cell: string): readonly CellForm[] {
  const text = cell.trim();
  if (text.length > valueCharacters || !/\d/.test(text)) return none;
  const digits = amount.exec(text)?.[4];
  if (digits !== undefined) {
    if (digits.replace(/\D/g, '').length > (/\D/.test(digits) ? limits.amountDigits : limits.countDigits)) return none;
    return cellForms.filter(
      (form) => (form === 'point' && withPoint.test(digits)) || (form === 'comma' && withComma.test(digits)),
    );
  }
  return allOrders.filter((order) => partsOf(text, order) !== null);
}

function amountOf(text: string, decimal: '.' | ','): CellValue | null {
  const [, sign = '', before = '', inner = '', digits = '', after = ''] = amount.exec(text) ?? [];
  if (digits === '' || !(decimal === ',' ? withComma : withPoint).test(digits)) return null;
  const [whole = '', part = ''] = digits.split(decimal);
  const isShare = after.endsWith('%');
  const value = Number(`${whole.replace(/\D/g, '')}.${part}`) / (isShare ? 100 : 1);
  const shown = `${/\D/.test(whole) ? '#,##0' : '0'}${part === '' ? '' : `.${'0'.repeat(part.length)}`}`;
  const quoted = (words: string) => (words === '' ? '' : `"${words}"`);
  const format = `${quoted(before)}${shown}${isShare ? after : quoted(after)}`;
  return { kind: 'amount', value: `${sign}${inner}` === '' ? value : -value, format };
}

function dateOf(text: string, order: Order, shown: string | null): CellValue | null {
  const parts = partsOf(text, order);
  if (parts === null) return null;
  const { wallMs, time, own } = parts;
  const clock = time === '' ? '' : time.split(':').length > 2 ? ' hh:mm:ss' : ' hh:mm';
  return { kind: 'date', value: wallMs, format: asDateFormat(shown ?? own, clock) };
}

function partsOf(text: string, order: Order) {
  const found = (order === 'ymd' ? yearFirst : dayFirst).exec(text);
  if (found === null) return null;
  const [, one = '', two = '', three = '', four = '', five = ''] = found;
  const time = (order === 'ymd' ? four : five) ?? '';
  const [year, month, day] =
    order === 'ymd' ? [one, two, three] : order === 'dmy' ? [four, three, one] : [four, one, three];
  const [hours = 0, minutes = 0, seconds = 0] = time === '' ? [] : time.trim().split(':').map(Number);
  const midnightMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const at = new Date(midnightMs);
  const isDay = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
  // Spreadsheets count from 1900, and are wrong about its first weeks.
  if (!isDay || Number(year) < firstYear || hours > 23 || minutes > 59 || seconds > 59) return null;
  const sign = (part: string, letter: 'd' | 'm') => letter.repeat(part.length);
  const own =
    order === 'ymd'
      ? 'yyyy-mm-dd'
      : `${sign(one, order === 'dmy' ? 'd' : 'm')}${two}${sign(three, order === 'dmy' ? 'm' : 'd')}${two}yyyy`;
  return { wallMs: midnightMs + ((hours * 60 + minutes) * 60 + seconds) * 1_000, time, own };
}
const firstYear = 1901;
