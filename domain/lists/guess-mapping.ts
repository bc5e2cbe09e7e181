import { limits } from '../limits.ts';
import { areCheckDigitNumbers } from '../phone/check-digits.ts';
import { CountryNames } from '../phone/country-names.ts';
import { parsePhone, plainCharacters } from '../phone/phone.ts';
import { nameKey } from '../template/placeholder-names.ts';
import { placeholderKey } from '../template/template.ts';
import { columnLetters } from './column-letters.ts';
import { nameRank, namesArea, namesCountry, namesOtherNumbers, namesSomebodyElse, phoneRank } from './header-words.ts';
import type { Mapping } from './list-mapping.ts';

type Column = { readonly header: string; readonly filled: readonly string[] };

/**
 * What the columns probably are, to be shown and corrected: never applied unseen. Null when no column looks like phone
 * numbers. All further columns become fields, so that each can be a placeholder; but not one without a name of its own
 * in which nothing stands.
 */
export function guessMapping(headers: readonly string[], sampleRows: readonly (readonly string[])[]): Mapping | null {
  const columns = headers.map((header, index): Column => {
    const filled = sampleRows.map((cells) => cells[index]?.trim() ?? '').filter((cell) => cell !== '');
    return { header, filled };
  });
  const scores = phoneScores(columns);
  const best = Math.max(0, ...scores);
  if (best === 0) return null;
  const phone = scores.indexOf(best);
  const others = [...columns.entries()].filter(([index]) => index !== phone);
  const name = nameColumn(others);
  const further = others.filter(([index, column]) => index !== name && isFurther(column, scores[index] ?? 0));
  const furtherIndexes = further.map(([index]) => index);
  const area = areaColumn(columns, phone);
  const country = others.find(([, column]) => holdsCountries(column))?.[0] ?? null;
  const used = new Set([name, area, country, ...furtherIndexes]);
  const taken = new Set(name === null ? [] : [nameKey]);
  const fields = others
    .filter(([index, column]) => !used.has(index) && !isEmptyColumn(column, index, sampleRows.length))
    .map(([index, { header }]) => ({ index, key: freeKey(header, index, taken) }));
  return { phone, further: furtherIndexes, area, name, country, fields };
}

function nameColumn(columns: readonly (readonly [number, Column])[]): number | null {
  const ranked = columns.flatMap(([index, { header }]) => {
    const rank = nameRank(header);
    return rank === null || namesSomebodyElse(header) ? [] : [{ index, rank }];
  });
  return ranked.toSorted((one, other) => one.rank - other.rank)[0]?.index ?? null;
}

/**
 * How much each column looks like one of phone numbers: its header first, then its cells; 0 where one of them speaks against
 * it. A column that is hardly filled steps back behind a fuller one.
 */
function phoneScores(columns: readonly Column[]): number[] {
  const scores = columns.map(phoneScore);
  const fullest = Math.max(...columns.map(({ filled }, index) => ((scores[index] ?? 0) > 1 ? filled.length : 0)));
  return scores.map((score, index) => {
    const { header, filled } = columns[index] ?? { header: '', filled: [] };
    const isHardlyFilled = filled.length * 2 < fullest;
    if (score === 0) return 0;
    return (score + 1) / ((namesSomebodyElse(header) ? 100 : 1) * (isHardlyFilled ? 10 : 1));
  });
}

function phoneScore({ header, filled }: Column): number {
  if (namesOtherNumbers(header) || namesArea(header) || areCheckDigitNumbers(filled)) return 0;
  const share = filled.length === 0 ? 0 : filled.filter(looksLikePhone).length / filled.length;
  const rank = phoneRank(header);
  if (rank >= 2) return share > 0 || filled.length === 0 ? rank + share : 0;
  // "Number" alone, or nothing at all: the cells must say it, and not as numbers of any kind do.
  if (share < 0.5) return rank === 1 && filled.length === 0 ? 1 : 0;
  return areIds(filled) ? share / 10 : share + rank / 2;
}

/** A further number needs a header that says so, or nearly every cell written as only phone numbers are. */
function isFurther({ header, filled }: Column, score: number): boolean {
  if (score === 0 || namesSomebodyElse(header)) return false;
  if (phoneRank(header) >= 2) return true;
  return filled.length > 0 && filled.filter(isWrittenAsPhone).length >= filled.length * 0.8;
}

/** With a plus or a zero in front, or in groups: ids are seldom written so. */
function isWrittenAsPhone(cell: string): boolean {
  return looksLikePhone(cell) && (/^\s*(?:\+|00?[1-9]|\()/.test(cell) || /\d{2}[ )-].*\d{4}$/.test(cell));
}

/** Bare digits that rise from row to row, as programs number what they keep. */
function areIds(filled: readonly string[]): boolean {
  if (filled.length < 3 || !filled.every((cell) => /^[1-9]\d*$/.test(cell))) return false;
  const numbers = filled.map(Number);
  return numbers.every((number, place) => place === 0 || number > (numbers[place - 1] ?? 0));
}

/** The area codes of the phone column: those beside it before any others. */
function areaColumn(columns: readonly Column[], phone: number): number | null {
  const areas = [...columns.entries()].filter(([index, column]) => index !== phone && holdsAreaCodes(column));
  return (areas.find(([index]) => index === phone - 1) ?? areas[0])?.[0] ?? null;
}

/** Whether a column says that area codes stand in it, and nothing longer does. */
function holdsAreaCodes({ header, filled }: Column): boolean {
  return namesArea(header) && filled.every((cell) => isAreaCode(cell));
}

/** A few digits, maybe in brackets or with zeros before them. */
export function isAreaCode(cell: string): boolean {
  const digits = plainCharacters(cell).match(/^\D{0,2}(\d+)(?:\.0)?\D{0,2}$/)?.[1] ?? '';
  return digits !== '' && digits.length <= limits.areaCodeDigits;
}

/** Whether the header says so and the cells do not speak against it. */
function holdsCountries({ header, filled }: Column): boolean {
  if (!namesCountry(header)) return false;
  const names = new CountryNames();
  return filled.filter((cell) => names.read(cell) !== null).length * 2 >= filled.length;
}

/** A column that a spreadsheet counts and nobody uses: it is called by its letters. */
function isEmptyColumn({ header, filled }: Column, index: number, rows: number): boolean {
  const isUnnamed = header.trim() === '' || header.trim() === columnLetters(index);
  return isUnnamed && rows > 0 && filled.length === 0;
}

/** Roughly the form of a phone number of any country: enough to tell columns and headers apart, not to send to. */
export function looksLikePhone(cell: string): boolean {
  if (/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?: |T|$)/.test(cell)) return false; // A date.
  // An amount, as "1.236,56" and "R$ 1.236,56".
  if (/^\D{0,4}-?(?:\d{1,3}(?:[.,]\d{3})+|\d{1,7})[.,]\d{2}(?:\s?\D{1,4})?$/.test(cell)) return false;
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
