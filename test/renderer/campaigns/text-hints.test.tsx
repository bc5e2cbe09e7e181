import { act, renderHook } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { namedColumns } from '../../../renderer/campaigns/message/hint-list.tsx';
import { type TextHint, textHints } from '../../../renderer/campaigns/message/text-hints.ts';
import { useRestedHints } from '../../../renderer/campaigns/message/use-rested-hints.ts';
import { brokenLinks, findLinks } from '../../../renderer/ui/links.ts';

const columns = ['name', 'meeting_point', 'team'];
const hints = (text: string, change: Partial<Parameters<typeof textHints>[0]> = {}) =>
  textHints({ text, columns, isCaption: false, longest: null, ...change });
const codes = (text: string, change: Parameters<typeof hints>[1] = {}) => hints(text, change).map(({ code }) => code);

it('says nothing of a text that is as it should be', () => {
  expect(codes('Hello {{name|friend}},\n\n*Saturday* at {{Meeting_Point}} (10:00). _Team_ {{team}}!\n')).toEqual([]);
  expect(codes('')).toEqual([]);
});

describe('length', () => {
  it('is too much by the person whose text is the longest', () => {
    const longest = { rowNumber: 9, index: 7, characters: limits.captionCharacters + 1 };
    expect(hints('Hello {{name}}', { isCaption: true, longest })[0]).toEqual({
      code: 'too_long',
      characters: limits.captionCharacters + 1,
      most: limits.captionCharacters,
      person: 7,
    });
    expect(codes('Hello {{name}}', { longest })).not.toContain('too_long');
  });

  it('is folded by phones from some length on', () => {
    expect(codes('x'.repeat(limits.foldedFromCharacters))).toEqual([]);
    expect(codes('x'.repeat(limits.foldedFromCharacters + 1))).toEqual(['folded']);
  });
});

describe('what looks unfilled', () => {
  it.each([
    ['Hello {name}', '{name}', 'Hello {{name}}'],
    ['Hello [Name]', '[Name]', 'Hello {{name}}'],
    ['Hello <name>', '<name>', 'Hello {{name}}'],
    ['Hello %name%', '%name%', 'Hello {{name}}'],
    ['At [meeting point]', '[meeting point]', 'At {{meeting_point}}'],
  ])('%s can become a placeholder', (text, what, change) => {
    expect(hints(text)).toEqual([expect.objectContaining({ code: 'unfilled', what, change })]);
  });

  it('is named where no column fits it', () => {
    expect(hints('Come on [date]')).toEqual([{ code: 'unfilled', what: '[date]', column: null, change: null }]);
  });

  it.each(['a <b> c', '100% sure, 50% off', 'see [1]', '{{name}}', 'x < y > z'])('leaves %s alone', (text) => {
    expect(codes(text)).toEqual([]);
  });
});

describe('a placeholder that is no column', () => {
  it.each([
    ['{{nmae}}', 'name', '{{name}}'],
    ['{{ Naem |friend}}', 'name', '{{name|friend}}'],
    ['{{Meeting point}}', 'meeting_point', '{{meeting_point}}'],
  ])('%s was probably meant as %s', (text, column, change) => {
    expect(hints(text)).toEqual([expect.objectContaining({ code: 'unknown_column', column, change })]);
  });

  it('with the very header of the names is their placeholder', () => {
    const [hint] = hints('{{Vorname|friend}}', { nameHeader: 'Vorname ' });
    expect(hint).toMatchObject({ code: 'unknown_column', column: 'name', change: '{{name|friend}}' });
  });

  it('is not guessed from afar, and not spoken of while there is no list', () => {
    expect(hints('{{surname}}')).toEqual([{ code: 'unknown_column', what: 'surname', column: null, change: null }]);
    expect(codes('{{surname}}', { columns: null })).toEqual([]);
  });

  it('is said to be open where its braces do not pair up', () => {
    expect(codes('Hello {{name}, and')).toContain('unclosed');
  });
});

describe('marks', () => {
  it('belong around a placeholder', () => {
    expect(hints('Hello {{*name*}}')).toEqual([
      { code: 'marks_inside', what: '{{*name*}}', change: 'Hello *{{name}}*' },
    ]);
  });

  it('around a placeholder that may stay empty would stand alone', () => {
    expect(codes('Hello *{{name|}}*')).toEqual(['marks_around_blank']);
  });

  it('are single in WhatsApp', () => {
    expect(hints('On **Saturday**')).toEqual([{ code: 'double_marks', what: '**Saturday**', change: 'On *Saturday*' }]);
  });

  it('lose no sign of a price in them', () => {
    const dollars = { columns: ['US$$'] };
    const [bold, italic] = [hints('**Only $$$**')[0], hints('Pay {{_US$$_}}', dollars)[0]];
    expect(bold).toMatchObject({ code: 'double_marks', change: '*Only $$$*' });
    expect(italic).toMatchObject({ code: 'marks_inside', change: 'Pay _{{US$$}}_' });
    expect(hints('Pay [US$$]', dollars)[0]).toMatchObject({ code: 'unfilled', change: 'Pay {{US$$}}' });
  });

  it('end with their line', () => {
    expect(hints('*Come on Saturday\nat ten* please')).toEqual([
      { code: 'marks_across_lines', what: '*Come on Saturday' },
    ]);
    expect(codes('*one*\n*two*, 2*3\n4*5')).toEqual([]);
  });
});

it('sees space at the ends, but not the one line break that everybody leaves', () => {
  expect(hints('\n Hello  ')).toEqual([{ code: 'outer_space', change: 'Hello' }]);
  expect(codes('Hello\n')).toEqual([]);
});

describe('links', () => {
  const found = (text: string) => findLinks(text).map(({ start, end }) => text.slice(start, end));

  it('are found as a phone finds them, without the end of the sentence', () => {
    expect(found('See https://a.example/x?y=1, (www.b.example/z_(1)) or open-harbour.org. Write to a@b.com')).toEqual([
      'https://a.example/x?y=1',
      'www.b.example/z_(1)',
      'open-harbour.org',
    ]);
    expect(found('At 10.30, e.g. here... and v1.2')).toEqual([]);
  });

  it.each([
    'http:/a.example',
    'https//a.example',
    'http:\\\\a.example',
    'htp://a.example',
    'https:// a.example',
    'https://a. org',
    'www. a.example',
    'www,a.example',
    'https://aexample',
  ])('%s is said to be none', (text) => {
    expect(brokenLinks(`See ${text} now`)).toHaveLength(1);
  });

  it.each(['https://a.example/x', 'http://localhost:80/x', 'www.a.org', 'https: the s is for safe', 'Time: 10//20'])(
    '%s is left alone',
    (text) => {
      expect(brokenLinks(`See ${text} now`)).toEqual([]);
    },
  );
});

it('keeps the braces of each named placeholder around it in a line from right to left', () => {
  expect(namedColumns(['name', 'team'], (words) => words.join(' و'))).toBe(
    '\u2068{{name}}\u2069 و\u2068{{team}}\u2069',
  );
});

it('a hint comes up once typing rests, and is gone as soon as it no longer holds', async () => {
  vi.useFakeTimers();
  const space = [{ code: 'outer_space', change: 'Hello' }] as const;
  const { result, rerender } = renderHook(({ found, text }) => useRestedHints(found, text), {
    initialProps: { found: [] as readonly TextHint[], text: 'Hello' },
  });
  rerender({ found: space, text: 'Hello ' });
  act(() => void vi.advanceTimersByTime(500));
  rerender({ found: [], text: 'Hello y' });
  rerender({ found: space, text: 'Hello you ' });
  act(() => void vi.advanceTimersByTime(500));
  expect(result.current).toEqual([]);
  act(() => void vi.advanceTimersByTime(500));
  expect(result.current).toEqual(space);
  rerender({ found: [], text: 'Hello you' });
  expect(result.current).toEqual([]);
  vi.useRealTimers();
});
