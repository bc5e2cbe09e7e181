import { limits } from '../../domain/limits.ts';
import type { Clock } from '../ports.ts';
import { withTimeout } from '../timeout.ts';

/** WhatsApp's answer, or what is said of one that comes too late or fails. */
export function bounded<Value>(clock: Clock, work: Promise<Value>, late: Value): Promise<Value> {
  return withTimeout(clock, limits.lookUpTimeoutMs, work).catch(() => late);
}
