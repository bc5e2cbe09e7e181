import { latinDigits } from '../typed-number.ts';

/** Letters that Unicode does not decompose into a plain letter and a mark, with the letter that people type instead. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ð: 'd',
  ı: 'i',
  ى: 'ي',
  ة: 'ه',
  // The same letters as keyboards of neighbouring languages write them.
  ٱ: 'ا',
  ک: 'ك',
  ی: 'ي',
};
const plainLetterSigns = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');

/** The text without accents, marks and capitals, for finding and sorting names: "José" and "JOSE" become the same. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  // Most names are plain already, and a list may have 100,000.
  if (/^[\x20-\x7e]*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replaceAll(plainLetterSigns, (letter) => plainLetters[letter] ?? letter);
}

/** What a search asks for: digits of a number, or words that must all be in the name. */
export type SearchTerms =
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'words'; readonly words: readonly string[] };

/** Fewer digits than this are not taken for a part of a number. */
const leastDigits = 3;

/** Reads a search as people type it. Null when it is empty. */
export function readSearch(search: string): SearchTerms | null {
  const folded = foldText(latinDigits(search)).trim();
  if (folded === '') return null;
  // As business cards write it: "+44 (0)20". Like other leading zeros it is dialled, but not stored with the number.
  const digits = folded.replace('(0)', '').replaceAll(/[^0-9]/g, '');
  if (digits.length >= leastDigits && /^[+\d\s()./-]+$/.test(folded))
    return { kind: 'digits', digits: digits.replace(/^0+(?=.)/, '') };
  return { kind: 'words', words: folded.split(/\s+/) };
}

/** Returns a test for whether a search matches somebody, by their number or by words in any of the texts. */
export function searchTest(search: string): (phone: string, ...texts: readonly string[]) => boolean {
  const terms = readSearch(search);
  if (terms === null) return () => true;
  const written = foldText(search.trim());
  return (phone, ...texts) => {
    const all = foldText([phone, ...texts].join('\n'));
    if (terms.kind === 'digits') return phone.includes(terms.digits) || all.includes(written);
    return terms.words.every((word) => all.includes(word));
  };
}
