import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 50;

/** The first value that is there within the time; undefined when there is none. */
export async function within<Value>(
  ms: number,
  look: () => Promise<Value | undefined | null | false> | Value | undefined | null | false,
): Promise<Value | undefined> {
  for (const endMs = performance.now() + ms; ; await delay(pollMs)) {
    const value = await look();
    if (value !== undefined && value !== null && value !== false) return value;
    if (performance.now() > endMs) return undefined;
  }
}

/** Says how many milliseconds have passed since. */
export function stopwatch(): () => number {
  const startMs = performance.now();
  return () => Math.round(performance.now() - startMs);
}
