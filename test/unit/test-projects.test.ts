import { expect, it } from 'vitest';
import config from '../../vitest.config.ts';

type Limits = { readonly fileParallelism?: boolean; readonly maxWorkers?: number };

it('files of all projects run side by side, in the same number of workers: vitest refuses different ones', () => {
  const projects = (config.test?.projects ?? []) as readonly { readonly test: Limits }[];
  expect(projects).toHaveLength(5);
  for (const { test } of projects) {
    expect(test.fileParallelism).toBeUndefined();
    expect(test.maxWorkers).toBeUndefined();
  }
  expect(config.test?.maxWorkers).toBeGreaterThanOrEqual(2);
});
