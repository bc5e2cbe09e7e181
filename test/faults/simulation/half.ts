import { expect } from 'vitest';
import { check } from './check.ts';

/** Runs in each of the two test files, so that both cores have one. */
export const runsInHalf = 2_500;

/** Fails with the plan that breaks the promise, and with what replays it. */
export async function expectToHold(seed: number): Promise<void> {
  const { failure, sums } = await check({ runs: runsInHalf, seed });
  const shown = failure && `${failure.said}\n${failure.plan.commands.map((one) => JSON.stringify(one)).join('\n')}`;
  expect(failure, `npm run faults -- --only simulation ${failure?.replay}\n${shown}`).toBeNull();
  // Runs in which nothing happens would prove nothing.
  expect(sums.delivered).toBeGreaterThan(runsInHalf / 3);
  expect(sums.crashes).toBeGreaterThan(runsInHalf / 2);
  expect(sums.restores).toBeGreaterThan(runsInHalf / 20);
}
