import { expect, test } from 'vitest';
import { bestSheet, sheetsWithPhones } from '../../../../domain/lists/best-sheet.ts';

const mapping = { phone: 0, further: [], area: null, name: null, country: null, fields: [] };
const readMe = { name: 'Read me', rowCount: 900, mapping: null };
const late = { name: 'Late', rowCount: 42, mapping };
const main = { name: 'Supporters', rowCount: 300, mapping };

test('of the sheets with phone numbers the longest is taken, and the first where none has any', () => {
  expect(bestSheet([readMe, late, main])).toBe(main);
  expect(bestSheet([readMe])).toBe(readMe);
  expect(bestSheet([])).toBeUndefined();
});

test('the others with phone numbers are offered in the order of the workbook', () => {
  expect(sheetsWithPhones([readMe, late, main, { name: 'Empty', rowCount: 0, mapping }])).toEqual([late, main]);
});
