import { foldText } from '../messages/fold.ts';
import { namesFirstNames, namesLastNames } from './header-words.ts';

type NamedColumn = { readonly index: number; readonly header: string };

/** The first of them does not begin small. */
const severalWords = /^\P{Ll}\S*\s+\S/u;

/**
 * The columns that together name a person, in the order in which they are read: many lists have first and last names
 * apart, and whoever looks for somebody knows the last. `name`: the column of the names, which fills placeholders alone.
 */
export function nameColumns(name: number | null, columns: readonly NamedColumn[]): readonly number[] {
  if (name === null) return [];
  const others = columns.filter(({ index }) => index !== name);
  const first = others.find(({ header }) => namesFirstNames(header));
  const last = others.find(({ header }) => namesLastNames(header));
  return [first?.index, name, last?.index].flatMap((index) => index ?? []);
}

/**
 * Whether the column holds whole names or last ones, which its header leaves open: under "Name" stands "Oluwaseun
 * Adeyemi" beside the "Seun" of a greeting, and also "Krüger" beside "Uwe".
 */
export function mayHoldWholeNames(header: string): boolean {
  return !namesFirstNames(header) && !namesLastNames(header);
}

/**
 * These parts of a name as one, without those that another one has already. `open`: the part that may be whole, which
 * it is with several words, unless it begins like "von der Heide".
 */
export function joinedName(parts: readonly string[], open?: string): string {
  if (open !== undefined && severalWords.test(open.trim())) return open;
  if (parts.length < 2) return parts[0] ?? '';
  const words = parts.map((part) => ` ${foldText(part.trim())} `);
  const isSaid = (own: string, at: number) =>
    words.some((other, place) => place !== at && other.includes(own) && (other !== own || place < at));
  return parts.filter((part, at) => part.trim() !== '' && !isSaid(words[at] ?? '', at)).join(' ');
}
