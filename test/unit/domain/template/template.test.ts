import { describe, expect, test } from 'vitest';
import {
  asksForMoreCells,
  checkTemplate,
  cleanValue,
  hasOwnWords,
  parseTemplate,
} from '../../../../domain/template/template.ts';

describe('a value', () => {
  test('comes on one line, without control characters and overrides, with its joiners', () => {
    expect(cleanValue(' Ana\r\n\t Maria\u0000\u0007 ')).toBe('Ana Maria');
    expect(cleanValue('\u202egnp.exe\u202c\u2066x\u2069')).toBe('gnp.exex');
    expect(cleanValue('می\u200cخواهم 👩\u200d👧')).toBe('می\u200cخواهم 👩\u200d👧');
    expect(cleanValue('\u200d')).toBe('');
    expect(cleanValue('\u200fAna\u061c')).toBe('Ana');
    expect(cleanValue('a\ud800b')).toBe('a\ufffdb');
  });
});

describe('checking', () => {
  test('a good text has no problem', () => {
    expect(checkTemplate(parseTemplate('Hi {{NAME|friend}} :-} {1}'), ['name'])).toEqual([]);
  });

  test('unknown placeholders are named, with or without a fallback', () => {
    expect(checkTemplate(parseTemplate('{{nmae|x}} {{name}} {{Nmae}}'), ['name'])).toEqual([
      { code: 'unknown_placeholder', name: 'nmae' },
    ]);
  });

  test('a placeholder is known by its column’s name in any language, whatever invisible marks either has', () => {
    expect(
      checkTemplate(parseTemplate('{{name}} {{First\u200b Name}} {{to\u00adwn}}'), ['nombre', 'T\u200bown']),
    ).toEqual([]);
  });

  test('braces with nothing between them are text', () => {
    expect(parseTemplate('a {{ }} b').parts).toEqual([{ kind: 'text', text: 'a {{ }} b' }]);
  });

  test.each([
    ['Hi {{name', 3],
    ['Hi name}}', 7],
    ['Hi {{name}', 3],
    ['Hi {{}} {{name}}', 3],
    ['{{name}} {{ |x}}', 9],
    ['{{na{{name}}', 0],
  ])('%j has loose braces', (text, at) => {
    expect(checkTemplate(parseTemplate(text), ['name'])).toContainEqual({ code: 'unbalanced_braces', at });
  });

  test('an empty text and a text too long are refused', () => {
    for (const nothing of [' \u200b\n', '\u200e', '\u200b \u200d', '\u3164\ufe0f', '\u0085'])
      expect(checkTemplate(parseTemplate(nothing), [])).toEqual([{ code: 'empty_text' }]);
    expect(checkTemplate(parseTemplate('👍🏽'), [])).toEqual([]);
    expect(checkTemplate(parseTemplate('1234'), [], 4)).toEqual([]);
    expect(checkTemplate(parseTemplate('12345'), [], 4)).toEqual([
      { code: 'text_too_long', characters: 5, maxCharacters: 4 },
    ]);
  });
});

test('a text asks for more cells than another where it has a placeholder more that nothing stands in for', () => {
  expect(asksForMoreCells('Hi', 'Hi {{town}}')).toBe(true);
  expect(asksForMoreCells('Hi {{town|here}}', 'Hi {{town}}')).toBe(true);
  expect(asksForMoreCells('Hi', 'Hi {{town|here}}')).toBe(false);
  expect(asksForMoreCells('Hi {{Name}}', 'Hello {{nome}}')).toBe(false);
});

test('a text has words of its own when letters or digits stand outside its placeholders', () => {
  expect(hasOwnWords(parseTemplate('{{text}}'))).toBe(false);
  expect(hasOwnWords(parseTemplate(' {{greeting|Hello}}, {{text}}! 🎉'))).toBe(false);
  expect(hasOwnWords(parseTemplate('{{name}}, 7'))).toBe(true);
  expect(hasOwnWords(parseTemplate('مرحبا {{name}}'))).toBe(true);
});
