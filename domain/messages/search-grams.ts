import type { SearchTerms } from './fold.ts';

/** Up to three letters of a name that stand side by side in one word of it, and three digits of a number. */
const gramLetters = 3;
/** Keeps the digits of a number apart from those in a name. No word of a name has a space in it. */
const digitsMark = ' ';

/** Every piece by which a person is found. `folded` is the name as `foldText` gives it, `phone` the number in E.164. */
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

/** Pieces that all belong to whoever a search finds; none where it is too short to have any. */
export function gramsOfSearch(search: SearchTerms): string[] {
  if (search.kind === 'digits') return coveringGrams(search.digits).map((gram) => digitsMark + gram);
  const isShort = (word: string) => lettersOf(word).length < gramLetters;
  return [...new Set(search.words.flatMap((word) => (isShort(word) ? [word] : coveringGrams(word))))];
}

/** Side by side and the last one: they have every letter, and are a third of all, each of which is looked up in each list. */
function coveringGrams(text: string): string[] {
  return wholeGrams(text).filter((_, at, all) => at % gramLetters === 0 || at === all.length - 1);
}

function wholeGrams(text: string): string[] {
  const letters = lettersOf(text);
  return Array.from({ length: Math.max(0, letters.length - gramLetters + 1) }, (_, at) =>
    joined(letters.slice(at, at + gramLetters)),
  );
}

/** A text is its own letters, unless one of them takes two places: half of one is none, and SQLite would keep it as another. */
function lettersOf(word: string): string | string[] {
  return /[\ud800-\udfff]/.test(word) ? [...word] : word;
}

function joined(letters: string | string[]): string {
  return typeof letters === 'string' ? letters : letters.join('');
}
