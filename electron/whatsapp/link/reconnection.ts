import type { Limits } from '../../../domain/limits.ts';
import type { Clock } from '../../ports.ts';

/** When to try again by itself after a lost link: the more tries in a row have failed, the later. */
export class Reconnection {
  readonly #clock: Clock;
  /** The delays after the first failure, the second and so on; the last one holds for all further failures. */
  readonly #delaysMs: readonly number[];
  readonly #reconnect: () => void;
  #failuresInARow = 0;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, delaysMs: readonly number[], reconnect: () => void) {
    this.#clock = clock;
    this.#delaysMs = delaysMs;
    this.#reconnect = reconnect;
  }

  /** Returns the time of the next try, in epoch milliseconds. */
  later(): number {
    const delayMs = this.#delaysMs[Math.min(this.#failuresInARow, this.#delaysMs.length - 1)] ?? 0;
    this.#failuresInARow += 1;
    this.cancel();
    this.#cancel = this.#clock.after(delayMs, this.#reconnect);
    return this.#clock.nowMs() + delayMs;
  }

  get failuresInARow(): number {
    return this.#failuresInARow;
  }

  cancel(): void {
    this.#cancel();
  }

  forgetFailures(): void {
    this.#failuresInARow = 0;
  }
}

/** The limits of a start after this many failures in a row: a busy machine takes longer, but not for ever. */
export function patientLimits(limits: Limits, failuresInARow: number): Limits {
  const patience = Math.min(1 + failuresInARow, limits.startPatienceMax);
  return {
    ...limits,
    pageModulesTimeoutMs: limits.pageModulesTimeoutMs * patience,
    readyTimeoutMs: limits.readyTimeoutMs * patience,
    startAnswerMs: limits.startAnswerMs * patience,
  };
}
