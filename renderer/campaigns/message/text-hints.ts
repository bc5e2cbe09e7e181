import type { CampaignCheck } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { fillablePlaceholders, isFillable } from '../../../domain/template/placeholder-names.ts';
import { parseTemplate, placeholderKey, placeholderNames } from '../../../domain/template/template.ts';
import { brokenLinks, findLinks } from '../../ui/links.ts';

/** A hint about the text for its writer. `change`: the corrected text, where the correction is certain. */
export type TextHint =
  | { readonly code: 'too_long'; readonly characters: number; readonly most: number; readonly person: number | null }
  | { readonly code: 'unclosed' | 'folded' | 'links' }
  | { readonly code: 'broken_link' | 'marks_around_blank' | 'marks_across_lines'; readonly what: string }
  | {
      readonly code: 'unknown_column' | 'unfilled';
      readonly what: string;
      readonly column: string | null;
      readonly change: string | null;
    }
  | { readonly code: 'marks_inside' | 'double_marks'; readonly what: string; readonly change: string }
  | { readonly code: 'outer_space'; readonly change: string };

type Given = {
  readonly text: string;
  /** The placeholders of the list; null while there is no list. */
  readonly columns: readonly string[] | null;
  /** What the file calls the column of names, whose placeholder is the first of these. */
  readonly nameHeader?: string | undefined;
  readonly isCaption: boolean;
  readonly longest: CampaignCheck['longest'];
};

/** The hints for a text, the most pressing first. A text without flaws has none. */
export function textHints(given: Given): readonly TextHint[] {
  const { text } = given;
  if (text === '') return [];
  return [
    ...lengthHint(given),
    ...unclosedHint(text),
    ...unknownColumns(given),
    ...unfilled(given),
    ...brokenLinks(text).map((what) => ({ code: 'broken_link' as const, what })),
    ...markHints(text),
    ...outerSpace(text),
    ...lesserHints(given),
  ];
}

function lengthHint({ text, isCaption, longest }: Given): TextHint[] {
  const most = isCaption ? limits.captionCharacters : limits.templateCharacters;
  if (longest !== null && longest.characters > most)
    return [{ code: 'too_long', characters: longest.characters, most, person: longest.index }];
  return text.length > most ? [{ code: 'too_long', characters: text.length, most, person: null }] : [];
}

/** `{{` or `}}` that belongs to no placeholder. */
function unclosedHint(text: string): TextHint[] {
  const rest = text.replace(/\{\{[^{}]*\}\}/g, '');
  return /\{\{|\}\}/.test(rest) ? [{ code: 'unclosed' }] : [];
}

function unknownColumns({ text, columns, nameHeader = '' }: Given): TextHint[] {
  if (columns === null) return [];
  const known = fillablePlaceholders(columns.map(placeholderKey));
  return placeholderNames(parseTemplate(text)).flatMap((name): TextHint[] => {
    if (isFillable(known, placeholderKey(name)) || marksIn(name) !== null) return [];
    const isNames = placeholderKey(name) === placeholderKey(nameHeader);
    const column = isNames ? (columns[0] ?? null) : closest(name, columns);
    return [{ code: 'unknown_column', what: name, column, change: column && renamed(text, name, column) }];
  });
}

function renamed(text: string, name: string, column: string): string {
  return text.replace(/\{\{([^{}|]*)(\|[^{}]*)?\}\}/g, (whole, found: string, fallback = '') =>
    placeholderKey(found) === placeholderKey(name) ? `{{${column}${fallback}}}` : whole,
  );
}

/** `{name}`, `[name]`, `<name>`, `%name%`: placeholders of other programs, and how people mark a gap to fill in. */
function unfilled({ text, columns }: Given): TextHint[] {
  const bracketed = /(?<!\{)\{([\p{L}_][^{}\n]{0,40})\}(?!\})|\[([\p{L}_][^[\]\n]{0,40})\](?!\()/gu;
  const others = /<([\p{L}_][\p{L}\d_ -]{0,40})>|%([\p{L}_][\p{L}\d_]{0,40})%/gu;
  const found = new Map<string, TextHint>();
  for (const match of [...text.matchAll(bracketed), ...text.matchAll(others)]) {
    const [what] = match;
    const name = match[1] ?? match[2] ?? '';
    const column = closest(name, columns ?? []);
    const isOfBrackets = what.startsWith('{') || what.startsWith('[');
    if (!isOfBrackets && column === null) continue;
    const change = column === null ? null : replaced(text, what, `{{${column}}}`);
    found.set(what, { code: 'unfilled', what, column, change });
  }
  return [...found.values()];
}

const markAtEnds = /^([*_~`]+)(.*?)([*_~`]+)$/;

/** `{{*name*}}`: the marks should be around the placeholder. A name that only contains an underscore does not count. */
function marksIn(name: string): RegExpExecArray | null {
  const match = markAtEnds.exec(name);
  return match !== null && match[1] === match[3] ? match : null;
}

function markHints(text: string): TextHint[] {
  const hints: TextHint[] = [];
  for (const part of parseTemplate(text).parts) {
    const marks = part.kind === 'placeholder' ? marksIn(part.name) : null;
    if (marks === null) continue;
    const what = `{{${marks.input}}}`;
    hints.push({
      code: 'marks_inside',
      what,
      change: replaced(text, what, `${marks[1]}{{${marks[2]}}}${marks[3]}`),
    });
  }
  const around = /([*_~`])\{\{[^{}|]+\|\s*\}\}\1/.exec(text);
  if (around !== null) hints.push({ code: 'marks_around_blank', what: around[0] });
  const double = /(?<![*_])(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1(?![*_])/.exec(text);
  if (double !== null) {
    const mark = (double[1] ?? '').charAt(0);
    const change = replaced(text, double[0], `${mark}${double[2]}${mark}`);
    hints.push({ code: 'double_marks', what: double[0], change });
  }
  const across = acrossLines(text);
  if (across !== null) hints.push({ code: 'marks_across_lines', what: across });
  return hints;
}

/** The text with some words replaced literally: a price in the new words is no replacement pattern. */
function replaced(text: string, what: string, words: string): string {
  return text.replaceAll(what, () => words);
}

/** A mark that opens in one line and closes in a later one: WhatsApp shows both as they are typed. */
function acrossLines(text: string): string | null {
  const plain = text.replace(/```[\s\S]*?```/g, '');
  const form = /(?<![\p{L}\p{N}*_~])([*_~])(?=[^\s*_~])([^*_~\n]+\n[^*_~]*?[^\s*_~])\1(?![\p{L}\p{N}*_~])/u;
  return form.exec(plain)?.[0].split('\n', 1)[0] ?? null;
}

function outerSpace(text: string): TextHint[] {
  const change = text.trim();
  // One line break at the end is what everybody types; it says nothing.
  return change !== '' && text.replace(/\n$/, '') !== change ? [{ code: 'outer_space', change }] : [];
}

function lesserHints({ text, longest }: Given): TextHint[] {
  const characters = longest?.characters ?? text.length;
  const hints: TextHint[] = [];
  if (characters > limits.foldedFromCharacters) hints.push({ code: 'folded' });
  if (findLinks(text).length > 0) hints.push({ code: 'links' });
  return hints;
}

/** The column that was probably meant: equal except for case, spaces and signs, or at most two letters different. */
function closest(name: string, columns: readonly string[]): string | null {
  const bare = (words: string) => placeholderKey(words).replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = bare(name);
  if (wanted === '') return null;
  const ranked = columns
    .map((column) => ({ column, away: distance(wanted, bare(column)) }))
    .filter(({ column, away }) => away <= Math.min(2, Math.floor(bare(column).length / 3)))
    .sort((one, other) => one.away - other.away);
  return ranked[0]?.column ?? null;
}

/** In how many letters two words differ. Two swapped letters count as one. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const at = (r: number, c: number) => (r === i ? row[c] : rows[r]?.[c]) ?? 0;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[one.length]?.[other.length] ?? 0;
}
