import type { SearchTerms } from './fold.ts';

/** Search pieces are up to three consecutive letters of a word of a name, and three digits of a number. */
const gramLetters = 3;
/** Distinguishes the digits of a number from those in a name. No word of a name has a space. */
const digitsMark = ' ';

/** Every search piece of a person. `folded` is the name in the form of `foldText`, `phone` the number in E.164. */
export function gramsOfPerson(folded: string, phone: string): Set<string> {
  const grams = new Set<string>();
  for (const word of folded.split(/\s+/)) {
    const letters = lettersOf(word);
    for (let start = 0; start < letters.length; start += 1)
      for (let end = start + 1; end <= Math.min(start + gramLetters, letters.length); end += 1)
        grams.add(joined(letters.slice(start, end)));
  }
  for (const gram of wholeGrams(phone.slice(1))) grams.add(digitsMark + gram);
  return grams;
}

/** Pieces that everybody whom a search finds must have; none where the search is too short to have any. */
export function gramsOfSearch(search: SearchTerms): string[] {
  if (search.kind === 'digits') return coveringGrams(search.digits).map((gram) => digitsMark + gram);
  const isShort = (word: string) => lettersOf(word).length < gramLetters;
  return [...new Set(search.words.flatMap((word) => (isShort(word) ? [word] : coveringGrams(word))))];
}

/** Adjacent pieces and the last. They cover every letter with a third of all pieces, each looked up in each list. */
function coveringGrams(text: string): string[] {
  return wholeGrams(text).filter((_, at, all) => at % gramLetters === 0 || at === all.length - 1);
}

function wholeGrams(text: string): string[] {
  const letters = lettersOf(text);
  return Array.from({ length: Math.max(0, letters.length - gramLetters + 1) }, (_, at) =>
    joined(letters.slice(at, at + gramLetters)),
  );
}

/**
 * A string is its own list of letters, unless one of them is a surrogate pair: half a pair is no letter, and SQLite
 * would store another.
 */
function lettersOf(word: string): string | string[] {
  return /[\ud800-\udfff]/.test(word) ? [...word] : word;
}

function joined(letters: string | string[]): string {
  return typeof letters === 'string' ? letters : letters.join('');
}
