import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import config from '../../vitest.config.ts';

type Project = { readonly name: string; readonly fileParallelism?: boolean; readonly maxWorkers?: number };

const projects = (config.test?.projects ?? []) as readonly { readonly test: Project }[];

it('npm test runs each project once, in one of its two parts', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const parts = `${scripts['test:computing']} ${scripts['test:waiting']}`;
  const run = [...parts.matchAll(/--project (\w+)/g)].map(([, name]) => name);
  expect(run.sort()).toEqual(projects.map(({ test }) => test.name).sort());
});

it('files of all projects run side by side, in the same number of workers: vitest refuses different ones', () => {
  expect(projects).toHaveLength(6);
  for (const { test } of projects) {
    expect(test.fileParallelism).toBeUndefined();
    expect(test.maxWorkers).toBeUndefined();
  }
  expect(config.test?.maxWorkers).toBeGreaterThanOrEqual(2);
});
