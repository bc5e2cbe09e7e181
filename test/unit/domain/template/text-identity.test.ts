import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameText, normalForm } from '../../../../domain/template/text-identity.ts';

describe('the normal form', () => {
  test.each([
    [
      'spacing, accents, invisible characters, placeholders and fall-backs',
      'café {{first name}} now',
      [
        'Café {{first name}} now',
        ' Cafe\u0301 {{First Name}} now\n',
        'Café\r\n\r\n{{ first  name | friend }}\tnow',
        'Ca\u200bfé\u00a0{{FIRST NAME|}} now\ufeff',
      ],
    ],
    ['letter case', 'happy new year {{name}}!', ['Happy New Year {{name}}!', 'HAPPY NEW YEAR {{Name}}!']],
    [
      'the shape of quotes and dashes',
      `it's 'late' - really`,
      [`It's "late" - really`, 'It’s “late” – really', 'It‘s «late» — really', 'It`s „late‟ − really'],
    ],
    ['repeated punctuation', 'so good! really? yes.', ['So good!!! Really?? Yes...', 'So good! Really? Yes…']],
    [
      'the marks of WhatsApp',
      'come to {{town}} at noon',
      [
        'Come to *{{town}}* at _noon_',
        '*Come to {{town}} at noon*',
        '*_Come_* to ~{{town}}~ at ```noon```',
        '> Come to {{town}}\n> at noon',
      ],
    ],
    [
      'the language of a placeholder',
      'olá {{name}} {{first name}}',
      ['Olá {{nome}} {{primeiro nome}}', 'Olá {{Nombre}} {{first name}}'],
    ],
    ['how a sign is drawn', 'hi ❤', ['Hi ❤️', 'Hi ❤']],
    ['full-width letters', 'hi 100%', ['Ｈｉ　１００％']],
  ])('does not know %s', (_, form, texts) => {
    expect(new Set(texts.map(normalForm))).toEqual(new Set([form]));
  });

  test('takes the sign that stands for placeholders inside it for nothing', () => {
    expect(normalForm('Hi \ue000{{a}} {{b}}')).toBe('hi {{a}} {{b}}');
  });

  test('tells these apart, as a reader does', () => {
    const different = [
      ...['Hi {{a}}', 'Hi {{b}}', 'Hi a', 'Hi', 'Hi {{a}}!', 'Hi {{a}}?', 'Hi👩\u200d👧', 'Hi👩👧', 'Hi {{a}} {{a}}'],
      ...['2*3*4', '234', 'snake_case_word', 'snakecaseword', 'At 10:30', 'At 1030', 'مرحبا', 'مرحباً'],
    ];
    expect(new Set(different.map(normalForm)).size).toBe(different.length);
  });

  test('of a normal form is itself', () => {
    const piece = fc.constantFrom(
      ...['{{', '}}', '{', '|', 'Name', 'é', 'e\u0301', ' ', '\r\n', '\u200b', '*', '_', '~', '`', '```', '> ', '- '],
      ...['“', '’', '–', '!', '!!', '…', 'ﬁ', '{{a}}', '*{{a|x}}*', '\ue000', '｛', 'İ', 'ß', '❤️'],
    );
    const texts = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (pieces) => {
        const form = normalForm(pieces.join(''));
        expect(normalForm(form)).toBe(form);
      }),
      { numRuns: 3_000 },
    );
  });
});

test('texts that went out are compared by the same eye', () => {
  expect(isSameText('Happy *New Year*, Ana!!', 'happy new year, Ana!')).toBe(true);
  expect(isSameText('Ha\u200bppy', 'Happy')).toBe(true);
  expect(isSameText('Happy New Year, Ana!', 'Happy New Year, Ben!')).toBe(false);
});
