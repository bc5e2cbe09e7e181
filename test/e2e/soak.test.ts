import { expect, it } from 'vitest';
import { runSoak } from '../faults/soak/run-soak.ts';
import { isWholeRun } from '../support/whole-run.ts';

// Two campaigns that share people, a kill in the first, an error in the second; an hour is `npm run soak -- --minutes
// 60`.
it.runIf(isWholeRun)('a short soak ends with one message each, nothing lost and nothing untrue', async () => {
  const report = await runSoak({ minutes: 0.1, seed: 39_160, people: 6, tell: () => undefined });
  expect(report.wrong).toEqual([]);
  expect(report.campaigns).toBeGreaterThanOrEqual(2);
});
