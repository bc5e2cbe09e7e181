import { setTimeout as delay } from 'node:timers/promises';

/** What a busy machine may take for anything at all. Only a test that fails waits for all of it. */
export const patienceMs = 120_000;

/** The first value that is there, looked for every few milliseconds. Throws when there is none in all of our patience. */
export async function until<Value>(
  look: () => Promise<Value | undefined | false> | Value | undefined | false,
  pollMs = 10,
  timeoutMs = patienceMs,
): Promise<Value> {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > endMs) throw new Error(`not within ${timeoutMs} ms: ${look}`);
    await delay(pollMs);
  }
}
