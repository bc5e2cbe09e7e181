import { expect, test } from 'vitest';
import { growthOf, type Sample } from './measure.ts';

const sample = (changed: Partial<Sample>): Sample => ({
  heapMebibytes: 66,
  nativeMebibytes: 136,
  residentMebibytes: 270,
  handles: 42,
  resources: 20,
  ...changed,
});
const samples = (of: (index: number) => Partial<Sample>, count = 30) =>
  Array.from({ length: count }, (_, index) => sample(of(index)));

test.each([
  ['JavaScript', 'heapMebibytes grew', (index: number) => ({ heapMebibytes: 66 + index })],
  ['native memory', 'nativeMebibytes grew', (index: number) => ({ nativeMebibytes: 136 + 2 * index })],
  ['native memory in steps', 'nativeMebibytes grew', (index: number) => ({ nativeMebibytes: 136 + 24 * (index >> 3) })],
  ['open files', 'handles grew', (index: number) => ({ handles: 42 + index })],
])('a leak of %s is noticed', (_, said, of) => {
  expect(growthOf(samples(of))?.wrong).toEqual([expect.stringContaining(said)]);
});

test.each([
  ['what stays as it is', () => ({})],
  ['what a process gains while it warms up', (index: number) => ({ nativeMebibytes: 136 + 20 * Math.min(index, 4) })],
  ['a moment that is far off', (index: number) => (index === 29 ? { nativeMebibytes: 400, handles: 90 } : {})],
  ['empty pages of V8', (index: number) => ({ residentMebibytes: 200 + 60 * (index >> 4) })],
])('%s is no leak', (_, of) => {
  expect(growthOf(samples(of))?.wrong).toEqual([]);
});

test('a few samples say nothing', () => {
  expect(growthOf(samples(() => ({}), 9))).toBeNull();
});
