import { expect, it } from 'vitest';
import { playNight } from '../faults/night/night.ts';

/** `npm run faults -- --only night` has more people, and the faults that take a minute or more. */
const shortNight = { people: 60, accounts: 1, isShort: true, patienceMs: 280_000 };

it('a night that nobody watches counts whom it loses: nobody by what is over soon, and nothing stands still', async () => {
  const { wrong, taken, struck } = await playNight(shortNight);
  expect(wrong).toEqual([]);
  expect(struck.length).toBeGreaterThan(10);
  expect(taken).toBeGreaterThan(50);
});
