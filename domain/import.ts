import { columnLetters } from './column-letters.ts';
import type { Mapping } from './contract.ts';
import { CountryNames } from './country-names.ts';
import { limits } from './limits.ts';
import { digitVariants, parsePhone, variantKey } from './phone.ts';
import { nameKey, placeholderKey } from './template.ts';

/**
 * Which column of the file is used as what. Columns are named by their place, so two of one name cannot be confused.
 */
export type ColumnMapping = Mapping;

/** Why a row of a file becomes no recipient of the list. */
export const leftOutReasons = [
  'same_number',
  'do_not_contact',
  /** It waits for a decision. */
  'cannot_be_used',
  /** The operator decided so. */
  'left_out',
  /** It is not in the part of the list that was chosen. */
  'not_chosen',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

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
  readonly #preferred: ReadonlyMap<string, number>;

  /** `preferred` are rows that are kept whatever comes before them, by their number. */
  constructor(preferred: ReadonlyMap<string, number> = new Map()) {
    this.#preferred = preferred;
  }

  /** Compares a row's number with those before it, and remembers it. */
  see(e164: string, rowNumber: number): Sighting {
    const preferred = this.#preferred.get(e164) ?? rowNumber;
    if (preferred !== rowNumber) return { kind: 'duplicate', firstRowNumber: preferred };
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
  const second = others.find((index) => index !== name && (scores[index] ?? 0) > 0) ?? null;
  const country = others.find((index) => namesCountries(headers[index] ?? '', sampleRows, index)) ?? null;
  const taken = new Set(name === null ? [] : [nameKey]);
  const fields = others
    .filter((index) => ![name, second, country].includes(index) && !isEmptyColumn(headers, sampleRows, index))
    .map((index) => ({ index, key: freeKey(headers[index] ?? '', index, taken) }));
  return { phone, second, name, country, fields };
}

const countryWords = /(?<!\p{L})(countr(?:y|ies)|nation|pa[ií]s|land|pays|الدولة|البلد|بلد|دولة)(?!\p{L})/iu;

/** Whether the header says so and the cells do not speak against it. */
function namesCountries(header: string, sampleRows: readonly (readonly string[])[], index: number): boolean {
  if (!countryWords.test(header) || namesPhones(header)) return false;
  const filled = sampleRows.map((cells) => cells[index]?.trim() ?? '').filter((cell) => cell !== '');
  const names = new CountryNames();
  return filled.filter((cell) => names.read(cell) !== null).length * 2 >= filled.length;
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
