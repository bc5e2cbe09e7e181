import { type DateNames, dateFormatter, isOfDates } from './format-date.ts';
import { formatNumber } from './format-number.ts';
import { type FormatSection, formatCharactersMost, readFormat } from './format-tokens.ts';
import { dateOf, dateText, exactIntegerMax, numberText } from './stored-number.ts';

/** A number of a cell as text. */
export type CellFormat = (value: number, is1904: boolean) => string;

/** The day after the last one that a spreadsheet knows, 31 December 9999. */
const endOfDays = 2_958_466;
/** Digits from which on a number may be somebody's to call. */
const phoneMin = 1e7;

/** The form of a number whose format says nothing, or something that is not known here: all of its digits. */
export const plainNumber: CellFormat = numberText;

/** The same of a date: year, month and day, so that nobody takes the one for the other. */
export const plainDate: CellFormat = (value, is1904) =>
  isDay(value) ? dateText(dateOf(value, is1904)) : numberText(value);

/** How a spreadsheet shows numbers by one of its format codes, as in `d mmmm yyyy` or `#,##0.00`. */
export function cellFormat(code: string, names: DateNames): CellFormat {
  const fallBack = looksLikeDate(code) ? plainDate : plainNumber;
  const sections = readFormat(code);
  const [first] = sections ?? [];
  if (sections === null || first === undefined || isPlain(sections)) return fallBack;
  if (isOfDates(first)) return dateCellFormat(first, names);
  return (value) => {
    if (sections.some(isOfDates)) return plainNumber(value, false);
    const shown = numberBySections(value, sections);
    return shown === null || hidesDigits(value, shown) ? numberText(value) : shown;
  };
}

/** `General` and `@`. */
function isPlain(sections: readonly FormatSection[]): boolean {
  const [first] = sections;
  return sections.length === 1 && first?.tokens.length === 1 && first.tokens[0]?.kind === 'general';
}

function dateCellFormat(section: FormatSection, names: DateNames): CellFormat {
  const show = dateFormatter(section, names);
  if (show === null) return plainDate;
  const hasDay = section.tokens.some((token) => token.kind === 'date' && /^[yd]/.test(token.sign));
  return (value, is1904) => {
    // A time without a day has no date to show.
    if (!isDay(value) || (hasDay && value < 1)) return plainDate(value, is1904);
    const shown = show({ wall: dateOf(value, is1904), days: value });
    // Digits alone would be taken for a phone number.
    return /^[\d\s]{6,}$/.test(shown) ? plainDate(value, is1904) : shown;
  };
}

function isDay(value: number): boolean {
  return value >= 0 && value < endOfDays;
}

/** The sections are for numbers above zero, below it, zero and text; one takes the place of those that are missing. */
function numberBySections(value: number, sections: readonly FormatSection[]): string | null {
  const [positive, negative, zero] = sections;
  const hasOwn = value < 0 && sections.length > 1;
  const section = hasOwn ? negative : value === 0 && sections.length > 2 ? zero : positive;
  if (section === undefined) return null;
  const size = Math.abs(value);
  const shown = formatNumber(size, section.tokens, numberText(size));
  if (shown === null || value >= 0 || hasOwn) return shown;
  return /[1-9]/.test(shown) ? `-${shown}` : shown;
}

/**
 * Whether what is shown might be taken for a phone number and has not just the digits that the file stores. Zeros in
 * front may come to them: a spreadsheet shows them because somebody asked for them.
 */
function hidesDigits(value: number, shown: string): boolean {
  if (Math.abs(value) < phoneMin) return false;
  if (Math.abs(value) >= exactIntegerMax) return true;
  const isLikePhone = /^[+\d\s().,/-]*$/.test(shown);
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
