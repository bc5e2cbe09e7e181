import { readMetaNumber, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import type { Given } from '../ports.ts';

type ClockDoubtParts = Given<'db' | 'clock' | 'log'>;

/** When the computer was started, as its clock had it when it was looked at last, and since when that is doubted. */
type Seen = { readonly bootedAtMs: number; readonly doubtedAtMs: number | null };

/** `put_forward`: while the app ran. `started`: since then the computer may also have been off, which is no fault. */
type Cause = 'put_forward' | 'started';

/**
 * Doubts the computer's clock where it may be ahead: whoever it calls too late has missed theirs for good, and who is not
 * due yet would get it too early. By such a clock the computer was started later than it was before. It was put forward,
 * then, or the computer was started anew and may not have asked for the time yet; sleep moves nothing. A clock that has
 * said so for a while is believed, and so is one that still says so at a later start: nobody waits for good.
 */
export class ClockDoubt {
  readonly #parts: ClockDoubtParts;
  #seen: Seen;
  /** Of a doubt from before this start it is not known, so that it holds as much as the graver one. */
  #cause: Cause = 'put_forward';

  constructor(parts: ClockDoubtParts) {
    const { db, clock } = parts;
    this.#parts = parts;
    const bootedAtMs = readMetaNumber(db, 'clock_booted_ms');
    this.#seen = { bootedAtMs, doubtedAtMs: readMetaNumber(db, 'clock_doubted_ms') || null };
    if (bootedAtMs === 0) this.#keep({ bootedAtMs: clock.bootedAtMs(), doubtedAtMs: null });
    else this.#look('started');
  }

  /** Looks at the clock, and says until when, by itself, it is doubted; null where it is believed. */
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

  /** What cannot be written holds until the app ends. */
  #keep(seen: Seen): void {
    const { db, log } = this.#parts;
    this.#seen = seen;
    try {
      db.immediateWithin(limits.gateBusyTimeoutMs, () => {
        writeMeta(db, 'clock_booted_ms', String(seen.bootedAtMs));
        writeMeta(db, 'clock_doubted_ms', String(seen.doubtedAtMs ?? 0));
      });
    } catch (error) {
      log.error('clock not stored', error);
    }
  }
}
