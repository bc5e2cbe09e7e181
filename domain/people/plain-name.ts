import { limits } from '../limits.ts';

/**
 * A name, title or file name without invisible characters. A direction mark reverses the text beside it, so that a
 * program could look like a table, and a line break splits the name in two.
 */
export function plainName(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** The beginning of a name, so that `characters` more fit into the longest name. No emoji is cut in half. */
export function nameWithRoom(name: string, characters: number): string {
  const end = limits.nameCharacters - characters;
  return name
    .slice(0, end)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
