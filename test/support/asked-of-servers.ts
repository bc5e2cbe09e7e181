import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** How long a test waits for a server that does not answer, in milliseconds. The app gives up a little later. */
const mostMs = 1_000;

/** Questions to servers that are not answered yet. */
const asked = new Set<Promise<unknown>>();
for (const name of ['connect', 'query'] as const) {
  const original = pg.Client.prototype[name] as (...given: unknown[]) => unknown;
  Object.defineProperty(pg.Client.prototype, name, {
    value(this: pg.Client, ...given: unknown[]): unknown {
      const answer = Promise.resolve(original.apply(this, given));
      asked.add(answer);
      const answered = () => void asked.delete(answer);
      answer.then(answered, answered);
      return answer;
    },
  });
}

/** Waits until all questions are answered, so that no clock of a test runs ahead on a slow machine. */
export async function untilServersAnswered(): Promise<void> {
  const began = performance.now();
  do await delay(1);
  while (asked.size > 0 && performance.now() - began < mostMs);
}
