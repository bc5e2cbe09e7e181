import { foldText } from '../messages/fold.ts';
import { namesFirstNames, namesLastNames } from './header-words.ts';

type NamedColumn = { readonly index: number; readonly header: string };

/** The first of them does not begin small, as "von der Heide" does. */
const severalWords = /^\P{Ll}\S*\s+\S/u;

/**
 * Reads whom a row names. Many lists have first and last names apart, and whoever looks for somebody knows the last.
 * `name`: the column of the names, which fills placeholders alone. Under "Name" may stand the whole "Oluwaseun Adeyemi"
 * beside the "Seun" of a greeting, and also "Krüger" beside "Uwe": there several words are a whole name.
 */
export function rowNames(
  name: number | null,
  columns: readonly NamedColumn[],
): (valueAt: (index: number) => string) => string {
  if (name === null) return () => '';
  const others = columns.filter(({ index }) => index !== name);
  const first = others.find(({ header }) => namesFirstNames(header));
  const last = others.find(({ header }) => namesLastNames(header));
  const parts = [first?.index, name, last?.index].flatMap((index) => index ?? []);
  const own = columns.find(({ index }) => index === name)?.header ?? '';
  const mayBeWhole = !namesFirstNames(own) && !namesLastNames(own);
  return (valueAt) => {
    const named = valueAt(name);
    return mayBeWhole && severalWords.test(named.trim()) ? named : joined(parts.map(valueAt));
  };
}

/** Parts of a name as one, without those that another one has already. */
function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? '';
  const words = parts.map((part) => ` ${foldText(part.trim())} `);
  const isSaid = (own: string, at: number) =>
    words.some((other, place) => place !== at && other.includes(own) && (other !== own || place < at));
  return parts.filter((part, at) => part.trim() !== '' && !isSaid(words[at] ?? '', at)).join(' ');
}
