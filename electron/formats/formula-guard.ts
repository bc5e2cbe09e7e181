/** Spreadsheets run a cell that begins with one of these as a formula; also the wide ones of Chinese and Japanese. */
const sign = String.raw`[=+\-@＝＋－＠]`;
/** What nobody sees before it: spreadsheets drop some of it, and look then. Tab and line ends are separators. */
const unseen = String.raw`(?:(?![\t\r\n])[\s\p{Cf}\p{Cc}])*`;
/** A `'` of its own is guarded too, so that the guard alone comes off again. */
const atStart = String.raw`(?:[\t\r\n']|${unseen}${sign})`;
/**
 * A spreadsheet that expects another separator begins a cell in the middle of ours, whatever stands around it, and takes
 * quotation marks at its beginning away.
 */
const separator = String.raw`([,;\t|\r\n]"*)`;

const hasSeparator = /[,;\t|\r\n]/;
const isAtStart = new RegExp(`^${atStart}`, 'u');
const isGuarded = new RegExp(`^'${atStart}`, 'u');
const inside = new RegExp(`${separator}(?='|${unseen}${sign})`, 'gu');
const guardedInside = new RegExp(`${separator}'(?='|${unseen}${sign})`, 'gu');

/** Puts a `'` before whatever a spreadsheet would run as a formula, as OWASP advises. */
export function withFormulaGuard(words: string): string {
  const text = words.replace(inside, "$1'");
  return isAtStart.test(words) ? `'${text}` : text;
}

/** Takes off each `'` that `withFormulaGuard` has put there. */
export function withoutFormulaGuard(cell: string): string {
  if (!cell.includes("'")) return cell;
  const text = hasSeparator.test(cell) ? cell.replace(guardedInside, '$1') : cell;
  return isGuarded.test(text) ? text.slice(1) : text;
}
