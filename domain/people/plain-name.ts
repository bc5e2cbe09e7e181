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
