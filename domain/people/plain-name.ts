/**
 * A name, a title or a file name without the marks that nobody sees: a mark of direction turns about what stands beside
 * it, so that a program reads like a table, and a line break makes two lines of one.
 */
export function plainName(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
