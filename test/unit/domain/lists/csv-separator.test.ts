import { expect, it } from 'vitest';
import { usualSeparator } from '../../../../domain/lists/csv-separator.ts';

it.each([
  ['GB', ','],
  ['US', ','],
  ['MX', ','],
  ['BR', ';'],
  ['DE', ';'],
  ['ES', ';'],
  ['IQ', ';'],
])('on a computer of %s spreadsheets part cells by "%s"', (country, separator) => {
  expect(usualSeparator(country)).toBe(separator);
});
