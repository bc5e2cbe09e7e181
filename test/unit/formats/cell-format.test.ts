import { describe, expect, test } from 'vitest';
import { shortDateFormat } from '../../../domain/schedule/short-date.ts';
import { cellFormat } from '../../../electron/formats/cell-format.ts';

const show = (value: number, code: string, is1904 = false) => cellFormat(code)(value, is1904);
const quarterPastSix = 43_536 + 18.25 / 24; // 12 March 2019, 18:15.

describe('a date is shown as its format says', () => {
  test.each([
    ['d mmmm yyyy', '12 March 2019'],
    ['dd/mm/yyyy', '12/03/2019'],
    ['m/d/yy', '3/12/19'],
    ['yyyy-mm-dd hh:mm:ss', '2019-03-12 18:15:00'],
    ['yyyy\\-mm\\-dd\\ h:mm\\ AM/PM', '2019-03-12 6:15 PM'],
    ['h:mm a/p', '6:15 P'],
    ['[$-409]dddd, mmmm dd, yyyy;@', 'Tuesday, March 12, 2019'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'Tuesday, March 12, 2019'],
    ['[$-40A]d "de" mmmm "de" yyyy', '12 de marzo de 2019'],
    ['[$-416]d\\ mmm\\ yyyy', '12 mar 2019'],
    ['yyyy"年"m"月"d"日"', '2019年3月12日'],
    ['[Red]ddd d-mmm-yy', 'Tue 12-Mar-19'],
  ])('%s', (code, shown) => {
    expect(show(quarterPastSix, code)).toBe(shown);
  });

  test('and counts days from 1904 where the workbook does', () => {
    expect(show(quarterPastSix - 1_462, 'd mmmm yyyy', true)).toBe('12 March 2019');
  });

  test('and hours go on behind the day where they are counted', () => {
    expect(show(1.5 + 1 / 86_400, '[h]:mm:ss')).toBe('36:00:01');
    expect(show(1 / 24 / 60, '[mm]:ss')).toBe('01:00');
    expect(show(0.75, 'h:mm')).toBe('18:00');
  });
});

describe('an amount is shown as its format says', () => {
  test.each([
    [98.5, '0.00', '98.50'],
    [1.005, '0.00', '1.01'],
    [98.5, '0', '99'],
    [1_234.5, '#,##0.00', '1,234.50'],
    [1_234_567, '#,##0', '1,234,567'],
    [1_234_567, '#,##0,"k"', '1,235k'],
    [0.125, '0%', '13%'],
    [0.125, '0.0%', '12.5%'],
    [98.5, '"£"#,##0.00', '£98.50'],
    [98.5, '[$€-407] #,##0.00', '€ 98.50'],
    [1_234.5, '#,##0.00\\ [$€-407]', '1,234.50 €'],
    [-98.5, '$#,##0.00_);[Red]($#,##0.00)', '($98.50)'],
    [-98.5, '"£"0.00', '-£98.50'],
    [-0.001, '0.00', '0.00'],
    [0, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', '-'],
    [98.5, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-', '£98.50'],
    [0.5, '#.##', '.5'],
    [0.5, '0.0#', '0.5'],
    [7, '000', '007'],
    [0.000_000_1, '0.00', '0.00'],
    [1_234_567.891, '0.000000000000', '1234567.891000000000'],
    [3, 'General" people"', '3 people'],
    [12_345_678, '[$R$-416]\\ #,##0.00', 'R$ 12,345,678.00'],
  ])('%d as %s', (value, code, shown) => {
    expect(show(value, code)).toBe(shown);
  });
});

describe('a number that may be called keeps the digits that are stored', () => {
  test.each([
    ['General', '447700900123'],
    ['0', '447700900123'],
    ['0.00', '447700900123'],
    ['#,##0', '447700900123'],
    ['0.00E+00', '447700900123'],
    ['0,', '447700900123'],
    [';;;', '447700900123'],
    ['d/m/yyyy', '447700900123'],
    ['\\+0', '+447700900123'],
    ['0000000000000', '0447700900123'],
    ['00 0000 000000', '44 7700 900123'],
  ])('%s', (code, shown) => {
    expect(show(447_700_900_123, code)).toBe(shown);
  });

  test('and does not look exact where the spreadsheet has lost some', () => {
    expect(show(4.477009001234567e18, '0')).toBe('4.477009001234567E+18');
    expect(show(7_700_900_164.5, '0')).toBe('7700900164.5');
  });

  test('and a date of nothing but digits is not taken for one', () => {
    expect(show(43_536, 'yyyymmdd')).toBe('2019-03-12');
  });
});

describe('what is not known is shown in full', () => {
  test.each([
    [0.5, '# ?/?', '0.5'],
    [98.5, '[>100]0;0.0', '98.5'],
    [98.5, 'joke', '98.5'],
    [98.5, `0${'%'.repeat(200)}`, '98.5'],
    [98.5, '0.0000000000000000000', '98.5'],
    [43_536, 'yyyy-mm-dd hh:mm:ss.000', '2019-03-12'],
    [43_536, 'mmmmm yy', '2019-03-12'],
    [-1, 'd mmmm yyyy', '-1'],
    [0.75, 'd mmmm yyyy', '18:00'],
    [98.5, '"'.repeat(10_000), '98.5'],
    [98.5, `0${'['.repeat(60_000)}`, '98.5'],
  ])('%d as %s', (value, code, shown) => {
    expect(show(value, code)).toBe(shown);
  });
});

test('a short date is in the order of its country', () => {
  expect((['GB', 'US', 'DE', 'BR', 'EG', 'CN', 'CA'] as const).map(shortDateFormat)).toEqual([
    'dd/mm/yyyy',
    'm/d/yyyy',
    'd.m.yyyy',
    'dd/mm/yyyy',
    'd/m/yyyy',
    'yyyy/m/d',
    'yyyy-mm-dd',
  ]);
});
