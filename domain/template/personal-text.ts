import { limits } from '../limits.ts';
import { valueOfCell } from '../lists/blank-cell.ts';
import { firstName } from '../lists/first-name.ts';
import { type ColumnForm, valueWriter } from '../lists/value-form.ts';
import { fail, type Result, succeed } from '../result.ts';
import { columnFor } from './placeholder-names.ts';
import { parseTemplate, placeholderKey, showsNothing, type Template } from './template.ts';

/** A column that can fill placeholders: its position in the rows of the list, and how its cells are written. */
type ListColumn = { readonly key: string; readonly index: number; readonly form?: ColumnForm };
type TextColumn = { readonly index: number; readonly write: (value: string) => string };
type Found = NonNullable<ReturnType<typeof columnFor<TextColumn>>>;

/** What the texts of a campaign's people are made from. A row of the list has one person's cells. */
export type TextSource = {
  readonly template: Template;
  /** By the key that placeholders are matched with. Of two columns with the same key the first counts. */
  readonly columns: ReadonlyMap<string, TextColumn>;
  readonly maxCharacters: number;
};

/** Why a person's text cannot be made: blank values without a fall-back, or a text that cannot be sent. */
export type TextFailure =
  | { readonly code: 'blank_placeholders'; readonly names: readonly string[] }
  | { readonly code: 'empty_text' }
  | { readonly code: 'text_too_long'; readonly characters: number };

export type PersonalText = {
  readonly made: Result<string, TextFailure>;
  /** The same for the operator to see, in which a placeholder remains where nothing fills it. */
  readonly shown: string;
  /** The keys of the columns that are blank for this person and replaced by a fall-back. */
  readonly fallbacks: readonly string[];
};

/** The longest text that may go out with or without an attachment, in characters. */
export function longestText(campaign: { readonly attachmentHash: string | null }): number {
  return campaign.attachmentHash === null ? limits.templateCharacters : limits.captionCharacters;
}

/** Reads a campaign's text once for all its people. Without a list there are no columns, and all cells are empty. */
export function textSource(
  campaign: { readonly text: string; readonly attachmentHash: string | null },
  list: { readonly fields: readonly ListColumn[] } | undefined,
): TextSource {
  const columns = new Map<string, TextColumn>();
  for (const { key: named, index, form } of list?.fields ?? []) {
    const key = placeholderKey(named);
    if (!columns.has(key)) columns.set(key, { index, write: valueWriter(form) });
  }
  return { template: parseTemplate(campaign.text), columns, maxCharacters: longestText(campaign) };
}

/**
 * The one place where placeholders are filled. Preview, test to oneself, Check, start, claim and report all show or
 * send its result. It makes a single pass: a value that contains `{{x}}` stays as it is.
 */
export function personalText({ template, columns, maxCharacters }: TextSource, cells: readonly string[]): PersonalText {
  const blanks = new Map<string, string>();
  const fallbacks = new Set<string>();
  let words = '';
  for (const part of template.parts) {
    if (part.kind === 'text') {
      words += part.text;
      continue;
    }
    const found = columnFor(columns, part.key);
    const value = found ? valueAsRead(found, cells) : '';
    if (value !== '') words += value;
    else if (part.fallback === null) {
      if (!blanks.has(part.key)) blanks.set(part.key, part.name);
      words += `{{${part.name}}}`;
    } else {
      if (found) fallbacks.add(part.key);
      words += part.fallback;
    }
  }
  const made = checked(words, [...blanks.values()], maxCharacters);
  return { made, shown: made.ok ? made.value : words, fallbacks: [...fallbacks] };
}

/**
 * The value of a cell in a message: empty where it only says that there is nothing. How a column's amounts and dates
 * are read belongs to the column, so that all who make a text make the same one.
 */
function valueAsRead({ column, isFirstName }: Found, cells: readonly string[]): string {
  const value = valueOfCell(cells[column.index] ?? '');
  return isFirstName ? firstName(value) : column.write(value);
}

function checked(words: string, blanks: readonly string[], maxCharacters: number): Result<string, TextFailure> {
  if (blanks.length > 0) return fail({ code: 'blank_placeholders', names: blanks });
  const text = words.trim();
  if (showsNothing(text)) return fail({ code: 'empty_text' });
  return text.length > maxCharacters ? fail({ code: 'text_too_long', characters: text.length }) : succeed(text);
}

/** Whether no text was made for a blank cell, so the person may be left out. An empty template is another failure. */
export function isBlankFor(template: Template, failure: TextFailure): boolean {
  if (failure.code === 'empty_text') return template.parts.some((part) => part.kind === 'placeholder');
  return failure.code === 'blank_placeholders';
}
