import { plainCharacters } from '../phone/phone.ts';
import { looksLikePhone } from './phone-column.ts';

/** A line with fewer numbers is a row of a table. */
const leastNumbers = 3;
/** More lines of the same width are a table without a header. */
const mostLines = 3;

/** The people in a pasted line, as a group chat gives them: numbers and names in turn. Null for any other text. */
export function peopleInLines(text: string): readonly string[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0 || lines.length > mostLines) return null;
  const people = lines.map(itemsOf);
  if (!people.every((items) => isOfNumbers(items)) || isTable(people)) return null;
  // Numbers come first, because a name above them would be taken for a column header.
  return people.flat().toSorted((one, other) => Number(isNumber(other)) - Number(isNumber(one)));
}

/** Whether the lines are a table of people with several numbers each: a name in the same place and as many numbers. */
function isTable(lines: readonly (readonly string[])[]): boolean {
  const forms = new Set(lines.map((items) => items.map(isNumber).join()));
  return lines.length > 1 && forms.size === 1 && [...forms].some((form) => form.includes('false'));
}

function itemsOf(line: string): string[] {
  const items = line
    .split(/[,;|\t،؛]|:::/)
    // Numbers separated only by spaces each begin with a plus.
    .flatMap((item) => plainCharacters(item).split(/\s+(?=\+\d)/))
    .map((item) => item.replace(/^["'\s]+|["'\s]+$/g, ''));
  return items.filter((item) => item !== '');
}

function isNumber(item: string): boolean {
  return looksLikePhone(item) && /\d[\d\s().-]{6,}\d/.test(item);
}

/** Whether the items are numbers with names among them: more numbers than anything else. */
function isOfNumbers(items: readonly string[]): boolean {
  const numbers = items.filter(isNumber);
  return numbers.length >= leastNumbers && numbers.length * 2 > items.length;
}
