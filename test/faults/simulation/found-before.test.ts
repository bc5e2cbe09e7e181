import { expect, it } from 'vitest';
import { check } from './check.ts';

/**
 * Runs that broke a promise once, by seed and path, and what they had shown. They hold for as long as the runs are
 * drawn alike.
 */
const found = [
  {
    seed: 67,
    path: '968:3:3:3:3:3:6:8:8:5:5:5:5:7:6:5:6:8:8:10:10:11:16:14:15:11:14:15:15:11:11:15:15:11:11:11:11:11:11:11:11:11',
    what: 'raises the alarm for a refused message that left, also when its acknowledgement is not higher than what is known',
  },
] as const;

it.each(found)('$what (seed $seed)', async ({ seed, path }) => {
  const { failure, sums } = await check({ runs: 1, seed, path });
  expect(failure).toBeNull();
  expect(sums.steps).toBeGreaterThan(0);
});
