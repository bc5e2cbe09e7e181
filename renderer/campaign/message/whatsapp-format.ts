/**
 * WhatsApp's own formatting, read the way its apps read it: `*bold*`, `_italic_`, `~struck~`, `` `code` ``,
 * ```` ```monospace``` ````, `- item`, `1. item` and `> quote`. The result is data; a component turns it into elements,
 * so that nothing which a spreadsheet holds can become markup.
 */
export type InlineStyle = 'bold' | 'italic' | 'struck' | 'code';
export type Inline = string | { readonly style: InlineStyle; readonly content: readonly Inline[] };
export type Block =
  | { readonly kind: 'line'; readonly content: readonly Inline[] }
  | { readonly kind: 'bullets' | 'numbers'; readonly items: readonly (readonly Inline[])[]; readonly first: number }
  | { readonly kind: 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'monospace'; readonly text: string };

const markers: Readonly<Record<string, InlineStyle>> = { '*': 'bold', _: 'italic', '~': 'struck', '`': 'code' };
const fence = '```';

/** Cuts a message into blocks, top to bottom. Empty lines are kept as empty lines. */
export function parseFormat(text: string): Block[] {
  const parts = text.split(fence);
  // An odd number of fences leaves the last one without its partner: WhatsApp then shows it as it was typed.
  if (parts.length % 2 === 0) {
    const tail = parts.pop() ?? '';
    parts.push(`${parts.pop() ?? ''}${fence}${tail}`);
  }
  return parts.flatMap((part, index) => {
    if (index % 2 === 1) return [{ kind: 'monospace' as const, text: part.replace(/^\n|\n$/g, '') }];
    const isAlone = parts.length === 1;
    const lines = isAlone ? part : trimAroundFence(part, index > 0, index < parts.length - 1);
    return lines === '' && !isAlone ? [] : parseLines(lines.split('\n'));
  });
}

/** A fence stands on lines of its own, so the line breaks next to it are not lines to show. */
function trimAroundFence(part: string, hasFenceBefore: boolean, hasFenceAfter: boolean): string {
  const start = hasFenceBefore ? part.replace(/^\n/, '') : part;
  return hasFenceAfter ? start.replace(/\n$/, '') : start;
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

/** Reads the marks within one line. A mark without its partner stays a character. */
export function parseInline(line: string): Inline[] {
  const content: Inline[] = [];
  let plain = '';
  let at = 0;
  while (at < line.length) {
    const style = markers[line.charAt(at)];
    const end = style === undefined ? -1 : closingMark(line, at);
    if (style === undefined || end < 0) {
      plain += line.charAt(at);
      at += 1;
      continue;
    }
    if (plain !== '') content.push(plain);
    plain = '';
    const inside = line.slice(at + 1, end);
    content.push({ style, content: style === 'code' ? [inside] : parseInline(inside) });
    at = end + 1;
  }
  if (plain !== '') content.push(plain);
  return content;
}

/** Where the mark that opens at `start` closes, or -1 when it opens nothing: marks hug words, from outside and inside. */
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
