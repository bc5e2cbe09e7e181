import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestPostgres } from '../../../support/postgres.ts';
import { runTeam } from './run.ts';
import { type Weakening, weakenedSchema, weakenings } from './weakened.ts';

/** Few runs: `npm run faults -- --only team` does more, from any seed. */
const seeds = [5, 6];
let server: TestPostgres;
beforeAll(async () => {
  server = await TestPostgres.start();
});
afterAll(() => server.remove());

it.each(seeds)(
  'a team on a real server sends nobody twice, nor behind a stop, whatever breaks: seed %s',
  async (seed) => {
    const { left } = await runTeam(server, seed);
    // A run in which nobody is sent to would prove nothing.
    expect(left).toBeGreaterThan(0);
  },
);

it.each(Object.keys(weakenings) as Weakening[])(
  'the team’s functions have the rule that is left out for: %s',
  (one) => {
    // Otherwise a longer search would mistake a rule whose loss it did not find for one that is not needed.
    expect(() => weakenedSchema(one)).not.toThrow();
  },
);
