import { foldText } from '../messages/fold.ts';
import { cleanValue } from '../template/template.ts';

/** What people write to say that there is nothing, in the form of `foldText`. */
const wordsForNothing: ReadonlySet<string> = new Set([
  ...['n/a', 'n.a.', 'n.a', '#n/a', 'none', 'unknown', 'not known', 'tbc', 'tbd', 'xx', 'xxx'],
  ...['no name', 'sin nombre', 'sem nome', 'kein name', 'بدون اسم', 'بلا اسم'],
  ...['n/d', 's/d', 's/n', 'desconocido', 'desconhecido', 'ninguno', 'nenhum', 'غير معروف', 'لا يوجد', 'مجهول'],
]);
/** What programs write for nothing. In other upper or lower case these can be people's names. */
const programsNothing: ReadonlySet<string> = new Set(['NA', 'NULL', 'null', 'NIL', 'nil', 'NaN', 'undefined']);
/** What a failed formula leaves in a cell. */
const failedFormula = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)$/i;
/** UTF-8 letters decoded with an old code page: "MarÃ­a". In no word do these two characters stand side by side. */
const wrongCodePage =
  /[ÃÂÄÅØÙÐÑ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]/u;

/** A question mark inside a word, where a code page lacked the letter. */
const lostLetter = /\p{L}\?\p{L}|\p{L}\?\?|^\?+\p{L}/u;
/** Web addresses, which have question marks of their own. */
const address = /(?:[a-z][a-z\d+.-]*:\/\/|www\.|(?:[a-z\d-]+\.)+[a-z]{2,}\/)\S*/gi;

type BlankReason = 'nothing_meant' | 'letters_lost';

/** Why a filled cell has no value: it says that there is none, or a code page destroyed its letters. Otherwise null. */
export function blankReason(cell: string): BlankReason | null {
  return reasonOf(cleanValue(cell), cell);
}

function reasonOf(value: string, cell: string): BlankReason | null {
  if (value === '') return null;
  if (!/[\p{L}\p{N}\p{Emoji_Presentation}\u2600-\u27bf]/u.test(value))
    return value.includes('\ufffd') ? 'letters_lost' : 'nothing_meant';
  if (wordsForNothing.has(foldText(value)) || programsNothing.has(value) || failedFormula.test(value))
    return 'nothing_meant';
  if (value.includes('\ufffd') || (value.includes('?') && lostLetter.test(value.replace(address, ''))))
    return 'letters_lost';
  // Some of these characters are invisible, and no longer in the clean value.
  return wrongCodePage.test(cell) ? 'letters_lost' : null;
}

/** A cell as a message uses it: empty where it says nothing that a person could read. */
export function valueOfCell(cell: string): string {
  const value = cleanValue(cell);
  return reasonOf(value, cell) === null ? value : '';
}
