import { createElement, Fragment, type ReactNode } from 'react';
import { findLinks } from './links.ts';
import { type Block, type Inline, parseFormat } from './whatsapp-format.ts';

type Props = {
  readonly text: string;
  /** The names of placeholders that nothing fills. They are drawn as placeholders, and not as text that is sent. */
  readonly unfilled?: readonly string[];
};

/** Shows a text with WhatsApp's formatting, as elements and never as markup, in the direction of its first words. */
export function FormattedText({ text, unfilled = [] }: Props) {
  const showWords = unfilled.length === 0 ? withLinks : (words: string) => withUnfilled(words, unfilled);
  return <div dir="auto">{inARow(parseFormat(text).map((block) => showBlock(block, showWords)))}</div>;
}

function showBlock(block: Block, showWords: (words: string) => ReactNode): ReactNode {
  const show = (content: readonly Inline[]) => showInline(content, showWords);
  const showItem = (item: readonly Inline[]) => <li>{show(item)}</li>;
  const showQuoted = (line: readonly Inline[]) => <p>{show(line)}</p>;
  switch (block.kind) {
    case 'line':
      return <p className="format-line">{show(block.content)}</p>;
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

function withUnfilled(words: string, names: readonly string[]): ReactNode {
  const show = (piece: string) => {
    const name = /^\{\{([^{}|]*)/.exec(piece)?.[1]?.trim();
    return name !== undefined && names.includes(name) ? showUnfilled(name) : withLinks(piece);
  };
  return inARow(words.split(/(\{\{[^{}]*\}\})/).map(show));
}

function showUnfilled(name: string): ReactNode {
  return (
    <span className="placeholder" data-blank="">
      {name}
    </span>
  );
}

/** Links marked as a phone marks them. They cannot be opened in the preview. */
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

/** The content of one line, without a line element around it. */
export function showInline(
  content: readonly Inline[],
  showWords: (words: string) => ReactNode = (words) => words,
): ReactNode {
  return inARow(content.map((part) => (typeof part === 'string' ? showWords(part) : showStyled(part, showWords))));
}

function showStyled({ style, content }: Exclude<Inline, string>, showWords: (words: string) => ReactNode): ReactNode {
  // What looks like a link inside code is none.
  if (style === 'code')
    return <code className="format-code">{showInline(content, showWords === withLinks ? undefined : showWords)}</code>;
  const inside = showInline(content, showWords);
  if (style === 'bold') return <strong>{inside}</strong>;
  if (style === 'italic') return <em>{inside}</em>;
  return <s>{inside}</s>;
}

/** Parts of a text have no identity except their position, so they are passed as children instead of with keys. */
function inARow(parts: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...parts);
}
