import type { Clock } from '../ports.ts';

/** The page did not answer in time. What was asked may still happen there. */
export class TooLate extends Error {}

/** The outcome of the work if it comes within the time, else a rejection with `TooLate`. */
export async function within<Value>(clock: Clock, ms: number, work: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(ms, () => late.reject(new TooLate(`no answer within ${ms} ms`)));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    cancel();
  }
}
