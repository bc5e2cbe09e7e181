import { describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/clock.ts';

describe('the clocks of the machine', () => {
  it('count whole milliseconds, since the contract with the window carries nothing else', () => {
    const { nowMs, monotonicMs, bootedAtMs } = systemClock;
    const readings = Array.from({ length: 100 }, () => [nowMs(), monotonicMs(), bootedAtMs()]).flat();
    expect(readings.filter((reading) => !Number.isInteger(reading))).toEqual([]);
  });

  it('say when the computer was started, which stays the same while time passes', async () => {
    const { nowMs, bootedAtMs } = systemClock;
    const before = bootedAtMs();
    expect(before).toBeLessThan(nowMs());
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(Math.abs(bootedAtMs() - before)).toBeLessThan(1_100);
  });
});
