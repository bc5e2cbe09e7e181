import { parseTemplate, placeholderKey, type TemplatePart } from '../../../domain/template.ts';

/** A text with the part of it that is selected, and what becomes of it by one press in the toolbar. */
export type Selection = { readonly text: string; readonly start: number; readonly end: number };
/** What is put in the place of what, and what is selected afterwards. */
export type Replacement = {
  readonly from: number;
  readonly to: number;
  readonly inserted: string;
  readonly start: number;
  readonly end: number;
};

/** Puts a mark such as `*` around the selection; with nothing selected, the cursor comes to stand between the marks. */
export function wrap({ text, start, end }: Selection, mark: string): Replacement {
  const selected = text.slice(start, end);
  // Marks must hug words, so blanks at the ends of a selection stay outside.
  const lead = selected.length - selected.trimStart().length;
  const inside = selected.trim();
  const from = start + lead;
  const to = from + inside.length;
  return {
    from,
    to,
    inserted: `${mark}${inside}${mark}`,
    start: from + mark.length,
    end: from + mark.length + inside.length,
  };
}

/** Makes each line of the selection an item of a list. */
export function makeList({ text, start, end }: Selection): Replacement {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const to = lineEnd < 0 ? text.length : lineEnd;
  const lines = text.slice(from, to).split('\n');
  const inserted = lines.map((line) => (/^[-*] /.test(line) ? line : `- ${line}`)).join('\n');
  return { from, to, inserted, start: from + inserted.length, end: from + inserted.length };
}

export function insertPlaceholder({ start, end }: Selection, key: string): Replacement {
  const inserted = `{{${key}}}`;
  return { from: start, to: end, inserted, start: start + inserted.length, end: start + inserted.length };
}

/** The text with the same fall-back at every use of a placeholder; an empty one takes it away. */
export function withFallback(text: string, name: string, fallback: string): string {
  const key = placeholderKey(name);
  const plain = fallback.replace(/[{}|]/g, '');
  return parseTemplate(text)
    .parts.map((part) =>
      part.kind === 'placeholder' && part.key === key
        ? plain === ''
          ? `{{${part.name}}}`
          : `{{${part.name}|${plain}}}`
        : write(part),
    )
    .join('');
}

/** A part of a template as it is typed. */
export function write(part: TemplatePart): string {
  if (part.kind === 'text') return part.text;
  return part.fallback === null ? `{{${part.name}}}` : `{{${part.name}|${part.fallback}}}`;
}

export function countLinks(text: string): number {
  return text.match(/(?:https?:\/\/|www\.)\S+/gi)?.length ?? 0;
}
