import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 50;

/** The first value that appears within the time; undefined when none does. */
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

/** Returns a function that says how many milliseconds have passed since this call. */
export function stopwatch(): () => number {
  const startMs = performance.now();
  return () => Math.round(performance.now() - startMs);
}
