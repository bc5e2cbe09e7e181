import { createElement, Fragment, type ReactNode } from 'react';
import { findLinks } from './links.ts';
import { type Block, type Inline, parseFormat } from './whatsapp-format.ts';

/** Shows a text with WhatsApp's formatting, as elements and never as markup. */
export function FormattedText({ text }: { readonly text: string }) {
  return inARow(parseFormat(text).map(showBlock));
}

function showBlock(block: Block): ReactNode {
  switch (block.kind) {
    case 'line':
      return <p className="format-line">{showInline(block.content, withLinks)}</p>;
    case 'bullets':
      return <ul className="format-bullets">{inARow(block.items.map(showItem))}</ul>;
    case 'numbers':
      return (
        <ol className="format-numbers" start={block.first}>
          {inARow(block.items.map(showItem))}
        </ol>
      );
    case 'quote':
      return <blockquote className="format-quote">{inARow(block.lines.map(showQuoted))}</blockquote>;
    case 'monospace':
      return <pre className="format-monospace">{block.text}</pre>;
  }
}

function showItem(item: readonly Inline[]): ReactNode {
  return <li>{showInline(item, withLinks)}</li>;
}

function showQuoted(line: readonly Inline[]): ReactNode {
  return <p>{showInline(line, withLinks)}</p>;
}

/** Links as a phone marks them. They lead nowhere here: the preview is looked at. */
function withLinks(words: string): ReactNode {
  const pieces: ReactNode[] = [];
  let end = 0;
  for (const link of findLinks(words)) {
    pieces.push(words.slice(end, link.start));
    pieces.push(<span className="format-link">{words.slice(link.start, link.end)}</span>);
    end = link.end;
  }
  return inARow([...pieces, words.slice(end)]);
}

/** The content of one line, without the line around it. */
export function showInline(
  content: readonly Inline[],
  showWords: (words: string) => ReactNode = (words) => words,
): ReactNode {
  return inARow(content.map((part) => (typeof part === 'string' ? showWords(part) : showStyled(part, showWords))));
}

function showStyled({ style, content }: Exclude<Inline, string>, showWords: (words: string) => ReactNode): ReactNode {
  // What looks like a link within code is not one.
  if (style === 'code')
    return <code className="format-code">{showInline(content, showWords === withLinks ? undefined : showWords)}</code>;
  const inside = showInline(content, showWords);
  if (style === 'bold') return <strong>{inside}</strong>;
  if (style === 'italic') return <em className="format-italic">{inside}</em>;
  return <s>{inside}</s>;
}

/** The parts of a text have no identity but their place, so they are handed over by place instead of by key. */
function inARow(parts: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...parts);
}
