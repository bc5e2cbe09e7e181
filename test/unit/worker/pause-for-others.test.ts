import { expect, it } from 'vitest';
import { withPauses } from '../../../electron/worker/pause-for-others.ts';

it('long work lets everything else have its turn after each of its steps', async () => {
  let turns = 0;
  const turning = setInterval(() => (turns += 1));
  function* work(): Generator<void, number[]> {
    const turnsAt: number[] = [];
    for (let step = 0; step < 3; step += 1) {
      turnsAt.push(turns);
      yield;
    }
    return turnsAt;
  }
  const turnsAt = await withPauses(work());
  clearInterval(turning);
  expect(new Set(turnsAt).size).toBe(3);
});
