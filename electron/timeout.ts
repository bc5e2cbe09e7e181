import { limits } from '../domain/limits.ts';
import type { Clock } from './ports.ts';

/** The work did not end in time. It may still go on. */
export class TimedOut extends Error {}

/** The outcome of the work if it comes within the time, else a rejection with `TimedOut`. */
export async function withTimeout<Value>(clock: Clock, ms: number, work: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(ms, () => late.reject(new TimedOut(`no answer within ${ms} ms`)));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    cancel();
  }
}

/** WhatsApp's answer, or `late` if it comes too late or fails. */
export function bounded<Value>(clock: Clock, work: Promise<Value>, late: Value): Promise<Value> {
  return withTimeout(clock, limits.lookUpTimeoutMs, work).catch(() => late);
}

/** Waits for a time on the monotonic clock. */
export function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
