import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ColumnValues,
  checkTemplate,
  cleanValue,
  hasOwnWords,
  parseTemplate,
  placeholderNames,
  renderTemplate,
} from '../../../domain/template.ts';

function render(text: string, columns: ColumnValues) {
  return renderTemplate(parseTemplate(text), columns);
}

function rendered(text: string, columns: ColumnValues): string {
  const result = render(text, columns);
  return result.ok ? result.value : JSON.stringify(result.failure);
}

/** Texts in which braces, bars, blanks and invisible characters meet often. */
const templateTexts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '{{',
        '}}',
        '{',
        '}',
        '|',
        'Name',
        'é',
        'e\u0301',
        ' ',
        '\r\n',
        '\u200b',
        '\u200d',
        'İ',
        '{{a|b}}',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  )
  .map((pieces) => pieces.join(''));

describe('rendering', () => {
  test('placeholders are filled by name, whatever its letter case, spacing or accents are made of', () => {
    expect(rendered('Hi {{ FIRST  name }}, see you at {{caf\u0065\u0301}}!', { 'First Name': 'Ana', café: 'Lu' })).toBe(
      'Hi Ana, see you at Lu!',
    );
    expect(rendered('{{a}}', new Map([['A', 'x']]))).toBe('x');
  });

  test('a fallback stands in for a blank, and an empty fallback says that a blank is meant', () => {
    expect(rendered('Hi {{name|friend}}', { name: ' \u200b\n' })).toBe('Hi friend');
    expect(rendered('Hi {{name | dear friend }}!', {})).toBe('Hi dear friend!');
    expect(rendered('Hi {{name|}}!', { name: '' })).toBe('Hi !');
  });

  test('blanks without a fallback are named, each once', () => {
    expect(render('{{name}} {{Name}} {{meet at}} {{note|-}}', { name: '', note: '' })).toEqual({
      ok: false,
      failure: { code: 'blank_placeholders', names: ['name', 'meet at'] },
    });
  });

  test('a value that looks like a placeholder is not filled again', () => {
    expect(rendered('{{a}} {{b}}', { a: '{{b}}', b: '{{a|x}}' })).toBe('{{b}} {{a|x}}');
  });

  test('no value, whatever it holds, changes what stands around it', () => {
    const values = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(values, values, (a, b) => {
        fc.pre(cleanValue(a) !== '' && cleanValue(b) !== '');
        expect(rendered('<{{a}}|{{b}}>', { a, b })).toBe(`<${cleanValue(a)}|${cleanValue(b)}>`);
      }),
    );
  });

  test('values come on one line, without control characters and overrides, with their joiners', () => {
    expect(cleanValue(' Ana\r\n\t Maria\u0000\u0007 ')).toBe('Ana Maria');
    expect(cleanValue('\u202egnp.exe\u202c\u2066x\u2069')).toBe('gnp.exex');
    expect(cleanValue('می\u200cخواهم 👩\u200d👧')).toBe('می\u200cخواهم 👩\u200d👧');
    expect(cleanValue('\u200d')).toBe('');
    expect(cleanValue('a\ud800b')).toBe('a\ufffdb');
  });

  test('columns named like parts of an object are ordinary columns', () => {
    const columns = JSON.parse('{"__proto__": "p", "constructor": "c"}') as Record<string, string>;
    expect(rendered('{{__proto__}} {{constructor}}', columns)).toBe('p c');
    expect(render('{{constructor}} {{__proto__}} {{toString}}', {})).toMatchObject({
      failure: { names: ['constructor', '__proto__', 'toString'] },
    });
  });

  test('a text that comes out empty or too long is refused', () => {
    expect(render('{{a|}} \n', { a: '' })).toEqual({ ok: false, failure: { code: 'empty_text' } });
    expect(renderTemplate(parseTemplate('{{a}}'), { a: 'xxxxxx' }, 5)).toEqual({
      ok: false,
      failure: { code: 'text_too_long' },
    });
  });

  test('line breaks of the text itself are kept, in one form', () => {
    expect(rendered('Hi {{a}}\r\n\r\nBye\rnow\n', { a: 'x' })).toBe('Hi x\n\nBye\nnow');
  });

  test('any template is read and rendered without a throw, and its pieces make up its text', () => {
    fc.assert(
      fc.property(templateTexts, (text) => {
        render(text, { name: 'x' });
        const template = parseTemplate(text);
        const plain = template.parts
          .filter((part) => part.kind === 'text')
          .reduce((sum, part) => sum + part.text.length, 0);
        expect(plain).toBeLessThanOrEqual(template.text.length);
        if (placeholderNames(template).length === 0) expect(plain).toBe(template.text.length);
      }),
    );
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
    expect(checkTemplate(parseTemplate(' \u200b\n'), [])).toEqual([{ code: 'empty_text' }]);
    expect(checkTemplate(parseTemplate('12345'), [], 4)).toEqual([
      { code: 'text_too_long', characters: 5, maxCharacters: 4 },
    ]);
  });
});

test('a text has words of its own when letters or digits stand outside its placeholders', () => {
  expect(hasOwnWords(parseTemplate('{{text}}'))).toBe(false);
  expect(hasOwnWords(parseTemplate(' {{greeting|Hello}}, {{text}}! 🎉'))).toBe(false);
  expect(hasOwnWords(parseTemplate('{{name}}, 7'))).toBe(true);
  expect(hasOwnWords(parseTemplate('مرحبا {{name}}'))).toBe(true);
});
