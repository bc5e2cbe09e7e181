import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueOfCell } from '../../../../domain/lists/blank-cell.ts';
import { isBlankFor, longestText, personalText, textSource } from '../../../../domain/template/personal-text.ts';
import { parseTemplate, placeholderNames } from '../../../../domain/template/template.ts';

/** The text of a person who has these values in columns of these names. */
function textOf(text: string, columns: readonly (readonly [key: string, cell: string])[], attachmentHash = '') {
  const fields = columns.map(([key], index) => ({ key, index }));
  const source = textSource({ text, attachmentHash: attachmentHash === '' ? null : attachmentHash }, { fields });
  return personalText(
    source,
    columns.map(([, cell]) => cell),
  );
}

function made(text: string, ...columns: readonly (readonly [key: string, cell: string])[]): string {
  const result = textOf(text, columns).made;
  return result.ok ? result.value : JSON.stringify(result.failure);
}

/** Texts with many combinations of braces, bars, spaces and invisible characters. */
const pieces = ['{{', '}}', '{', '}', '|', 'Name', 'é', 'e\u0301', ' ', '\r\n', '\u200b', '\u200d', 'İ', '{{a|b}}'];
const templateTexts = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 3 })))
  .map((some) => some.join(''));

describe('a person’s text', () => {
  test('has its placeholders filled by name, whatever its letter case, spacing or accents are made of', () => {
    const text = 'Hi {{ FIRST  name }}, see you at {{caf\u0065\u0301}}!';
    expect(made(text, ['First Name', 'Ana'], ['café', 'Lu'])).toBe('Hi Ana, see you at Lu!');
  });

  test('has the fall-back for a blank, and an empty fall-back says that a blank is meant', () => {
    expect(made('Hi {{name|friend}}', ['name', ' \u200b\n'])).toBe('Hi friend');
    expect(made('Hi {{name | dear friend }}!')).toBe('Hi dear friend!');
    expect(made('Hi {{name|}}!', ['name', ''])).toBe('Hi !');
  });

  test.each(['N/A', '-', '???', '#REF!', 'MarÃ­a', 'لا يوجد'])('takes %j for a blank', (cell) => {
    expect(made('See you in {{town|your town}}', ['town', cell])).toBe('See you in your town');
    expect(textOf('In {{town}}', [['town', cell]])).toMatchObject({
      made: { ok: false, failure: { code: 'blank_placeholders', names: ['town'] } },
      shown: 'In {{town}}',
      fallbacks: [],
    });
  });

  test('names the columns of the list for which a fall-back stands in', () => {
    const text = '{{Town|your town}} {{note|}} {{lost|x}} {{town|it}} {{day|Monday}}';
    expect(
      textOf(text, [
        ['town', '-'],
        ['note', ''],
        ['day', '3 May'],
      ]),
    ).toEqual({
      made: { ok: true, value: 'your town  x it 3 May' },
      shown: 'your town  x it 3 May',
      fallbacks: ['town', 'note'],
    });
  });

  test('names blanks without a fall-back, each once', () => {
    expect(textOf('{{name}} {{Name}} {{meet at}} {{note|-}}', [['name', '']])).toEqual({
      made: { ok: false, failure: { code: 'blank_placeholders', names: ['name', 'meet at'] } },
      shown: '{{name}} {{Name}} {{meet at}} -',
      fallbacks: [],
    });
  });

  test('does not fill a value again that looks like a placeholder', () => {
    expect(made('{{a}} {{b}}', ['a', '{{b}}'], ['b', '{{a|x}}'])).toBe('{{b}} {{a|x}}');
  });

  test('keeps what stands around a value, whatever that holds', () => {
    const cells = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        fc.pre(valueOfCell(a) !== '' && valueOfCell(b) !== '');
        expect(made('<{{a}}|{{b}}>', ['a', a], ['b', b])).toBe(`<${valueOfCell(a)}|${valueOfCell(b)}>`);
      }),
    );
  });

  test('takes columns named like parts of an object for ordinary ones, and the first of two of a name', () => {
    expect(made('{{__proto__}} {{constructor}}', ['__proto__', 'p'], ['constructor', 'c'])).toBe('p c');
    expect(textOf('{{constructor}} {{__proto__}} {{toString}}', []).made).toMatchObject({
      failure: { names: ['constructor', '__proto__', 'toString'] },
    });
    expect(made('{{Town}}', ['town', 'first'], ['TOWN', 'second'])).toBe('first');
  });

  test('is refused where it comes out empty or too long, and a caption may be shorter', () => {
    expect(made('{{a|}} \n', ['a', ''])).toBe('{"code":"empty_text"}');
    // Direction marks and joiners, as a pasted text may contain them.
    for (const marks of ['\u200e', '\u200b \u200b', '\u200d', '\ufe0f'])
      expect(made(`${marks}{{a|}}${marks}`, ['a', ''])).toBe('{"code":"empty_text"}');
    const long = 'x'.repeat(longestText({ attachmentHash: 'file' }) + 1);
    expect(textOf('{{a}}', [['a', long]]).made.ok).toBe(true);
    expect(textOf('{{a}}', [['a', long.slice(1)]], 'file').made.ok).toBe(true);
    expect(textOf('{{a}}', [['a', long]], 'file').made).toEqual({
      ok: false,
      failure: { code: 'text_too_long', characters: long.length },
    });
  });

  test('keeps its own line breaks, in one form', () => {
    expect(made('Hi {{a}}\r\n\r\nBye\rnow\n', ['a', 'x'])).toBe('Hi x\n\nBye\nnow');
  });

  test('is shown as it goes out, without the blanks around it', () => {
    expect(textOf(' Hi {{a}} \n', [['a', 'x']]).shown).toBe('Hi x');
  });

  test('has its values written as their column was read', () => {
    const form = { chosen: null, country: 'DE', isOfNumbers: true, datesOf: null };
    const fields = [{ key: 'amount', index: 0, form }];
    const source = textSource({ text: 'You gave {{amount}}', attachmentHash: null }, { fields });
    expect(personalText(source, ['1234.5']).shown).toBe('You gave 1234,5');
  });

  test('has the name and the first name of a column that is called so in another language', () => {
    expect(made('{{name}} {{nome}} {{first name}}', ['nombre', 'Ana Silva'])).toBe('Ana Silva Ana Silva Ana');
  });

  test('is nobody’s blank where the template itself is empty', () => {
    const isBlank = (text: string) => {
      const { made } = textOf(text, [['a', '']]);
      return !made.ok && isBlankFor(parseTemplate(text), made.failure);
    };
    expect([' ', '{{a|}}', '{{a}}', '{{a}} x'].map(isBlank)).toEqual([false, true, true, true]);
  });

  test('is made of any template without a throw, whose pieces make up its text', () => {
    fc.assert(
      fc.property(templateTexts, (text) => {
        made(text, ['name', 'x']);
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
