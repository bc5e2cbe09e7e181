import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import type { Weakness } from './weakness.ts';
import { harmOf, runsToCatch, weaknesses } from './weaknesses.ts';

/**
 * A weakness is tried by its own plan or by the run that caught it before. Where runs are drawn differently by now, a
 * search starts from the beginning.
 */
async function catchIt(weakness: Weakness): Promise<string | undefined> {
  const before = await check({ runs: 1, seed: 1, path: String(weakness.caughtByRun), weakness });
  const { failure } = before.failure || weakness.plan ? before : await check({ runs: runsToCatch, seed: 1, weakness });
  return failure?.said;
}

describe('the random runs notice', () => {
  it.each(weaknesses)(`within ${runsToCatch} runs: $name`, async (weakness) => {
    expect(await catchIt(weakness)).toMatch(harmOf(weakness));
  });
});
