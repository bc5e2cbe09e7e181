import { areCheckDigitNumbers } from '../phone/check-digits.ts';
import { parsePhone } from '../phone/phone.ts';
import { namesArea, namesOtherNumbers, namesSomebodyElse, phoneRank } from './header-words.ts';

/** A column of a file: its header, and the first of its cells that are not empty. */
export type Column = { readonly header: string; readonly filled: readonly string[] };

/** How much each column looks like phone numbers, by header, cells and how full it is; 0 where cells contradict. */
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
  const rank = phoneRank(header);
  // Of three numbers all pass some check once in a thousand times: against a header that says phone this proves nothing.
  const areIdsByChance = rank >= 2 && filled.length < cellsAgainstHeader;
  if (namesOtherNumbers(header) || namesArea(header) || (!areIdsByChance && areCheckDigitNumbers(filled))) return 0;
  const share = filled.length === 0 ? 0 : filled.filter(looksLikePhone).length / filled.length;
  if (rank >= 2) return share > 0 || filled.length === 0 ? rank + share : 0;
  // The header is "Number" or says nothing: the cells must show it, in a way that other numbers do not.
  if (share < 0.5) return rank === 1 && filled.length === 0 ? 1 : 0;
  return areIds(filled) ? share / 10 : share + rank / 2;
}

const cellsAgainstHeader = 12;

/** A further phone column needs a header that says so, or nearly all cells written as only phone numbers are. */
export function isFurther({ header, filled }: Column, score: number, people: number): boolean {
  if (score === 0 || namesSomebodyElse(header) || areOfFew(filled, people)) return false;
  if (phoneRank(header) >= 2) return true;
  return filled.length > 0 && filled.filter(isWrittenAsPhone).length >= filled.length * 0.8;
}

/** The fewest people that the rows can stand for: the most different numbers in a column whose header names phones. */
export function peopleIn(columns: readonly Column[], scores: readonly number[]): number {
  return Math.max(
    ...columns.map(({ header, filled }, index) =>
      phoneRank(header) >= 2 && scores[index] !== 0 && !namesSomebodyElse(header) ? new Set(filled).size : 0,
    ),
  );
}

/**
 * If many people have the same few numbers again and again, these are numbers of accounts or offices. A person with
 * many appointments has many rows with a number of their own, and second numbers are known of few people.
 */
function areOfFew(filled: readonly string[], people: number): boolean {
  return filled.length > 0 && new Set(filled).size * 4 <= Math.min(people, filled.length);
}

/** With a leading plus or zero, or in groups, which is rare for ids. */
function isWrittenAsPhone(cell: string): boolean {
  return looksLikePhone(cell) && (/^\s*(?:\+|00?[1-9]|\()/.test(cell) || /\d{2}[ )-].*\d{4}$/.test(cell));
}

/** Bare digits that rise from row to row, as programs number their records. */
function areIds(filled: readonly string[]): boolean {
  if (filled.length < 3 || !filled.every((cell) => /^[1-9]\d*$/.test(cell))) return false;
  const numbers = filled.map(Number);
  return numbers.every((number, place) => place === 0 || number > (numbers[place - 1] ?? 0));
}

/** Roughly the form of a phone number of any country: enough to tell columns and headers apart, not to send to. */
export function looksLikePhone(cell: string): boolean {
  if (/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?: |T|$)/.test(cell)) return false; // A date.
  // An amount such as "1.236,56" or "R$ 1.236,56".
  if (/^\D{0,4}-?(?:\d{1,3}(?:[.,]\d{3})+|\d{1,7})[.,]\d{2}(?:\s?\D{1,4})?$/.test(cell)) return false;
  const reading = parsePhone(cell, 'GB');
  if (reading.ok) return true;
  const isDoubtful = ['empty', 'not_a_number', 'too_short'].includes(reading.problem);
  return !isDoubtful || /^\+?(?:\d[\s().-]*){8,}$/.test(cell);
}
