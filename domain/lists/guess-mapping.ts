import { limits } from '../limits.ts';
import { CountryNames } from '../phone/country-names.ts';
import { plainCharacters } from '../phone/phone.ts';
import { nameKey } from '../template/placeholder-names.ts';
import { placeholderKey } from '../template/template.ts';
import { columnLetters } from './column-letters.ts';
import { nameRank, namesArea, namesCountry, namesPhones, namesSomebodyElse, plainHeader } from './header-words.ts';
import type { Mapping } from './list-mapping.ts';
import { type Column, isFurther, peopleIn, phoneScores } from './phone-column.ts';

/**
 * What the columns probably are, for the operator to see and correct. Null when no column looks like phone numbers. All
 * other columns become fields, so that each can be a placeholder, except empty columns without a name.
 */
export function guessMapping(headers: readonly string[], sampleRows: readonly (readonly string[])[]): Mapping | null {
  const columns = columnsOf(headers, sampleRows);
  const scores = ofFirstTable(headers, phoneScores(columns));
  const best = Math.max(0, ...scores);
  if (best === 0) return null;
  const phone = scores.indexOf(best);
  const others = [...columns.entries()].filter(([index]) => index !== phone);
  const name = nameColumn(others);
  const people = peopleIn(columns, scores);
  const further = others.filter(([index, column]) => index !== name && isFurther(column, scores[index] ?? 0, people));
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

/** The columns that hold phone numbers, also of other people: those of a second table beside the first. */
export function phoneColumns(headers: readonly string[], sampleRows: readonly (readonly string[])[]): number[] {
  const columns = columnsOf(headers, sampleRows);
  const scores = phoneScores(columns);
  const people = peopleIn(columns, scores);
  return [...columns.entries()].flatMap(([index, column]) =>
    column.filled.length > 0 && isFurther(column, scores[index] ?? 0, people) ? [index] : [],
  );
}

function columnsOf(headers: readonly string[], sampleRows: readonly (readonly string[])[]): readonly Column[] {
  return withPeople(headers).map((header, index) => {
    const filled = sampleRows.map((cells) => cells[index]?.trim() ?? '').filter((cell) => cell !== '');
    return { header, filled };
  });
}

/** The headers; one that occurs again beside a column for somebody else is theirs: "Phone, Mother, Phone". */
function withPeople(headers: readonly string[]): readonly string[] {
  const plain = headers.map(plainHeader);
  return headers.map((header, index) => {
    const beside = headers[index - 1] ?? '';
    const isTheirs = namesPhones(header) && namesSomebodyElse(beside) && !namesPhones(beside);
    return isTheirs && plain.indexOf(plain[index] ?? '') < index ? `${beside} ${header}` : header;
  });
}

/** The scores without those of a second table beside the first: from a name's header that occurs again, it is others'. */
function ofFirstTable(headers: readonly string[], scores: readonly number[]): readonly number[] {
  const plain = headers.map(plainHeader);
  const again = plain.findIndex((header, index) => plain.indexOf(header) < index && nameRank(header) !== null);
  const ofFirst = scores.map((score, index) => (again < 0 || index < again ? score : 0));
  return ofFirst.some((score) => score > 0) ? ofFirst : scores;
}

function nameColumn(columns: readonly (readonly [number, Column])[]): number | null {
  const ranked = columns.flatMap(([index, { header }]) => {
    const rank = nameRank(header);
    return rank === null || namesSomebodyElse(header) ? [] : [{ index, rank }];
  });
  return ranked.toSorted((one, other) => one.rank - other.rank)[0]?.index ?? null;
}

/** The column with the area codes of the phone column: one beside it is preferred. */
function areaColumn(columns: readonly Column[], phone: number): number | null {
  const areas = [...columns.entries()].filter(([index, column]) => index !== phone && holdsAreaCodes(column));
  return (areas.find(([index]) => index === phone - 1) ?? areas[0])?.[0] ?? null;
}

/** Whether the header says that a column holds area codes, and no cell is longer than one. */
function holdsAreaCodes({ header, filled }: Column): boolean {
  return namesArea(header) && filled.every((cell) => isAreaCode(cell));
}

/** A few digits, perhaps in brackets or with leading zeros. */
export function isAreaCode(cell: string): boolean {
  const digits = plainCharacters(cell).match(/^\D{0,2}(\d+)(?:\.0)?\D{0,2}$/)?.[1] ?? '';
  return digits !== '' && digits.length <= limits.areaCodeDigits;
}

/** Whether the header names countries and the cells do not contradict it. */
function holdsCountries({ header, filled }: Column): boolean {
  if (!namesCountry(header)) return false;
  const names = new CountryNames();
  return filled.filter((cell) => names.read(cell) !== null).length * 2 >= filled.length;
}

/** A column that a spreadsheet counts although nobody uses it: its name is only its letters. */
function isEmptyColumn({ header, filled }: Column, index: number, rows: number): boolean {
  const isUnnamed = header.trim() === '' || header.trim() === columnLetters(index);
  return isUnnamed && rows > 0 && filled.length === 0;
}

/** A header as a placeholder's key: without the characters of the syntax, and different from the keys taken. */
function freeKey(header: string, index: number, taken: Set<string>): string {
  const plain = placeholderKey(header.replace(/[{}|]/g, ' ')).slice(0, limits.nameCharacters - 4);
  const base = plain === '' ? `column ${index + 1}` : plain;
  let key = base;
  for (let place = 2; taken.has(key); place += 1) key = `${base} ${place}`;
  taken.add(key);
  return key;
}
