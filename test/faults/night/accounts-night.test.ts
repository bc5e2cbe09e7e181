import { expect, it } from 'vitest';
import { playAccountsNight } from './accounts-night.ts';

it('a night of 2,000 people over three accounts, of which one is cut off, restricted, logged out and comes back, sends to each once', async () => {
  const { taken, wrong } = await playAccountsNight(2_000);
  expect(wrong).toEqual([]);
  expect(Math.min(...taken)).toBeGreaterThan(600);
}, 120_000);
