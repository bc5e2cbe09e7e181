import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColumnSurvey, columnReader } from '../../../../domain/lists/column-values.ts';
import { noNumberColumns } from '../../../../domain/lists/value-form.ts';

/** The values of a column with exactly these cells, cell by cell, in a list for a country. */
function worth(country: string, ...cells: string[]) {
  const survey = new ColumnSurvey(1, []);
  for (const cell of cells) survey.see([cell]);
  const numbers = { ...noNumberColumns, values: survey.columns() };
  const { value } = columnReader(0, undefined, { country, numbers });
  return cells.map((cell) => {
    const of = value(cell);
    if (of === null) return null;
    return of.kind === 'amount' ? [of.value, of.format] : [new Date(of.value).toISOString(), of.format];
  });
}

describe('a column of amounts', () => {
  it.each([
    ['BR', 'R$ 1.236,56', 1236.56, '"R$ "#,##0.00'],
    ['GB', '£1,236.5', 1236.5, '"£"#,##0.0'],
    ['DE', '98,50 €', 98.5, '0.00" €"'],
    ['BR', '1.236', 1236, '#,##0'],
    ['GB', '1.236', 1.236, '0.000'],
    ['BR', '1236.56', 1236.56, '0.00'],
    ['GB', '-12%', -0.12, '0%'],
    ['GB', '0', 0, '0'],
  ])('of %s: %s is %d', (country, cell, value, format) => {
    expect(worth(country, cell)).toEqual([[value, format]]);
  });

  it('is read as all of its cells allow it, whatever its country writes', () => {
    expect(worth('BR', '1,236.56', '1.236', '')).toEqual([[1236.56, '#,##0.00'], [1.236, '0.000'], null]);
    expect(worth('GB', '1.236,56', '1.236')).toEqual([
      [1236.56, '#,##0.00'],
      [1236, '#,##0'],
    ]);
  });

  it.each([
    ['codes with a zero before them', ['00123', '45678']],
    ['numbers that are told and not counted', ['21976543210', '21976543211']],
    ['words among them', ['12', 'twelve']],
    ['addresses', ['12 High Street', '14 High Street']],
    ['what is an amount here and there in neither form', ['1,236.56', '1.236,56']],
    ['signs of several kinds', ['+44', '(12)']],
  ])('is none of %s', (_what, cells) => {
    expect(worth('GB', ...cells)).toEqual(cells.map(() => null));
  });

  it('adds up to what its amounts come to, however they are written', () => {
    const cents = fc.array(fc.integer({ min: 0, max: 99_999_999 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(cents, fc.constantFrom('GB', 'BR', 'DE', 'US'), (amounts, country) => {
        const locale = { GB: 'en-GB', BR: 'pt-BR', DE: 'de-DE', US: 'en-US' }[country] ?? 'en';
        const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
        const found = worth(country, ...amounts.map((amount) => money.format(amount / 100)));
        const sum = found.reduce((total, one) => total + Math.round(Number(one?.[0]) * 100), 0);
        expect(sum).toBe(amounts.reduce((total, amount) => total + amount, 0));
      }),
    );
  });
});

describe('a column of dates', () => {
  it.each([
    ['GB', '05/03/2026', '2026-03-05T00:00:00.000Z', 'dd\\/mm\\/yyyy'],
    ['US', '3/5/2026', '2026-03-05T00:00:00.000Z', 'm\\/d\\/yyyy'],
    ['DE', '5.3.2026 14:30', '2026-03-05T14:30:00.000Z', 'd\\.m\\.yyyy\\ hh:mm'],
    ['BR', '2026-03-05', '2026-03-05T00:00:00.000Z', 'yyyy\\-mm\\-dd'],
  ])('of %s: %s is %s', (country, cell, at, format) => {
    expect(worth(country, cell)).toEqual([[at, format]]);
  });

  it('is read in the only order that all of its cells have', () => {
    expect(worth('GB', '03/25/2026', '03/05/2026').map((one) => one?.[0])).toEqual([
      '2026-03-25T00:00:00.000Z',
      '2026-03-05T00:00:00.000Z',
    ]);
  });

  it('is none where a cell is no day of the calendar, or of a time that spreadsheets do not know', () => {
    expect(worth('GB', '31/02/2026')).toEqual([null]);
    expect(worth('GB', '05/03/1890')).toEqual([null]);
    expect(worth('GB', '25/12/2026', '12/25/2026')).toEqual([null, null]);
  });
});
