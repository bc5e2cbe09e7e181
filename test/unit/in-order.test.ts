import { expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { InOrder } from '../../electron/in-order.ts';
import { FakeClock } from '../support/fake-clock.ts';

it('what fails in an unknown way keeps nothing back that comes after it', async () => {
  const written: number[] = [];
  const clock = new FakeClock(0);
  let isBusy = false;
  const inOrder = new InOrder<number>({
    clock,
    most: 10,
    write: (item) => {
      if (isBusy) return false;
      if (item === 1) throw new Error('unknown');
      written.push(item);
      return true;
    },
  });
  expect(() => inOrder.add(1)).toThrow('unknown');
  inOrder.add(2);
  isBusy = true;
  for (const item of [1, 3, 4]) inOrder.add(item);
  isBusy = false;
  await expect(clock.pass(limits.busyAgainMs)).rejects.toThrow('unknown');
  await clock.pass(limits.busyAgainMs);
  expect(written).toEqual([2, 3, 4]);
});
