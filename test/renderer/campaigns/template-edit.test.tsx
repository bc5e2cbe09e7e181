import { describe, expect, it } from 'vitest';
import {
  insertPlaceholder,
  type LineKind,
  type Mark,
  makeLines,
  markTypedAgain,
  newItem,
  type Replacement,
  withFallback,
  wrap,
} from '../../../renderer/campaigns/message/template-edit.ts';

const apply = (text: string, { from, to, inserted }: Replacement) => text.slice(0, from) + inserted + text.slice(to);

/** A text in which `[` and `]` stand for the ends of the selection, or `^` for the caret. */
function selection(marked: string) {
  const text = marked.replace(/[[\]^]/g, '');
  const caret = marked.indexOf('^');
  if (caret >= 0) return { text, start: caret, end: caret };
  return { text, start: marked.indexOf('['), end: marked.indexOf(']') - 1 };
}

/** The text after a change, marked the same way. */
function after(text: string, change: Replacement): string {
  const changed = apply(text, change);
  const { start, end } = change;
  if (start === end) return `${changed.slice(0, start)}^${changed.slice(start)}`;
  return `${changed.slice(0, start)}[${changed.slice(start, end)}]${changed.slice(end)}`;
}
const wrapped = (marked: string, mark: Mark = '*') => {
  const at = selection(marked);
  return after(at.text, wrap(at, mark));
};
const lined = (marked: string, kind: LineKind) => {
  const at = selection(marked);
  return after(at.text, makeLines(at, kind));
};
const entered = (marked: string) => {
  const at = selection(marked);
  const change = newItem(at);
  return change && after(at.text, change);
};

it.each([
  ['- one\n- -^', '- one\n- ^'],
  ['* one\n* *^', '* one\n* ^'],
  ['1. one\n2. 2.^', '1. one\n2. ^'],
  ['> one\n> >^', '> one\n> ^'],
  ['-^', null],
  ['- one -^', null],
  ['- one\n- *^', null],
])('a mark that Enter has put there and that is typed once more counts once: %s', (marked, expected) => {
  const at = selection(marked);
  const change = markTypedAgain(at);
  expect(change && after(at.text, change)).toBe(expected);
});

describe('a mark', () => {
  it.each([
    ['hugs the words, blanks outside', 'come on[ Saturday ]please', 'come on *[Saturday]* please'],
    ['grows to whole words, since WhatsApp reads none within', 'on Sat[ur]day', 'on *[Saturday]*'],
    ['takes in the word at the caret', 'on Sat^urday', 'on *[Saturday]*'],
    ['takes in a whole placeholder', 'to {{na[me}}, you] all', 'to *[{{name}}, you]* all'],
    ['stands ready at a caret between words', 'on ^', 'on *^*'],
    ['goes again from around the caret', 'on *^*', 'on ^'],
    ['goes again from around the selection', 'on *[Saturday]*', 'on [Saturday]'],
    ['goes again from the ends of the selection', 'on [*Saturday*]', 'on [Saturday]'],
    ['is set in each line, since it ends with the line', '[one\n\n- two]', '[*one*\n\n- *two*]'],
    ['goes again from each line', '[*one*\n- *two*]', '[one\n- two]'],
    ['is set where it was missing', '[*one*\ntwo]', '[*one*\n*two*]'],
    ['keeps what a placeholder may hold as it is', '[$& {{name}}]', '*[$& {{name}}]*'],
  ])('%s', (_what, before, then) => {
    expect(wrapped(before)).toBe(then);
  });

  it('of monospace goes once around all lines', () => {
    expect(wrapped('[one\ntwo]', '```')).toBe('[```one\ntwo```]');
    expect(wrapped('[```one\ntwo```]', '```')).toBe('[one\ntwo]');
  });

  it('of inline code does not take a fence apart', () => {
    expect(wrapped('[```one```]', '`')).toBe('`[```one```]`');
  });
});

describe('lines', () => {
  it.each([
    ['become items of a list', 'Bring:\n[water\nshoes]\nBye', 'bullets', 'Bring:\n[- water\n- shoes]\nBye'],
    ['become plain again', '[- water\n- shoes]', 'bullets', '[water\nshoes]'],
    ['are numbered', '[- water\n\nshoes]', 'numbers', '[1. water\n\n2. shoes]'],
    ['are quoted', 'she [said', 'quote', '> she said^'],
    ['are quoted at the caret', 'she sa^id', 'quote', '> she said^'],
    ['begin a list in an empty text', '^', 'bullets', '- ^'],
  ] as const)('%s', (_what, before, kind, then) => {
    expect(lined(before.includes('[') && !before.includes(']') ? before.replace('[', '^') : before, kind)).toBe(then);
  });
});

describe('Enter', () => {
  it.each([
    ['goes on with a list', '- water^', '- water\n- ^'],
    ['keeps the sign of the list', '* water^', '* water\n* ^'],
    ['goes on counting', 'a\n9. water^', 'a\n9. water\n10. ^'],
    ['takes the rest of the line along', '- wa^ter', '- wa\n- ^ter'],
    ['goes on with a quote', '> so^', '> so\n> ^'],
    ['ends the list on an empty item', '- water\n- ^', '- water\n^'],
    ['is left alone elsewhere', 'water^', null],
    ['is left alone over a selection', '- [water]', null],
  ])('%s', (_what, before, then) => {
    expect(entered(before)).toBe(then);
  });
});

it('puts a placeholder in place of the selection', () => {
  expect(apply('Hello you', insertPlaceholder({ text: 'Hello you', start: 6, end: 9 }, 'name'))).toBe('Hello {{name}}');
});

it('sets, changes and takes away a fall-back, and keeps it from breaking the placeholder', () => {
  expect(withFallback('{{ Name }} {{name|x}}', 'name', 'a|b}')).toBe('{{Name|ab}} {{name|ab}}');
  expect(withFallback('{{name|x}}', 'name', '')).toBe('{{name}}');
});
