import { limits } from '../limits.ts';
import { fillablePlaceholders, isFillable, placeholderIdentity } from './placeholder-names.ts';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'placeholder';
      /** As the operator wrote it, for messages about it. */
      readonly name: string;
      /** The form in which it is matched. */
      readonly key: string;
      /** Replaces a blank value; null when there is none. An empty fall-back says that a blank is intended. */
      readonly fallback: string | null;
    };

/** A parsed message text: `{{placeholder}}` and `{{placeholder|fallback}}` with plain text between them. */
export type Template = { readonly text: string; readonly parts: readonly TemplatePart[] };

type TemplateProblem =
  | { readonly code: 'empty_text' }
  | { readonly code: 'text_too_long'; readonly characters: number; readonly maxCharacters: number }
  | { readonly code: 'unknown_placeholder'; readonly name: string }
  /** `{{` or `}}` without its counterpart, which would be sent as it is. `at` is its position in the text. */
  | { readonly code: 'unbalanced_braces'; readonly at: number };

const placeholderForm = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;

/** Never fails: what is no placeholder is text. `checkTemplate` says what looks wrong. */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  const plain = text.replace(/\r\n?/g, '\n');
  let end = 0;
  for (const match of plain.matchAll(placeholderForm)) {
    const key = placeholderKey(match[1] ?? '');
    if (key === '') continue;
    if (match.index > end) parts.push({ kind: 'text', text: plain.slice(end, match.index) });
    parts.push({ kind: 'placeholder', name: (match[1] ?? '').trim(), key, fallback: match[2]?.trim() ?? null });
    end = match.index + match[0].length;
  }
  if (end < plain.length) parts.push({ kind: 'text', text: plain.slice(end) });
  return { text: plain, parts };
}

/** The form in which placeholder and column names are compared: spacing, case and invisible marks do not count. */
export function placeholderKey(name: string): string {
  return withoutInvisible(name).replace(/\s+/g, ' ').trim().toLowerCase().normalize('NFC');
}

/** The names of the placeholders as they were written, in order, each key once. */
export function placeholderNames(template: Template): readonly string[] {
  const names = new Map<string, string>();
  for (const part of template.parts) {
    if (part.kind === 'placeholder' && !names.has(part.key)) names.set(part.key, part.name);
  }
  return [...names.values()];
}

/** Whether a text still has a placeholder that needs a value. */
export function hasPlaceholder(text: string): boolean {
  return placeholderNames(parseTemplate(text)).length > 0;
}

/** What must be corrected before the text is sent. `maxCharacters` is smaller for a caption. */
export function checkTemplate(
  template: Template,
  columns: Iterable<string>,
  maxCharacters: number = limits.templateCharacters,
): readonly TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const characters = template.text.length;
  if (showsNothing(template.text)) problems.push({ code: 'empty_text' });
  if (characters > maxCharacters) problems.push({ code: 'text_too_long', characters, maxCharacters });
  const known = fillablePlaceholders([...columns].map(placeholderKey));
  for (const name of placeholderNames(template)) {
    if (!isFillable(known, placeholderKey(name))) problems.push({ code: 'unknown_placeholder', name });
  }
  const at = firstLooseBraces(template.text);
  if (at !== null) problems.push({ code: 'unbalanced_braces', at });
  return problems;
}

/** The same for a text that is not parsed yet. */
export function checkText(text: string, columns: Iterable<string>): readonly TemplateProblem[] {
  return checkTemplate(parseTemplate(text), columns);
}

function firstLooseBraces(text: string): number | null {
  // Placeholders are overwritten, which leaves the braces that belong to none, at their positions.
  const blotted = text.replace(placeholderForm, (whole, name: string) =>
    placeholderKey(name) === '' ? whole : ' '.repeat(whole.length),
  );
  const at = blotted.search(/\{\{|\}\}/);
  return at < 0 ? null : at;
}

/** Whether a text needs a cell that another text did not need, so that a blank there makes no message. */
export function asksForMoreCells(before: string, after: string): boolean {
  const needed = keysToFill(before);
  return [...keysToFill(after)].some((key) => !needed.has(key));
}

function keysToFill(text: string): ReadonlySet<string> {
  const { parts } = parseTemplate(text);
  return new Set(
    parts.flatMap((part) =>
      part.kind === 'placeholder' && part.fallback === null ? placeholderIdentity(part.key) : [],
    ),
  );
}

/** A stranger's value made safe in a message: one line, no control characters, nothing that reverses the text. */
export function cleanValue(value: string): string {
  // Most values are clean already, and a list may have a million of them.
  if (/^[!-~]+(?: [!-~]+)*$/.test(value)) return value;
  const clean = withoutInvisible(value.toWellFormed())
    .replace(/[\s\u0085]+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .trim();
  return clean.replace(/\p{Cf}/gu, '').trim() === '' ? '' : clean;
}

/**
 * Removes zero-width characters and bidi overrides, embeddings and isolates. It keeps the joiners U+200C and U+200D,
 * which Persian, Indic scripts and emoji need, and the plain direction marks.
 */
export function withoutInvisible(text: string): string {
  return text.replace(/[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, '');
}

/** Whether a text shows nothing at all: only blanks and invisible characters. */
export function showsNothing(text: string): boolean {
  return !/[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(text);
}

/** Whether there are letters or digits outside the placeholders. If not, only the rendered text distinguishes texts. */
export function hasOwnWords(template: Template): boolean {
  return template.parts.some((part) => part.kind === 'text' && /[\p{L}\p{N}]/u.test(part.text));
}
