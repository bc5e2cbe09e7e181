import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import { runsToCatch, weaknesses } from './weaknesses.ts';

describe('the random runs notice', () => {
  it.each(weaknesses)(`within ${runsToCatch} runs: $name`, async (weakness) => {
    const { failure } = await check({ runs: runsToCatch, seed: 1, weakness });
    expect(failure?.said).toMatch(/delivered/);
  });
});
