import type { Limits } from '../../../domain/limits.ts';
import type { Clock } from '../../ports.ts';

/** When to try again by itself after a link that was lost: the later, the more tries in a row have failed. */
export class Reconnection {
  readonly #clock: Clock;
  /** How long to wait after the first failure, the second and so on; the last holds for all further ones. */
  readonly #delaysMs: readonly number[];
  readonly #reconnect: () => void;
  #failuresInARow = 0;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, delaysMs: readonly number[], reconnect: () => void) {
    this.#clock = clock;
    this.#delaysMs = delaysMs;
    this.#reconnect = reconnect;
  }

  /** Returns when the next try will be, in epoch milliseconds. */
  later(): number {
    const delayMs = this.#delaysMs[Math.min(this.#failuresInARow, this.#delaysMs.length - 1)] ?? 0;
    this.#failuresInARow += 1;
    this.cancel();
    this.#cancel = this.#clock.after(delayMs, this.#reconnect);
    return this.#clock.nowMs() + delayMs;
  }

  /** How many starts in a row have failed. */
  get failuresInARow(): number {
    return this.#failuresInARow;
  }

  cancel(): void {
    this.#cancel();
  }

  /** The delays begin anew. */
  forgetFailures(): void {
    this.#failuresInARow = 0;
  }
}

/** The bounds of a start after so many that failed in a row: a machine that is busy takes longer, not for ever. */
export function patientLimits(limits: Limits, failuresInARow: number): Limits {
  const patience = Math.min(1 + failuresInARow, limits.startPatienceMax);
  return {
    ...limits,
    pageModulesTimeoutMs: limits.pageModulesTimeoutMs * patience,
    readyTimeoutMs: limits.readyTimeoutMs * patience,
    startAnswerMs: limits.startAnswerMs * patience,
  };
}
