import { expect, it } from 'vitest';
import { playChanges } from '../faults/changes/changes.ts';

/** `npm run faults -- --only changes` has 200. */
const people = 42;

it('a campaign outlives cut lines, catching up, a lock and two versions of WhatsApp: one each, and no false word', async () => {
  const { wrong, taken, inDoubt } = await playChanges(people, 240_000);
  expect(wrong).toEqual([]);
  expect(taken + inDoubt.length).toBeGreaterThanOrEqual(people);
});
