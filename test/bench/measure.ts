import { monitorEventLoopDelay } from 'node:perf_hooks';

const nanosecondsPerMs = 1_000_000;
/** The resolution of the monitor that watches the main thread. */
const resolutionMs = 1;

export type Timed<Value> = {
  readonly value: Value;
  readonly tookMs: number;
  /** The longest time for which the main thread was blocked. */
  readonly longestBlockMs: number;
};

/** Measures a piece of work, and the longest time for which it blocked the main thread. */
export async function timed<Value>(work: () => Promise<Value> | Value): Promise<Timed<Value>> {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  // The monitor must have ticked once, or it would miss a block at the very beginning.
  await new Promise((resolve) => setTimeout(resolve, 2 * resolutionMs));
  delay.reset();
  const startMs = performance.now();
  const value = await work();
  const tookMs = performance.now() - startMs;
  await new Promise((resolve) => setTimeout(resolve, 2 * resolutionMs));
  delay.disable();
  return { value, tookMs, longestBlockMs: Math.max(0, delay.max / nanosecondsPerMs - resolutionMs) };
}

/** The time of each of many equal pieces of work, in milliseconds, shortest first. */
export function timesOf(count: number, work: (index: number) => void): number[] {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startMs = performance.now();
    work(index);
    times.push(performance.now() - startMs);
  }
  return times.sort((a, b) => a - b);
}

/** The value below which this share of the sorted values lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A time with its significant digits and its unit: "0.08 ms", "27 ms", "2.4 s". */
export function inWords(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms >= 10 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(2)} ms`;
}

/** The median and the slowest hundredth of many times. */
export function spread(sorted: readonly number[]): string {
  return `${inWords(quantile(sorted, 0.5))}, slowest 1 % from ${inWords(quantile(sorted, 0.99))}`;
}
