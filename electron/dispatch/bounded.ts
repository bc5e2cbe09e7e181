import { limits } from '../../domain/limits.ts';
import type { Clock } from '../ports.ts';

/** WhatsApp's answer, or what is said of one that comes too late or fails. */
export async function bounded<Value>(clock: Clock, work: Promise<Value>, late: Value): Promise<Value> {
  const waiting = Promise.withResolvers<Value>();
  const cancel = clock.after(limits.lookUpTimeoutMs, () => waiting.resolve(late));
  work.then(waiting.resolve, () => waiting.resolve(late));
  const value = await waiting.promise;
  cancel();
  return value;
}
