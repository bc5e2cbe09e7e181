import { limits } from '../domain/limits.ts';
import type { Clock } from './dispatch/ports.ts';

/** The clocks and timers of the machine. Node's timers run on the monotonic clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, call) => {
    const timer = setTimeout(call, Math.min(Math.max(0, delayMs), limits.timerMaxMs));
    return () => clearTimeout(timer);
  },
};
