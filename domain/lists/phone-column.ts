import { areCheckDigitNumbers } from '../phone/check-digits.ts';
import { parsePhone } from '../phone/phone.ts';
import { namesArea, namesOtherNumbers, namesSomebodyElse, phoneRank } from './header-words.ts';

/** A column of a file: its header, and those of its first cells in which something stands. */
export type Column = { readonly header: string; readonly filled: readonly string[] };

/** How much each column looks like phone numbers, by header, cells and filling; 0 where a cell denies it. */
export function phoneScores(columns: readonly Column[]): number[] {
  const scores = columns.map(phoneScore);
  const fullest = Math.max(...columns.map(({ filled }, index) => ((scores[index] ?? 0) > 1 ? filled.length : 0)));
  const people = peopleIn(columns, scores);
  return scores.map((score, index) => {
    const { header, filled } = columns[index] ?? { header: '', filled: [] };
    const isHardlyFilled = filled.length * 2 < fullest;
    if (score === 0) return 0;
    const isElses = namesSomebodyElse(header) || areOfFew(filled, people);
    return (score + 1) / ((isElses ? 100 : 1) * (isHardlyFilled ? 10 : 1));
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
export function isFurther({ header, filled }: Column, score: number, people: number): boolean {
  if (score === 0 || namesSomebodyElse(header) || areOfFew(filled, people)) return false;
  if (phoneRank(header) >= 2) return true;
  return filled.length > 0 && filled.filter(isWrittenAsPhone).length >= filled.length * 0.8;
}

/** How many people the rows are of at least: the most different numbers in one of the columns whose header says so. */
export function peopleIn(columns: readonly Column[], scores: readonly number[]): number {
  return Math.max(
    ...columns.map(({ header, filled }, index) =>
      phoneRank(header) >= 2 && scores[index] !== 0 && !namesSomebodyElse(header) ? new Set(filled).size : 0,
    ),
  );
}

/**
 * Where many people have the same few numbers again and again, they are those of accounts or offices. Somebody with many
 * appointments stands in many rows with their own, and of few people a second number is known.
 */
function areOfFew(filled: readonly string[], people: number): boolean {
  return filled.length > 0 && new Set(filled).size * 4 <= Math.min(people, filled.length);
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
