import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  columnForm,
  isUnclearAmount,
  separatorsOf,
  type ValueForm,
  valueWriter,
} from '../../../../domain/lists/value-form.ts';

const numbersOf = (country: string, more: { hasUnclearTexts?: boolean; hasShortDates?: boolean } = {}) => ({
  country,
  columns: [{ index: 0, hasShortDates: false, hasUnclearTexts: false, ...more }],
  values: [],
});
const none = { country: 'GB', columns: [], values: [] };
/** What a person reads of a cell in a column of numbers, and in one of texts. */
const ofNumbers = (cell: string, country: string, more = {}) =>
  valueWriter(columnForm(0, undefined, country, numbersOf('GB', more)))(cell);
const ofTexts = (cell: string, country: string, chosen?: ValueForm) =>
  valueWriter(columnForm(0, chosen, country, none))(cell);

describe('the amounts of a workbook', () => {
  test.each([
    ['R$ 1,236.56', 'BR', 'R$ 1.236,56'],
    ['1236.5', 'DE', '1236,5'],
    ['1,236', 'BR', '1.236'],
    ['-12.5%', 'ES', '-12,5%'],
    ['(1,236,000.00)', 'BR', '(1.236.000,00)'],
    ['€98.50', 'FR', '€98,50'],
    ['1,236.56', 'CH', "1'236.56"],
    ['£1,236.56', 'GB', '£1,236.56'],
    ['1,236.56', 'EG', '1,236.56'],
    ['1,236.56', 'US', '1,236.56'],
  ])('%j stands in a list of %s as %j', (cell, country, shown) => {
    expect(ofNumbers(cell, country)).toBe(shown);
  });

  test.each(['1.236,56', 'R$ 12,50', '1.236.000', 'Rua 12, 5', '03.2026', '14:30', '001.5', '1,23,456.00', 'two'])(
    'leave the text %j beside them as it is',
    (cell) => {
      expect(ofNumbers(cell, 'BR')).toBe(cell);
    },
  );

  test('leave what may be either as it is, where texts of both kinds stand in the column', () => {
    const mixed = { hasUnclearTexts: true };
    expect([ofNumbers('1.236', 'BR', mixed), ofNumbers('1,236.56', 'BR', mixed)]).toEqual(['1.236', '1.236,56']);
    expect(['1.236', 'R$ 2,500', '1.236,56', '12', 'a.bcd'].map(isUnclearAmount)).toEqual([
      ...[true, true, false, false, false],
    ]);
  });

  test('say the number that the file has, in every country and every form', () => {
    const countries = fc.constantFrom(
      'BR',
      'DE',
      'FR',
      'CH',
      'GB',
      'US',
      'MX',
      'ES',
      'IT',
      'EG',
      'MA',
      'PL',
      'ZA',
      'AT',
    );
    const amounts = fc.tuple(fc.integer({ min: 0, max: 10 ** 11 }), fc.integer({ min: 0, max: 4 }), fc.boolean());
    const around = fc.constantFrom(['', ''], ['R$ ', ''], ['€', ''], ['', ' kg'], ['-', ''], ['(', ')'], ['', '%']);
    fc.assert(
      fc.property(countries, amounts, around, (country, [units, decimals, isGrouped], [before, after]) => {
        const value = units / 10 ** decimals;
        const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
        const english = new Intl.NumberFormat('en', { ...digits, useGrouping: isGrouped }).format(value);
        const shown = ofNumbers(`${before}${english}${after}`, country);
        const { group, decimal } = separatorsOf(country);
        const back = shown.slice(before?.length, shown.length - (after?.length ?? 0));
        expect(back.replaceAll(group, '').replace(decimal, '.')).toBe(value.toFixed(decimals));
        // Formatting the result once more changes nothing, unless it is now an amount of the other form.
        if (/[.,]\d+[.,]/.test(shown) || decimal === '.') expect(ofTexts(shown, country, 'list')).toBe(shown);
      }),
    );
  });
});

describe('the dates of a list', () => {
  test('stand in its short form where the file left that open', () => {
    const dates = { hasShortDates: true };
    expect(ofNumbers('2026-03-14', 'BR')).toBe('14/03/2026');
    expect(ofNumbers('2026-03-04 10:30', 'DE')).toBe('4.3.2026 10:30');
    // Read in the day order of the country that the list was assumed to be from.
    expect(ofNumbers('04/03/2026', 'US', dates)).toBe('3/4/2026');
    expect(ofNumbers('04/03/2026', 'US')).toBe('04/03/2026');
    expect(ofNumbers('12 March 2026', 'BR')).toBe('12 March 2026');
  });

  test('stay as they are where they can only have been typed in another order than that of the file', () => {
    const dates = { hasShortDates: true };
    for (const typed of ['12/25/2026', '12/25/2026 10:30', '32/01/2026', '00/01/2026'])
      expect(ofNumbers(typed, 'US', dates)).toBe(typed);
  });
});

describe('texts of a file', () => {
  test('stay as they are until the operator wants the form of the list', () => {
    for (const cell of ['1,236.56', '1.236,56', '2026-03-14', '1236.5']) expect(ofTexts(cell, 'BR')).toBe(cell);
    expect(ofTexts('1,236.56', 'BR', 'list')).toBe('1.236,56');
    expect(ofTexts('1.236', 'BR', 'list')).toBe('1.236');
    expect(ofTexts('2026-03-14', 'BR', 'list')).toBe('14/03/2026');
  });

  test('and numbers stand as the file has them where the operator wants that', () => {
    expect(valueWriter(columnForm(0, 'file', 'BR', numbersOf('BR')))('1,236.56')).toBe('1,236.56');
  });
});
