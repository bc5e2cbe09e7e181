/**
 * WhatsApp's formatting, read as its apps read it: `*bold*`, `_italic_`, `~struck~`, `` `code` ``, ```` ```monospace```
 * ````, `- item`, `1. item` and `> quote`. The result is data that a component turns into elements, so that nothing in
 * a spreadsheet can become markup.
 */
type InlineStyle = 'bold' | 'italic' | 'struck' | 'code';
export type Inline = string | { readonly style: InlineStyle; readonly content: readonly Inline[] };
export type Block =
  | { readonly kind: 'line'; readonly content: readonly Inline[] }
  | { readonly kind: 'bullets' | 'numbers'; readonly items: readonly (readonly Inline[])[]; readonly first: number }
  | { readonly kind: 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'monospace'; readonly text: string };

const markers: Readonly<Record<string, InlineStyle>> = { '*': 'bold', _: 'italic', '~': 'struck', '`': 'code' };
const fence = '```';

/** Divides a message into blocks, top to bottom. Empty lines are kept as empty lines. */
export function parseFormat(text: string): Block[] {
  const blocks: Block[] = [];
  let end = 0;
  // A fence without its partner does not match: WhatsApp shows it as it was typed.
  for (const match of text.matchAll(/```([\s\S]+?)```/g)) {
    const inside = match[1] ?? '';
    // Within one line it is parsed with the line's other marks.
    if (!inside.includes('\n') || inside.trim() === '') continue;
    blocks.push(...linesAround(text.slice(end, match.index), { isAfter: end > 0, isBefore: true }));
    blocks.push({ kind: 'monospace', text: inside.replace(/^\n|\n$/g, '') });
    end = match.index + match[0].length;
  }
  return [...blocks, ...linesAround(text.slice(end), { isAfter: end > 0, isBefore: false })];
}

/** The lines around a block. A block has its own lines, so the line breaks beside it are not shown. */
function linesAround(part: string, { isAfter, isBefore }: { isAfter: boolean; isBefore: boolean }): Block[] {
  const start = isAfter ? part.replace(/^\n/, '') : part;
  const lines = isBefore ? start.replace(/\n$/, '') : start;
  return lines === '' && (isAfter || isBefore) ? [] : parseLines(lines.split('\n'));
}

function parseLines(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const [, bullet] = /^[-*] +(\S.*)$/.exec(line) ?? [];
    const [, place, numbered] = /^(\d{1,3})\. +(\S.*)$/.exec(line) ?? [];
    const [, quoted] = /^> ?(.*)$/.exec(line) ?? [];
    if (bullet !== undefined) appendItem(blocks, 'bullets', bullet, 1);
    else if (numbered !== undefined) appendItem(blocks, 'numbers', numbered, Number(place));
    else if (quoted !== undefined) appendQuote(blocks, quoted);
    else blocks.push({ kind: 'line', content: parseInline(line) });
  }
  return blocks;
}

function appendItem(blocks: Block[], kind: 'bullets' | 'numbers', text: string, first: number): void {
  const last = blocks.at(-1);
  const item = parseInline(text);
  if (last?.kind === kind) blocks[blocks.length - 1] = { ...last, items: [...last.items, item] };
  else blocks.push({ kind, items: [item], first });
}

function appendQuote(blocks: Block[], text: string): void {
  const last = blocks.at(-1);
  const line = parseInline(text);
  if (last?.kind === 'quote') blocks[blocks.length - 1] = { kind: 'quote', lines: [...last.lines, line] };
  else blocks.push({ kind: 'quote', lines: [line] });
}

/** Parses the marks within one line. A mark without its partner stays a character. */
export function parseInline(line: string): Inline[] {
  const content: Inline[] = [];
  let plain = '';
  let at = 0;
  while (at < line.length) {
    const found = styledAt(line, at);
    if (typeof found === 'string') {
      plain += found;
      at += found.length;
      continue;
    }
    if (plain !== '') content.push(plain);
    plain = '';
    content.push(found.part);
    at = found.end;
  }
  if (plain !== '') content.push(plain);
  return content;
}

/** What begins at this position of a line: a styled part and its end, or characters that stand for themselves. */
function styledAt(line: string, at: number): string | { readonly part: Inline; readonly end: number } {
  if (line.startsWith(fence, at)) {
    const close = line.indexOf(fence, at + fence.length);
    const inside = line.slice(at + fence.length, Math.max(0, close));
    if (inside.trim() === '') return fence;
    return { part: { style: 'code', content: [inside] }, end: close + fence.length };
  }
  const style = markers[line.charAt(at)];
  const end = style === undefined ? -1 : closingMark(line, at);
  if (style === undefined || end < 0) return line.charAt(at);
  const inside = line.slice(at + 1, end);
  return { part: { style, content: style === 'code' ? [inside] : parseInline(inside) }, end: end + 1 };
}

/** Where the mark that opens at `start` closes, or -1 if it opens nothing. Marks adjoin words on both sides. */
function closingMark(line: string, start: number): number {
  const mark = line.charAt(start);
  if (isWordCharacter(line.charAt(start - 1)) || isBlank(line.charAt(start + 1))) return -1;
  for (let end = line.indexOf(mark, start + 2); end >= 0; end = line.indexOf(mark, end + 1)) {
    if (!isBlank(line.charAt(end - 1)) && !isWordCharacter(line.charAt(end + 1))) return end;
  }
  return -1;
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

function isBlank(character: string): boolean {
  return character === '' || /\s/.test(character);
}
