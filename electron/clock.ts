import { uptime } from 'node:os';
import { limits } from '../domain/limits.ts';
import type { Clock } from './ports.ts';

/** The clocks and timers of the machine, in whole milliseconds. Node's timers run on the monotonic clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => Math.floor(performance.now()),
  // The uptime includes sleep, on all systems.
  bootedAtMs: () => Date.now() - Math.floor(uptime() * 1_000),
  after: (delayMs, call) => {
    const timer = setTimeout(call, Math.min(Math.max(0, delayMs), limits.timerMaxMs));
    return () => clearTimeout(timer);
  },
};

/** A moment by both clocks: the monotonic one may stand still in sleep, and the wall clock can be set. */
export type Moment = { readonly wallMs: number; readonly monotonicMs: number };

export const momentOf = (clock: Clock): Moment => ({ wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() });

/** How long ago a moment was, by the clock that gives the longer time. */
export function ageMs(clock: Clock, { wallMs, monotonicMs }: Moment): number {
  return Math.max(clock.nowMs() - wallMs, clock.monotonicMs() - monotonicMs);
}

/** The IANA name of this computer's time zone. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
