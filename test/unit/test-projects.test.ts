import { expect, it } from 'vitest';
import config from '../../vitest.config.ts';

type Limits = { readonly fileParallelism?: boolean; readonly maxWorkers?: number };

it('projects whose files run side by side name the same number of workers: on more than three cores vitest refuses others', () => {
  const projects = (config.test?.projects ?? []) as readonly { readonly test: Limits }[];
  const parallel = projects.map(({ test }) => test).filter(({ fileParallelism }) => fileParallelism !== false);
  expect(parallel).toHaveLength(3);
  const [first] = parallel;
  expect(first?.maxWorkers).toBeGreaterThanOrEqual(2);
  for (const { maxWorkers } of parallel) expect(maxWorkers).toBe(first?.maxWorkers);
});
