import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import config, { partsOfTest, projects } from '../../vitest.config.ts';

it('npm test runs the files of each project once, in one of its two parts', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  for (const part of Object.keys(partsOfTest)) expect(scripts['test:built']).toContain(part);
  const filesOf = (some: typeof projects) => some.flatMap(({ test }) => test.include).sort();
  expect(filesOf(Object.values(partsOfTest).flat())).toEqual(filesOf(projects));
});

it('files of all projects run side by side, in the same number of workers: vitest refuses different ones', () => {
  expect(projects).toHaveLength(6);
  for (const { test } of projects) {
    expect(test.fileParallelism).toBeUndefined();
    expect(test.maxWorkers).toBeUndefined();
  }
  expect(config.test?.maxWorkers).toBeGreaterThanOrEqual(2);
});
