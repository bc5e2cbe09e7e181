import { foldText } from '../messages/fold.ts';
import { namesFirstNames, namesLastNames } from './header-words.ts';

type NamedColumn = { readonly index: number; readonly header: string };

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

/** These parts of a name as one, without those that another one has already. */
export function joinedName(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? '';
  const words = parts.map((part) => ` ${foldText(part.trim())} `);
  const isSaid = (own: string, at: number) =>
    words.some((other, place) => place !== at && other.includes(own) && (other !== own || place < at));
  return parts.filter((part, at) => part.trim() !== '' && !isSaid(words[at] ?? '', at)).join(' ');
}
