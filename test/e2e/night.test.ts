import { expect, it } from 'vitest';
import { playNight } from '../faults/night/night.ts';
import { troubles } from '../faults/night/people.ts';

/** Those before the page's longer ends; `npm run faults -- --only night` has all of them, and more people. */
const shortNight = { people: 60, troubles: troubles.slice(0, 5), patienceMs: 240_000 };

it('a night that nobody watches ends by itself: everybody has one or a reason, and nothing stands still', async () => {
  const { wrong, without, taken, outages } = await playNight(shortNight);
  expect(wrong).toEqual([]);
  const reasons = shortNight.troubles.filter(({ costs }) => costs !== 'outage' && costs !== 'none');
  // Whoever has a turn in an outage, which is anybody's guess on a busy machine.
  expect(without.length).toBeLessThanOrEqual(outages + reasons.length);
  expect(taken).toBeGreaterThan(50);
});
