import { readMetaNumber, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import type { Given } from '../ports.ts';

type ClockDoubtParts = Given<'db' | 'clock' | 'log'>;

/** When the computer was started by its own clock, as last seen, and since when that is doubted. */
type Seen = { readonly bootedAtMs: number; readonly doubtedAtMs: number | null };

/** `put_forward`: while the app ran. `started`: since the computer may also have been off, which is no fault. */
type Cause = 'put_forward' | 'started';

/**
 * Doubts the computer's clock where it may be ahead: by such a clock, messages would be marked as missed for good, and
 * others would go too early. The sign is that the computer seems to have been started later than before: the clock was
 * put forward, or the computer was started anew and has not set it by the network yet. A clock is believed once it has
 * said the same for a while, or still says it at a later start, so nobody waits for good.
 */
export class ClockDoubt {
  readonly #parts: ClockDoubtParts;
  #seen: Seen;
  /** The cause of a doubt from before this start is unknown, so it counts as the more serious one. */
  #cause: Cause = 'put_forward';

  constructor(parts: ClockDoubtParts) {
    const { db, clock } = parts;
    this.#parts = parts;
    const bootedAtMs = readMetaNumber(db, 'clock_booted_ms');
    this.#seen = { bootedAtMs, doubtedAtMs: readMetaNumber(db, 'clock_doubted_ms') || null };
    if (bootedAtMs === 0) this.#keep({ bootedAtMs: clock.bootedAtMs(), doubtedAtMs: null });
    else this.#look('started');
  }

  /** Checks the clock, and returns until when, by its own time, it is doubted; null where it is believed. */
  get current(): { readonly untilMs: number; readonly cause: Cause } | null {
    this.#look('put_forward');
    const { doubtedAtMs } = this.#seen;
    return doubtedAtMs === null ? null : { untilMs: doubtedAtMs + limits.clockDoubtMs, cause: this.#cause };
  }

  #look(cause: Cause): void {
    const nowMs = this.#parts.clock.nowMs();
    const bootedAtMs = this.#parts.clock.bootedAtMs();
    const { doubtedAtMs } = this.#seen;
    const aheadMs = bootedAtMs - this.#seen.bootedAtMs;
    if (aheadMs > limits.clockPutForwardMs) {
      this.#cause = cause;
      this.#keep({ bootedAtMs, doubtedAtMs: (cause === 'started' ? doubtedAtMs : null) ?? nowMs });
    } else if (aheadMs < -limits.clockPutForwardMs) this.#keep({ bootedAtMs, doubtedAtMs: null });
    else if (doubtedAtMs !== null && nowMs - doubtedAtMs >= limits.clockDoubtMs)
      this.#keep({ ...this.#seen, doubtedAtMs: null });
  }

  /** Stores the state; if it cannot be stored, it holds until the app ends. */
  #keep(seen: Seen): void {
    const { db, log } = this.#parts;
    this.#seen = seen;
    try {
      db.immediateSoon(() => {
        writeMeta(db, 'clock_booted_ms', String(seen.bootedAtMs));
        writeMeta(db, 'clock_doubted_ms', String(seen.doubtedAtMs ?? 0));
      });
    } catch (error) {
      log.error('clock not stored', error);
    }
  }
}
