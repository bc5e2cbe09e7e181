import { plainWords } from './stop-words.ts';

/**
 * What the names of two people are compared by: their words in whichever order, however they are written. Empty where one
 * word is all that is known: many have that.
 */
export function nameKey(name: string): string {
  const words = plainWords(name).split(' ').sort();
  return words.length < 2 ? '' : words.join(' ');
}
