import { setTimeout as delay } from 'node:timers/promises';

/** How long a busy machine may take for anything at all. Only a test that fails waits for all of it. */
export const patienceMs = 120_000;

/** A long wait looks less often: each look at a built app takes 9 ms of processor time, in three processes. */
const mostPollMs = 250;
const shareOfWait = 0.25;

/**
 * Returns the first value that `look` finds. It looks every `pollMs`; by default after a quarter of the time waited so
 * far, from 10 to 250 ms. Throws when there is no value within `patienceMs`.
 */
export async function until<Value>(
  look: () => Promise<Value | undefined | false> | Value | undefined | false,
  pollMs?: number,
  timeoutMs = patienceMs,
): Promise<Value> {
  const startMs = performance.now();
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    const waitedMs = performance.now() - startMs;
    if (waitedMs > timeoutMs) throw new Error(`not within ${timeoutMs} ms: ${look}`);
    await delay(pollMs ?? Math.min(mostPollMs, Math.max(10, waitedMs * shareOfWait)));
  }
}
