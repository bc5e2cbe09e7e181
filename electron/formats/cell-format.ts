import { format, isDateFormat, isValidFormat } from 'numfmt';

export type CellFormat = (value: number, is1904: boolean) => string;

/** From here on, a number in a spreadsheet has lost digits: it keeps 15, and shows the rest as zeros. */
const exactIntegerMax = 1e15;
/** The longest format that a spreadsheet accepts; a longer one was made to do harm. */
export const formatCharactersMost = 255;
/** As spreadsheet days: 1 January 10000; 1 January 1970 and 1904; and 29 February 1900, which never existed. */
const [endOfDays, unixEpochDay, epoch1904Day, noSuchDay] = [2_958_466, 25_569, 1_462, 60];
const daySeconds = 86_400;
const secondMs = 1_000;
/** From this size on, a number may be a phone number. */
const phoneMin = 1e7;
/** A fraction, more decimals than a spreadsheet's numbers have, or several percent signs. */
const unusual = /[0#?].*\/|\.[0#?]{16}|%.*%/;

/** Parts of a format that are shown literally, and colours and languages, which show nothing. */
const shownAlone =
  /"[^"]*"?|\\.|_.|\*.|\[(?:\$[^\]]*|black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+)\]/gisu;
/**
 * All other parts of a format that are supported here. `mmmmm`, the first letter of a month, is not: nobody could read
 * the month from it. Formats with conditions, exponents or fractions of a second show the whole number.
 */
const known = /^(?:general|am\/pm|a\/p|y+|m{1,4}(?!m)|d+|h+|s+|\[(?:h+|m+|s+)\]|[0#?.,%;@]|[^a-z[])*$/iu;
const partOfSecond = /s\.0/i;

/** The form of a number whose format is missing or not supported: all of its digits. */
export const plainNumber: CellFormat = numberText;

/** The same for a date: year, month and day, so that day and month cannot be confused. */
export const plainDate: CellFormat = (value, is1904) =>
  isDay(value) ? dateText(dateOf(value, is1904)) : numberText(value);

/** How a spreadsheet shows numbers by a format code, such as `d mmmm yyyy` or `#,##0.00`. */
export function cellFormat(code: string): CellFormat {
  const fallBack = looksLikeDate(code) ? plainDate : plainNumber;
  const signs = code.slice(0, formatCharactersMost).replace(shownAlone, '');
  if (code.length > formatCharactersMost || !known.test(signs) || /^(?:general|@)?$/i.test(code)) return fallBack;
  const pattern = code.replace(/a\/p/gi, 'A/P').replace(languageTag, inMainLanguage);
  if (!isValidFormat(pattern)) return fallBack;
  return isDateFormat(pattern) ? dateFormat(pattern, signs) : numberFormat(pattern, signs);
}

/** The language of month and day names by Microsoft's number: the low ten bits name it, the others its country. */
const languageTag = /(?<=\[\$[^\]-]*-)[0-9a-f]+(?=\])/gi;

/** The library knows the main country of a language better than the others. */
function inMainLanguage(id: string): string {
  return ((Number.parseInt(id, 16) & 0x3ff) | 0x400).toString(16);
}

function dateFormat(pattern: string, signs: string): CellFormat {
  if (partOfSecond.test(signs) || /[0#?%]/.test(signs)) return plainDate;
  const hasDay = /[yd]/i.test(signs);
  const isElapsed = signs.includes('[');
  return (value, is1904) => {
    // A time without a day has no date to show.
    if (!isDay(value) || (hasDay && value < 1)) return plainDate(value, is1904);
    const day = is1904 && !isElapsed ? value + epoch1904Day : value;
    const shown = format(pattern, Math.round(day * daySeconds) / daySeconds).trim();
    // A date of digits only could be taken for a phone number.
    return /^[\d\s]{6,}$/.test(shown) ? plainDate(value, is1904) : shown;
  };
}

function numberFormat(code: string, signs: string): CellFormat {
  if (unusual.test(signs) || isDateFormat(signs.replaceAll(';', ''))) return plainNumber;
  // Amounts are written as in English, whatever the language of their currency: another form is chosen by the reader.
  const pattern = code.replace(/\[\$([^\]-]*)-[^\]]*\]/g, (_, sign: string) => (sign === '' ? '' : `"${sign}"`));
  return (value) => {
    if (Math.abs(value) >= exactIntegerMax) return numberText(value);
    // Padding for a bracket or a digit stands between the sign and the number.
    const shown = format(pattern, value).trim().replace(/^-\s+/, '-');
    return hidesDigits(value, shown) ? numberText(value) : shown;
  };
}

function isDay(value: number): boolean {
  return value >= 0 && value < endOfDays;
}

/** Whether the shown text may pass for a phone number with other digits than the file's, apart from leading zeros. */
function hidesDigits(value: number, shown: string): boolean {
  if (Math.abs(value) < phoneMin) return false;
  const isLikePhone = /^[+\d\s().,/-]*$|\dE\+/.test(shown);
  const isSame = !/[.,]/.test(shown) && shown.replace(/\D/g, '').replace(/^0+/, '') === String(Math.abs(value));
  return isLikePhone && !isSame;
}

/** Whether the first part of a format has a year, a month, a day, an hour or a second outside of literal text. */
export function looksLikeDate(format: string): boolean {
  const [positive = ''] = format
    .slice(0, formatCharactersMost)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .split(';');
  const signs = positive.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/general/i.test(signs) && /[ymdhs]/i.test(signs);
}

/** All digits of a number, and never digits that look exact but are not. */
function numberText(value: number): string {
  if (Math.abs(value) >= exactIntegerMax) return value.toExponential().replace('e', 'E');
  return String(value);
}

/** A spreadsheet's day as a moment of the wall clock, to the second: its dates have no time zone. */
export function dateOf(day: number, is1904: boolean): Date {
  const since1900 = is1904 ? day + epoch1904Day : day < noSuchDay ? day + 1 : day;
  return new Date(Math.round((since1900 - unixEpochDay) * daySeconds) * secondMs);
}

/** Year, month and day, and the time where there is one; empty for an invalid date. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = date.toISOString().split('T');
  const minutes = time.slice(0, 5);
  if (date.getUTCFullYear() < 1901) return minutes; // A time without a day stands on the first day of the calendar.
  return minutes === '00:00' ? day : `${day} ${minutes}`;
}
