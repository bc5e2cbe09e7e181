import { parseTemplate, placeholderKey, type TemplatePart } from '../../../domain/template/template.ts';

export type Selection = { readonly text: string; readonly start: number; readonly end: number };
/** A replacement of a part of the text, and the selection afterwards. */
export type Replacement = {
  readonly from: number;
  readonly to: number;
  readonly inserted: string;
  readonly start: number;
  readonly end: number;
};

/** The marks that enclose words within a line, and the fence, which may enclose several lines. */
export type Mark = '*' | '_' | '~' | '`' | '```';
export type LineKind = 'bullets' | 'numbers' | 'quote';

const fence = '```';
/** The sign of a list or a quote at the beginning of a line. */
const linePrefix = /^(?:[-*] +|\d{1,3}\. +|> ?)/;
const prefixOf: Readonly<Record<LineKind, RegExp>> = { bullets: /^[-*] +/, numbers: /^\d{1,3}\. +/, quote: /^> ?/ };

/**
 * Puts a mark around the selection, or removes it if it is there. WhatsApp reads marks only at word borders and within
 * one line, so the selection is extended to whole words and placeholders, and each line gets its own marks. Without a
 * selection and a word at the caret, the caret is put between the marks.
 */
export function wrap(selection: Selection, mark: Mark): Replacement {
  const { text } = selection;
  const size = mark.length;
  const { start, end } = wholeWords(selection);
  if (start === end) return pairAtCaret(text, start, mark);
  const isWithinMarks = start >= size && isMarked(text.slice(start - size, end + size), mark);
  const [from, to] = isWithinMarks ? [start - size, end + size] : [start, end];
  const before = text.slice(from, to);
  const inserted = mark === fence ? toggle(before, mark) : toggleLines(before, mark);
  const isWrapped = inserted.length > before.length;
  // The words between the marks stay selected, so that a second press removes the marks.
  const lead = isWrapped && !before.includes('\n') ? inserted.indexOf(mark) + size : 0;
  const tail = lead === 0 ? inserted.length : inserted.lastIndexOf(mark);
  return { from, to, inserted, start: from + lead, end: from + tail };
}

/** Inserts two marks with the caret between them, or removes them if they are there. */
function pairAtCaret(text: string, caret: number, mark: Mark): Replacement {
  const size = mark.length;
  const isPair = text.slice(caret - size, caret) === mark && text.slice(caret, caret + size) === mark;
  if (isPair) {
    const from = caret - size;
    return { from, to: caret + size, inserted: '', start: from, end: from };
  }
  return { from: caret, to: caret, inserted: `${mark}${mark}`, start: caret + size, end: caret + size };
}

function isMarked(words: string, mark: Mark): boolean {
  if (words.length <= 2 * mark.length || !words.startsWith(mark) || !words.endsWith(mark)) return false;
  // One backtick of a fence is no inline code.
  if (mark === '`') return !words.startsWith(fence);
  return mark === fence || !words.includes('\n');
}

/** Blanks stay outside the marks, and text without words gets none. */
function toggle(words: string, mark: Mark): string {
  const inside = words.trim();
  if (inside === '') return words;
  const changed = isMarked(inside, mark) ? inside.slice(mark.length, -mark.length) : `${mark}${inside}${mark}`;
  return words.replace(inside, () => changed);
}

/** Each line gets its own marks, after the sign of a list. If all lines have them, all lose them. */
function toggleLines(text: string, mark: Mark): string {
  const lines = text.split('\n').map((line) => {
    const prefix = linePrefix.exec(line)?.[0] ?? '';
    return { prefix, words: line.slice(prefix.length) };
  });
  const isDone = ({ words }: { words: string }) => words.trim() === '' || isMarked(words.trim(), mark);
  const areAll = lines.every(isDone);
  return lines
    .map((line) => line.prefix + (areAll || !isDone(line) ? toggle(line.words, mark) : line.words))
    .join('\n');
}

/** Extends a selection that begins or ends inside a word or a placeholder to all of it. */
function wholeWords({ text, start, end }: Selection): { start: number; end: number } {
  const isLetter = (at: number) => /[\p{L}\p{M}\p{N}]/u.test(text.charAt(at));
  const isCaret = start === end;
  if (isCaret && !(isLetter(start - 1) && isLetter(start))) return { start, end };
  let [from, to] = [start, end];
  if (!isCaret) {
    const chosen = text.slice(start, end);
    from += chosen.length - chosen.trimStart().length;
    to = Math.max(from, to - (chosen.length - chosen.trimEnd().length));
  }
  while (from > 0 && isLetter(from) && isLetter(from - 1)) from -= 1;
  while (to < text.length && isLetter(to) && isLetter(to - 1)) to += 1;
  for (const place of placeholderPlaces(text)) {
    if (place.start < from && from < place.end) from = place.start;
    if (place.start < to && to < place.end) to = place.end;
  }
  return { start: from, end: to };
}

function placeholderPlaces(text: string): readonly { start: number; end: number }[] {
  return [...text.matchAll(/\{\{[^{}]*\}\}/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Makes each selected line an item of a list or a line of a quote, or plain if all of them are that already. */
export function makeLines({ text, start, end }: Selection, kind: LineKind): Replacement {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const to = lineEnd < 0 ? text.length : lineEnd;
  const lines = text.slice(from, to).split('\n');
  const isFilled = (line: string) => lines.length === 1 || line.trim() !== '';
  const isMade = lines.filter(isFilled).every((line) => prefixOf[kind].test(line));
  let place = 0;
  const made = lines.map((line) => {
    if (!isFilled(line)) return line;
    const words = line.replace(linePrefix, '');
    place += 1;
    return isMade ? words : prefixFor(kind, place) + words;
  });
  const inserted = made.join('\n');
  const caret = from + inserted.length;
  return { from, to, inserted, start: start === end ? caret : from, end: caret };
}

function prefixFor(kind: LineKind, place: number): string {
  if (kind === 'bullets') return '- ';
  return kind === 'numbers' ? `${place}. ` : '> ';
}

/** What Enter does in a list or a quote: begins the next item, or ends the list on an empty one. Null elsewhere. */
export function newItem({ text, start, end }: Selection): Replacement | null {
  if (start !== end) return null;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(from, start);
  const prefix = linePrefix.exec(before)?.[0];
  if (prefix === undefined) return null;
  const lineEnd = text.indexOf('\n', start);
  const line = text.slice(from, lineEnd < 0 ? text.length : lineEnd);
  if (line.slice(prefix.length).trim() === '')
    return { from, to: from + line.length, inserted: '', start: from, end: from };
  const number = /^(\d+)\./.exec(prefix)?.[1];
  return insertWords({ text, start, end }, `\n${number === undefined ? prefix : `${Number(number) + 1}. `}`);
}

/** Ignores a Space after a mark that Enter inserted and that was typed again. Null elsewhere. */
export function markTypedAgain({ text, start, end }: Selection): Replacement | null {
  if (start !== end) return null;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(from, start);
  const prefix = linePrefix.exec(before)?.[0];
  if (prefix === undefined || !prefix.endsWith(' ')) return null;
  const again = before.slice(prefix.length);
  const isSame = again === prefix.trim() || (/^\d+\. $/.test(prefix) && /^\d+\.$/.test(again));
  const caret = from + prefix.length;
  return isSame ? { from: caret, to: start, inserted: '', start: caret, end: caret } : null;
}

/** Replaces the selection by words; the caret follows them. */
export function insertWords({ start, end }: Selection, words: string): Replacement {
  const caret = start + words.length;
  return { from: start, to: end, inserted: words, start: caret, end: caret };
}

export function insertPlaceholder(selection: Selection, key: string): Replacement {
  return insertWords(selection, `{{${key}}}`);
}

/** A fall-back without the characters of the placeholder syntax. */
export function plainFallback(typed: string): string {
  return typed.replace(/[{}|]/g, '');
}

/** The text with the same fall-back at every use of a placeholder. An empty one removes it. */
export function withFallback(text: string, name: string, fallback: string): string {
  const key = placeholderKey(name);
  const plain = plainFallback(fallback).trim();
  return parseTemplate(text)
    .parts.map((part) =>
      write(part.kind === 'placeholder' && part.key === key ? { ...part, fallback: plain || null } : part),
    )
    .join('');
}

/** A part of a template in the form in which it is typed. */
export function write(part: TemplatePart): string {
  if (part.kind === 'text') return part.text;
  return part.fallback === null ? `{{${part.name}}}` : `{{${part.name}|${part.fallback}}}`;
}
