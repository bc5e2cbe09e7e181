import { expect, it } from 'vitest';
import { check } from './check.ts';

/** Few runs, to be quick: `npm run faults` does as many as asked for, by default thousands. */
const runs = 36;

it(`sends nothing twice and says nothing untrue in ${runs} random runs`, async () => {
  const { failure, sums } = await check({ runs, seed: 1 });
  const shown = failure && `${failure.said}\n${failure.plan.commands.map((one) => JSON.stringify(one)).join('\n')}`;
  expect(failure, `npm run faults -- --only simulation ${failure?.replay}\n${shown}`).toBeNull();
  // Runs in which nothing happens would prove nothing.
  expect(sums.delivered).toBeGreaterThan(runs / 3);
  expect(sums.crashes).toBeGreaterThan(runs / 2);
  expect(sums.restores).toBeGreaterThan(runs / 20);
});
