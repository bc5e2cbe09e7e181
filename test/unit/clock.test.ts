import { describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/clock.ts';

describe('the clocks of the machine', () => {
  it('count whole milliseconds, since the contract with the window carries nothing else', () => {
    const readings = Array.from({ length: 100 }, () => [systemClock.nowMs(), systemClock.monotonicMs()]).flat();
    expect(readings.filter((reading) => !Number.isInteger(reading))).toEqual([]);
  });
});
