import { expect, it } from 'vitest';
import { typedNumber } from '../../../domain/typed-number.ts';

it.each([
  ['12', 12],
  [' 0.5 ', 0.5],
  ['0,5', 0.5],
  ['٤٥', 45],
  ['۱۲', 12],
  ['٠٫٥', 0.5],
])('reads what people type: %j', (typed, number) => {
  expect(typedNumber(typed)).toBe(number);
});

it.each(['', ' ', 'x', '1e3', '0x10', '-4', '1.2.3', '4 5'])('calls %j no number', (typed) => {
  expect(typedNumber(typed)).toBeNaN();
});
