import { plainWords } from './stop-words.ts';

/** The form in which people's names are compared: words in any order and spelling. Empty for a single word. */
export function nameKey(name: string): string {
  const words = plainWords(name).split(' ').sort();
  return words.length < 2 ? '' : words.join(' ');
}
