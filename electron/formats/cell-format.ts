import { format, isDateFormat, isValidFormat } from 'numfmt';

/** A number of a cell as text. */
export type CellFormat = (value: number, is1904: boolean) => string;

/** Beyond this, a number in a spreadsheet has lost digits: it keeps 15, and shows the rest as zeros. */
const exactIntegerMax = 1e15;
/** What a spreadsheet takes at most; a longer one was made to do harm. */
export const formatCharactersMost = 255;
/** As spreadsheets count days: past 31 December 9999; 1 January 1970 and 1904; the 29 February 1900 that never was. */
const [endOfDays, unixEpochDay, epoch1904Day, noSuchDay] = [2_958_466, 25_569, 1_462, 60];
const daySeconds = 86_400;
const secondMs = 1_000;
/** Digits from which on a number may be somebody's to call. */
const phoneMin = 1e7;
/** A fraction, more decimals than a spreadsheet's numbers have, or parts of parts. */
const unusual = /[0#?].*\/|\.[0#?]{16}|%.*%/;

/** Parts of a format that are shown as they stand, and a colour or a language, which show nothing. */
const shownAlone =
  /"[^"]*"?|\\.|_.|\*.|\[(?:\$[^\]]*|black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+)\]/gisu;
/**
 * All else that is known here. Of five `m`, which are a month's first letter, nobody can tell it; conditions, exponents and
 * parts of a second are shown in full.
 */
const known = /^(?:general|am\/pm|a\/p|y+|m{1,4}(?!m)|d+|h+|s+|\[(?:h+|m+|s+)\]|[0#?.,%;@]|[^a-z[])*$/iu;
const partOfSecond = /s\.0/i;

/** The form of a number whose format says nothing, or something that is not known here: all of its digits. */
export const plainNumber: CellFormat = numberText;

/** The same of a date: year, month and day, so that nobody takes the one for the other. */
export const plainDate: CellFormat = (value, is1904) =>
  isDay(value) ? dateText(dateOf(value, is1904)) : numberText(value);

/** How a spreadsheet shows numbers by one of its format codes, as in `d mmmm yyyy` or `#,##0.00`. */
export function cellFormat(code: string): CellFormat {
  const fallBack = looksLikeDate(code) ? plainDate : plainNumber;
  const signs = code.slice(0, formatCharactersMost).replace(shownAlone, '');
  if (code.length > formatCharactersMost || !known.test(signs) || /^(?:general|@)?$/i.test(code)) return fallBack;
  const pattern = code.replace(/a\/p/gi, 'A/P').replace(languageTag, inMainLanguage);
  if (!isValidFormat(pattern)) return fallBack;
  return isDateFormat(pattern) ? dateFormat(pattern, signs) : numberFormat(pattern, signs);
}

/** Which language names months and days, by Microsoft's number: its low ten bits are the language, the others a country. */
const languageTag = /(?<=\[\$[^\]-]*-)[0-9a-f]+(?=\])/gi;

/** The library knows the first country of a language better than the others. */
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
    // Digits alone would be taken for a phone number.
    return /^[\d\s]{6,}$/.test(shown) ? plainDate(value, is1904) : shown;
  };
}

function numberFormat(code: string, signs: string): CellFormat {
  if (unusual.test(signs) || isDateFormat(signs.replaceAll(';', ''))) return plainNumber;
  // Amounts are written as in English, whatever language their currency names: another form is the reader's to give them.
  const pattern = code.replace(/\[\$([^\]-]*)-[^\]]*\]/g, (_, sign: string) => (sign === '' ? '' : `"${sign}"`));
  return (value) => {
    if (Math.abs(value) >= exactIntegerMax) return numberText(value);
    // What keeps room for a bracket or a digit stands between the sign and the number.
    const shown = format(pattern, value).trim().replace(/^-\s+/, '-');
    return hidesDigits(value, shown) ? numberText(value) : shown;
  };
}

function isDay(value: number): boolean {
  return value >= 0 && value < endOfDays;
}

/** Whether what is shown may be taken for a phone number, with other digits than the file's but zeros in front. */
function hidesDigits(value: number, shown: string): boolean {
  if (Math.abs(value) < phoneMin) return false;
  const isLikePhone = /^[+\d\s().,/-]*$|\dE\+/.test(shown);
  const isSame = !/[.,]/.test(shown) && shown.replace(/\D/g, '').replace(/^0+/, '') === String(Math.abs(value));
  return isLikePhone && !isSame;
}

/** Whether the first part of a format has a year, a month, a day, an hour or a second outside of what is only shown. */
export function looksLikeDate(format: string): boolean {
  const [positive = ''] = format
    .slice(0, formatCharactersMost)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .split(';');
  const signs = positive.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/general/i.test(signs) && /[ymdhs]/i.test(signs);
}

/** All digits of a number, and never some that look exact when they are not. */
function numberText(value: number): string {
  if (Math.abs(value) >= exactIntegerMax) return value.toExponential().replace('e', 'E');
  return String(value);
}

/** A day of a spreadsheet as what the clock on the wall says, to the second: its dates have no time zone. */
export function dateOf(day: number, is1904: boolean): Date {
  const since1900 = is1904 ? day + epoch1904Day : day < noSuchDay ? day + 1 : day;
  return new Date(Math.round((since1900 - unixEpochDay) * daySeconds) * secondMs);
}

/** Year, month and day, and the time where there is one; empty where the date is none. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = date.toISOString().split('T');
  const minutes = time.slice(0, 5);
  if (date.getUTCFullYear() < 1901) return minutes; // A time without a day stands on the first day of the calendar.
  return minutes === '00:00' ? day : `${day} ${minutes}`;
}
