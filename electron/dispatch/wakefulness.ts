import { readMeta, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import type { Given } from '../ports.ts';

type WakefulnessParts = Given<'db' | 'clock' | 'log'> & { readonly graceMs: () => number };

/** A time in which the computer slept or the app was closed while messages were to be sent. */
export type StoodStill = { readonly fromMs: number; readonly toMs: number };

/**
 * Knows whether the app was awake. While messages are to be sent it stores a tick each minute: a gap longer than the
 * grace time is a sleep, or a computer that was switched off. Waiting for anything else, however long, is not.
 */
export class Wakefulness {
  readonly #parts: WakefulnessParts;
  #tickedAtMs: number | null;
  #writtenAtMs: number | null;
  #stoodStill: StoodStill | null = null;

  constructor(parts: WakefulnessParts) {
    this.#parts = parts;
    const stored = Number(readMeta(parts.db, 'dispatcher_tick') ?? '');
    this.#tickedAtMs = Number.isSafeInteger(stored) && stored > 0 ? stored : null;
    this.#writtenAtMs = this.#tickedAtMs;
  }

  /** The last time in which there was no tick for longer than the grace time; null where that never happened. */
  get stoodStill(): StoodStill | null {
    return this.#stoodStill;
  }

  /** Called while messages are to be sent and the app is awake. */
  tick(): void {
    const nowMs = this.#parts.clock.nowMs();
    const leastMs = Math.max(this.#parts.graceMs(), 2 * limits.clockCheckMs);
    if (this.#tickedAtMs !== null && nowMs - this.#tickedAtMs > leastMs)
      this.#stoodStill = { fromMs: this.#tickedAtMs, toMs: nowMs };
    // A time that ends in the future was no sleep: the clock was put forward, and back again.
    else if (this.#stoodStill !== null && this.#stoodStill.toMs > nowMs) this.#stoodStill = null;
    this.#tickedAtMs = nowMs;
    if (this.#writtenAtMs === null || Math.abs(nowMs - this.#writtenAtMs) >= limits.clockCheckMs) this.#write(nowMs);
  }

  /** Called when nothing is to be sent, or the operator makes it wait: the time until the next tick is no sleep. */
  rest(): void {
    this.#tickedAtMs = null;
    this.#stoodStill = null;
    if (this.#writtenAtMs !== null) this.#write(null);
  }

  #write(nowMs: number | null): void {
    const { db, log } = this.#parts;
    try {
      db.immediateSoon(() => writeMeta(db, 'dispatcher_tick', nowMs === null ? '' : String(nowMs)));
      this.#writtenAtMs = nowMs;
    } catch (error) {
      // The next tick tries again; at worst, a sleep is not noticed.
      log.error('tick not stored', error);
    }
  }
}
