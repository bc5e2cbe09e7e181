/** Spreadsheets run a cell that begins with one of these as a formula; Chinese and Japanese wide forms count too. */
const sign = String.raw`[=+\-@＝＋－＠]`;
/** Invisible characters before a sign: spreadsheets drop some of them first. Tab and line ends are separators. */
const unseen = String.raw`(?:(?![\t\r\n])[\s\p{Cf}\p{Cc}])*`;
/** A cell that begins with `'` itself is guarded too, so that removing the guard gives back exactly the original. */
const atStart = String.raw`(?:[\t\r\n']|${unseen}${sign})`;
/**
 * A spreadsheet that expects another separator begins a cell in the middle of ours, whatever surrounds it, and removes
 * quotation marks at its beginning.
 */
const separator = String.raw`([,;\t|\r\n]"*)`;

const hasSeparator = /[,;\t|\r\n]/;
const isAtStart = new RegExp(`^${atStart}`, 'u');
const isGuarded = new RegExp(`^'${atStart}`, 'u');
const inside = new RegExp(`${separator}(?='|${unseen}${sign})`, 'gu');
const guardedInside = new RegExp(`${separator}'(?='|${unseen}${sign})`, 'gu');

/** Puts a `'` before everything that a spreadsheet would run as a formula, as OWASP advises. */
export function withFormulaGuard(words: string): string {
  const text = words.replace(inside, "$1'");
  return isAtStart.test(words) ? `'${text}` : text;
}

/** Removes each `'` that `withFormulaGuard` has added. */
export function withoutFormulaGuard(cell: string): string {
  if (!cell.includes("'")) return cell;
  const text = hasSeparator.test(cell) ? cell.replace(guardedInside, '$1') : cell;
  return isGuarded.test(text) ? text.slice(1) : text;
}
