/** A piece of one section of a number format, as a spreadsheet knows them. */
export type FormatToken =
  | { readonly kind: 'literal'; readonly text: string }
  /** `0`, `#` or `?`: the place of a digit. */
  | { readonly kind: 'digit'; readonly sign: string }
  | { readonly kind: 'point' | 'comma' | 'percent' | 'general' }
  /** `yyyy`, `m`, `AM/PM` and so on, in small letters. */
  | { readonly kind: 'date'; readonly sign: string }
  /** `[h]`: hours, minutes or seconds that go on counting behind the full day, hour or minute. */
  | { readonly kind: 'elapsed'; readonly unit: string; readonly width: number };

export type FormatSection = {
  readonly tokens: readonly FormatToken[];
  /** The language that the format names, as in `[$-409]`: its number at Microsoft. Null where it names none. */
  readonly languageId: number | null;
};

/** What a spreadsheet takes at most; a longer one was made to do harm. */
export const formatCharactersMost = 255;
/** One piece. None can match the same characters in two ways, so a format is read in one go. */
const piece =
  /"([^"]*)"?|\\(.)|[_*](.)|\[([^\]]*)\]|(general)|(am\/pm|a\/p|y+|m+|d+|h+|s+)|([0#?])|([.,%;])|([a-z@])|(.)/gisuy;
const colours = /^(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+)$/i;

/** The sections of a format, at most four; null where it has anything that is not known here. */
export function readFormat(code: string): readonly FormatSection[] | null {
  if (code.length > formatCharactersMost) return null;
  const sections: { tokens: FormatToken[]; languageId: number | null }[] = [{ tokens: [], languageId: null }];
  for (const match of code.matchAll(piece)) {
    const section = sections.at(-1);
    if (match[8] === ';') sections.push({ tokens: [], languageId: null });
    else if (section === undefined || !addPiece(section, match)) return null;
  }
  return sections;
}

/** Returns false where the piece is not known. */
function addPiece(section: { tokens: FormatToken[]; languageId: number | null }, match: RegExpExecArray): boolean {
  const [, quoted, escaped, padded, bracketed, general, date, digit, mark, letter, other] = match;
  const literal = quoted ?? escaped ?? other;
  if (literal !== undefined) section.tokens.push({ kind: 'literal', text: literal });
  else if (padded !== undefined) section.tokens.push({ kind: 'literal', text: match[0].startsWith('_') ? ' ' : '' });
  else if (bracketed !== undefined) return addBrackets(section, bracketed);
  else if (general !== undefined) section.tokens.push({ kind: 'general' });
  else if (date !== undefined) section.tokens.push({ kind: 'date', sign: date.toLowerCase() });
  else if (digit !== undefined) section.tokens.push({ kind: 'digit', sign: digit });
  else if (mark !== undefined)
    section.tokens.push({ kind: mark === '.' ? 'point' : mark === ',' ? 'comma' : 'percent' });
  // The text section is for cells that are no numbers. Any other letter means something that is not known here.
  else if (letter === '@') section.tokens.push({ kind: 'general' });
  else return false;
  return true;
}

/** `[Red]`, `[h]`, `[$€-407]`; conditions are not known. */
function addBrackets(section: { tokens: FormatToken[]; languageId: number | null }, inside: string): boolean {
  if (colours.test(inside)) return true;
  const unit = /^(?:h+|m+|s+)$/i.test(inside) ? inside.charAt(0).toLowerCase() : null;
  if (unit !== null) {
    section.tokens.push({ kind: 'elapsed', unit, width: inside.length });
    return true;
  }
  const currency = /^\$([^-]*)(?:-([0-9a-f]{1,8}))?/i.exec(inside);
  if (currency === null) return false;
  const [, sign = '', language] = currency;
  if (sign !== '') section.tokens.push({ kind: 'literal', text: sign });
  if (language !== undefined) section.languageId = Number.parseInt(language, 16) & 0xffff;
  return true;
}
