import { latinDigits } from '../typed-number.ts';
import { valueOfCell } from './blank-cell.ts';
import { monthOf, withMonthsJoined } from './month-names.ts';

/** The order of day and month in a short date. A date that begins with its year needs none. */
export const dateOrders = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** A calendar date, with a time of day in minutes after midnight. Without a year it recurs every year. */
export type WallDate = {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  readonly minute: number | null;
};

/** Why a cell is not certainly a date. The app never guesses: the operator decides what the cell means. */
export const dateCauses = [
  'no_date',
  /** No calendar or clock has it: 31 April, 25:00. */
  'impossible',
  /** Nothing that is known as a date. */
  'unread',
  'short_year',
  'no_year',
  /** A spreadsheet's day number. */
  'serial',
  'hijri',
  /** The month is a word, or a word stands before the date. */
  'words',
  /** A date with a time in words: "noon", "9 to 10". */
  'time_words',
] as const;
type DateCause = (typeof dateCauses)[number];

type DateReading =
  | { readonly kind: 'date'; readonly date: WallDate }
  | { readonly kind: 'doubt'; readonly cause: DateCause; readonly reading: WallDate | null };

/** Reads a cell as a date, or says why it is not certain. */
export function readDate(cell: string, order: DateOrder): DateReading {
  const text = plain(valueOfCell(cell));
  if (text === '' || !/\d/.test(text)) return doubt('no_date');
  if (serial.test(text)) return ofSerial(text);
  const parts = partsOf(withoutDay(text), order);
  if (parts !== null) return inWords(ofParts(parts), withoutDay(text) !== text);
  const named = namedParts(text);
  return named === null ? doubt('unread') : inWords(named, true);
}

/** The operator sees what was made of words: they may mean other things. */
function inWords(read: DateReading, isInWords: boolean): DateReading {
  return isInWords && read.kind === 'date' ? doubt('words', read.date) : read;
}

type OrderCounts = { readonly dmy: number; readonly mdy: number };

/** The only order that a cell fits; null where it fits both, or is no short date. */
export function onlyOrderOf(cell: string): DateOrder | null {
  const [, one = '', , two = ''] = numeric.exec(withoutDay(plain(cell))) ?? [];
  if (one === '' || one.length > 2) return null;
  const [first, second] = [Number(one), Number(two)];
  if (first > 12 && first <= 31 && second <= 12) return 'dmy';
  return second > 12 && second <= 31 && first <= 12 ? 'mdy' : null;
}

/** The order of most cells that fit only one; where there are none, the order of the list's country. */
export function orderOfColumn({ dmy, mdy }: OrderCounts, ofCountry: DateOrder): DateOrder {
  if (dmy === mdy) return ofCountry;
  return dmy > mdy ? 'dmy' : 'mdy';
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const doubt = (cause: DateCause, reading: WallDate | null = null): DateReading => ({ kind: 'doubt', cause, reading });
const serial = /^\d{5}(?:\.\d+)?$/;
const numeric = /^(\d{1,4})\s?([-./])\s?(\d{1,2})(?:\s?\2\s?(\d{1,4}))?\.?(?:(?:\s*,\s*|\s+|T)(.+))?$/i;
const clock =
  /^(?:(?:às|as|at|a las|um|الساعة|[-–])\s+)?(\d{1,2})(?:[:.h](\d{2})?(?::\d{2}(?:\.\d+)?)?)?\s*(a\.?\s?m\.?|p\.?\s?m\.?|ص|م|صباحا|مساء|hs?|hrs?\.?|uhr)?$/i;
/** What programs write after a date without a time of day. */
const noTime = /^00:00:00(?:\.0+)?$/;
/** A word before a whole date, such as the day of the week. */
const dayBefore = /^\p{L}[\p{L}-]*\.?,?\s+(?=\d{1,4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d)/u;
const [firstYear, lastYear] = [1900, 2200];

type Parts = {
  readonly one: string;
  readonly two: string;
  readonly three: string;
  readonly time: string;
  readonly order: DateOrder;
};

function partsOf(text: string, order: DateOrder): Parts | null {
  const [found, one = '', , two = '', three = '', time = ''] = numeric.exec(text) ?? [];
  return found === undefined ? null : { one, two, three, time, order };
}

function ofParts({ one, two, three, time, order }: Parts): DateReading {
  const isYearFirst = one.length > 2;
  const [year, first, second] = isYearFirst ? [one, two, three] : [three, one, two];
  const isMonthFirst = isYearFirst || order === 'mdy';
  const [month, day] = (isMonthFirst ? [first, second] : [second, first]).map(Number);
  const minute = time === '' || noTime.test(time) ? null : minuteOf(time);
  if (month === undefined || day === undefined || year.length === 3 || minute === 'impossible')
    return doubt('impossible');
  const date = { month, day, minute: minute === 'words' ? null : minute };
  if (year === '') return ifDay({ ...date, year: null }, 'no_year');
  return ofYear(date, year, minute === 'words' ? 'time_words' : null);
}

/** `cause`: what is in doubt apart from the year. */
function ofYear(date: Omit<WallDate, 'year'>, written: string, cause: DateCause | null): DateReading {
  const year = Number(written);
  if (written.length <= 2) return ifDay({ ...date, year: year + (year > 70 ? 1900 : 2000) }, 'short_year');
  if (year >= 1300 && year < 1500) return ofHijri({ ...date, year });
  if (year < firstYear || year > lastYear) return doubt('impossible');
  return ifDay({ ...date, year }, cause);
}

function ifDay(date: WallDate, cause: DateCause | null): DateReading {
  if (!isDay(date)) return doubt('impossible');
  return cause === null ? { kind: 'date', date } : doubt(cause, date);
}

/** Whether the calendar has this day; without a year, whether any year has it. */
function isDay({ year, month, day }: WallDate): boolean {
  const last = month === 2 ? (year === null || isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= last;
}

/** The minutes after midnight of a time of day. */
function minuteOf(text: string): number | 'words' | 'impossible' {
  const [found, hours = '', minutes = '0', mark = ''] = clock.exec(text.trim()) ?? [];
  // A number alone is no time, and "- 10.12" may be the last day.
  if (found === undefined || (/\d$/.test(found) && !/[:h]|^[^-–]*\./i.test(found))) return 'words';
  const isHalf = /^[apصم]/i.test(mark);
  const hour = isHalf ? (Number(hours) % 12) + (/^[pم]/i.test(mark) ? 12 : 0) : Number(hours);
  const isTime = hour < 24 && Number(minutes) < 60 && !(isHalf && (Number(hours) > 12 || Number(hours) === 0));
  return isTime ? hour * 60 + Number(minutes) : 'impossible';
}

/** Days since 31 December 1899, as spreadsheets count them, with the time of day after the decimal point. */
function ofSerial(text: string): DateReading {
  const dayMs = 86_400_000;
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round((Number(text) * dayMs) / 60_000) * 60_000);
  const date = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  if (date.year < firstYear + 30 || date.year > 2100) return doubt('unread');
  return doubt('serial', { ...date, minute: text.includes('.') ? at.getUTCHours() * 60 + at.getUTCMinutes() : null });
}

/** This century's years in the Islamic calendar. Earlier ones could also be of the Persian calendar. */
const firstHijriYear = 1430;

function ofHijri(date: WallDate & { readonly year: number }): DateReading {
  return doubt('hijri', date.year < firstHijriYear ? null : fromHijri(date));
}

function fromHijri({ year, month, day, minute }: WallDate & { readonly year: number }): WallDate | null {
  const dayMs = 86_400_000;
  const guess = Date.UTC(622, 6, 19) + ((year - 1) * 354.367 + (month - 1) * 29.53 + day - 1) * dayMs;
  const shown = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  for (let near = 0; near <= 6; near += 1)
    for (const atMs of [guess + near * dayMs, guess - near * dayMs]) {
      const parts = shown.formatToParts(atMs);
      const of = (type: string) => Number.parseInt(parts.find((part) => part.type === type)?.value ?? '', 10);
      if (of('year') !== year || of('month') !== month || of('day') !== day) continue;
      const at = new Date(atMs);
      return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), minute };
    }
  return null;
}

/** The text without a word before its date. */
function withoutDay(text: string): string {
  return text.replace(dayBefore, '');
}

/** "9 de diciembre de 2026, 09:30", "Wed, Dec 9th 2026". */
function namedParts(text: string): DateReading | null {
  const [, before = text, time = ''] = /^(.*?)[,\s]+(\d{1,2}[:h]\d{2}.*|\d{1,2}\s*[ap]\.?m\.?)$/i.exec(text) ?? [];
  const words = withMonthsJoined(before)
    .split(/[\s,./-]+/)
    .filter((word) => word !== '' && !fillers.has(word.toLowerCase()));
  // "mar." is also short for martes, mardi and martedì.
  const behind = words.filter((word, place) => !(place === 0 && word.toLowerCase() === 'mar'));
  const monthsIn = (some: readonly string[]) => some.flatMap((word) => monthOf(word) ?? []);
  const months = monthsIn(behind).length > 0 ? monthsIn(behind) : monthsIn(words);
  const numbers = words.flatMap((word) => /^(\d{1,4})(?:st|nd|rd|th|º|ª|er)?$/i.exec(word)?.[1] ?? []);
  const others = words.filter((word) => monthOf(word) === undefined && !/^\d/.test(word));
  const [month] = months;
  const [one = '', year = ''] = numbers;
  if (month === undefined || months.length > 1 || numbers.length > 2 || others.length > 1 || one.length > 2)
    return null;
  const minute = time === '' ? null : minuteOf(time);
  if (typeof minute === 'string') return doubt('time_words');
  const date = { month, day: Number(one), minute };
  if (year === '') return ifDay({ ...date, year: null }, 'no_year');
  return ofYear(date, year, null);
}

const fillers: ReadonlySet<string> = new Set('de del of the at às as a las el le den feira'.split(' '));

/** Digits of all scripts as ASCII digits, and no invisible characters. */
function plain(text: string): string {
  return latinDigits(text)
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll('،', ',')
    .replaceAll(/\p{Script=Arabic}\p{M}+/gu, (letter) => letter.charAt(0))
    .replace(/\s*هـ?$/u, '')
    .trim();
}
