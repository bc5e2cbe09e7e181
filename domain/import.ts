import { columnLetters } from './column-letters.ts';
import type { Mapping, RowProblem } from './contract.ts';
import { limits } from './limits.ts';
import { type CountryCode, digitVariants, parsePhone, variantKey } from './phone.ts';
import type { PhoneProblem, PhoneWarning } from './phone-problem.ts';
import { fail, type Result, succeed } from './result.ts';
import { cleanValue, nameKey, placeholderKey } from './template.ts';

/**
 * Which column of the file is used as what. Columns are named by their place, so two of one name cannot be confused.
 */
export type ColumnMapping = Mapping;

/** One row of a file, cells as text. `rowNumber` is the one that a spreadsheet shows beside it: the first row is 1. */
export type TableRow = {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  /** Its quotation marks do not pair up, so it may have run into the row after it. */
  readonly broken: boolean;
  /** A contact's further numbers, where it was not plain which one to take. */
  readonly others?: readonly string[];
};

/** Why a row becomes no recipient. */
export type ImportProblem = PhoneProblem | 'broken_quotes' | 'cell_too_long';

/** Why a row of a file becomes no recipient of the list. */
export const leftOutReasons = ['same_number', 'do_not_contact', 'cannot_be_used'] as const;

/** A row that can be used. */
type ImportedRow = {
  readonly rowNumber: number;
  readonly name: string;
  /** E.164. */
  readonly phone: string;
  readonly assumedCountry: boolean;
  readonly warning: PhoneWarning | null;
  /** What placeholders are filled from: the name under `name`, and the mapped fields under their keys. */
  readonly values: ReadonlyMap<string, string>;
  /** All cells of the row as they stand in the file, for the report. */
  readonly cells: readonly string[];
};

/** Reads one row by the mapping. The problem carries the phone cell as it stands in the file. */
export function readRow(row: TableRow, mapping: ColumnMapping, country: CountryCode): Result<ImportedRow, RowProblem> {
  const { rowNumber, cells } = row;
  const cell = cells[mapping.phone] ?? '';
  if (row.broken) return fail({ rowNumber, cell, problem: 'broken_quotes' });
  if (cells.some((text) => text.length > limits.importCellCharacters)) {
    return fail({ rowNumber, cell: cell.slice(0, limits.nameCharacters), problem: 'cell_too_long' });
  }
  const phone = parsePhone(cell, country);
  if (!phone.ok) return fail({ rowNumber, cell, problem: phone.problem });
  const name = mapping.name === null ? '' : cleanValue(cells[mapping.name] ?? '').slice(0, limits.nameCharacters);
  const values = new Map(mapping.name === null ? [] : [[nameKey, name]]);
  for (const { index, key } of mapping.fields) values.set(key, cleanValue(cells[index] ?? ''));
  const { e164, assumedCountry, warning } = phone;
  return succeed({ rowNumber, name, phone: e164, assumedCountry, warning, values, cells });
}

/** How a number compares with those before it on the same list. */
type Sighting =
  | { readonly kind: 'first' }
  /** The very same number: this row is taken out. */
  | { readonly kind: 'duplicate'; readonly firstRowNumber: number }
  /** Maybe the same person's under an older form of the number: kept, and shown. */
  | { readonly kind: 'possible_duplicate'; readonly rowNumbers: [number, number]; readonly phones: [string, string] };

/** Finds repeats while a list is read row by row. */
export class Deduper {
  readonly #rowNumbers = new Map<string, number>();
  readonly #firstOfKey = new Map<string, string>();

  /** Compares a row's number with those before it, and remembers it. */
  see(e164: string, rowNumber: number): Sighting {
    const firstRowNumber = this.#rowNumbers.get(e164);
    if (firstRowNumber !== undefined) return { kind: 'duplicate', firstRowNumber };
    this.#rowNumbers.set(e164, rowNumber);
    if (digitVariants(e164).length === 1) return { kind: 'first' };
    const key = variantKey(e164);
    const earlier = this.#firstOfKey.get(key);
    if (earlier === undefined) {
      this.#firstOfKey.set(key, e164);
      return { kind: 'first' };
    }
    const earlierRow = this.#rowNumbers.get(earlier) ?? rowNumber;
    return { kind: 'possible_duplicate', rowNumbers: [earlierRow, rowNumber], phones: [earlier, e164] };
  }
}

/** Words in headers, the most telling first. Whole words only: "phone" is not looked for in "microphone". */
const phoneWords = [
  /(?<!\p{L})(whats ?app|واتساب|واتس)(?!\p{L})/iu,
  /(?<!\p{L})(mobile|mobil|handy|cell|cellular|celular|m[oó]vil|telem[oó]vel|gsm|جوال|الجوال|موبايل|محمول)(?!\p{L})/iu,
  /(?<!\p{L})(phone|telephone|telefon|tel[eé]fono|t[eé]l[eé]phone|telefone|fone|tel|msisdn|هاتف|الهاتف|تليفون)(?!\p{L})/iu,
  /(?<!\p{L})(number|nummer|n[uú]mero|رقم)(?!\p{L})/iu,
] as const;

/** Whether a header says that phone numbers stand beneath it. */
export function namesPhones(header: string): boolean {
  return phoneWords.some((words) => words.test(header));
}

/** Whether a header says that names stand beneath it. */
export function namesPeople(header: string): boolean {
  return nameWords.some((words) => words.test(header.trim()));
}

const nameWords = [
  /^(full ?name|name and surname|nombre completo|nome completo|vollständiger name|nom complet|الاسم الكامل)$/iu,
  /^(name|nombre|nome|nom|contact|contacto|contato|الاسم|اسم)$/iu,
  /^(first ?name|given ?name|first|vorname|pr[eé]nom|primer nombre|primeiro nome|الاسم الأول)$/iu,
  /(?<!\p{L})(name|nombre|nome|nom|اسم)(?!\p{L})/iu,
] as const;

/**
 * What the columns probably are, to be shown and corrected: never applied unseen. Null when no column looks like phone
 * numbers. All further columns become fields, so that each can be a placeholder; but not one without a name of its own
 * in which nothing stands.
 */
export function guessMapping(
  headers: readonly string[],
  sampleRows: readonly (readonly string[])[],
): ColumnMapping | null {
  const places = headers.map((_, index) => index);
  const scores = places.map((index) => phoneScore(headers[index] ?? '', sampleRows, index));
  const best = Math.max(0, ...scores);
  if (best === 0) return null;
  const phone = scores.indexOf(best);
  const others = places.filter((index) => index !== phone);
  const name =
    nameWords.flatMap((words) => others.filter((index) => words.test((headers[index] ?? '').trim())))[0] ?? null;
  const taken = new Set(name === null ? [] : [nameKey]);
  const fields = others
    .filter((index) => index !== name && !isEmptyColumn(headers, sampleRows, index))
    .map((index) => ({ index, key: freeKey(headers[index] ?? '', index, taken) }));
  return { phone, name, fields };
}

/** A column that a spreadsheet counts and nobody uses: it is called by its letters. */
function isEmptyColumn(headers: readonly string[], sampleRows: readonly (readonly string[])[], index: number): boolean {
  const header = headers[index]?.trim() ?? '';
  const isUnnamed = header === '' || header === columnLetters(index);
  return isUnnamed && sampleRows.length > 0 && sampleRows.every((cells) => (cells[index]?.trim() ?? '') === '');
}

/** More than zero where the cells look like phone numbers, or the header says so and no cell speaks against it. */
function phoneScore(header: string, sampleRows: readonly (readonly string[])[], index: number): number {
  const filled = sampleRows.map((cells) => cells[index]?.trim() ?? '').filter((cell) => cell !== '');
  const share = filled.length === 0 ? 0 : filled.filter(looksLikePhone).length / filled.length;
  const rank = phoneWords.findIndex((words) => words.test(header));
  if (rank >= 0) return share > 0 || filled.length === 0 ? phoneWords.length - rank + share : 0;
  return share >= 0.5 ? share : 0;
}

/** Roughly the form of a phone number of any country: enough to tell columns and headers apart, not to send to. */
export function looksLikePhone(cell: string): boolean {
  if (/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?: |T|$)/.test(cell)) return false; // A date.
  const reading = parsePhone(cell, 'GB');
  if (reading.ok) return true;
  const isDoubtful = ['empty', 'not_a_number', 'too_short'].includes(reading.problem);
  return !isDoubtful || /^\+?(?:\d[\s().-]*){8,}$/.test(cell);
}

/** A header as a placeholder: without the characters that placeholders are made of, and unlike those taken before. */
function freeKey(header: string, index: number, taken: Set<string>): string {
  const plain = placeholderKey(header.replace(/[{}|]/g, ' ')).slice(0, limits.nameCharacters - 4);
  const base = plain === '' ? `column ${index + 1}` : plain;
  let key = base;
  for (let place = 2; taken.has(key); place += 1) key = `${base} ${place}`;
  taken.add(key);
  return key;
}
