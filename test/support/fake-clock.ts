import type { Clock } from '../../electron/ports.ts';

type Timer = { readonly atMs: number; readonly order: number; readonly call: () => void };

/** A clock that a test moves. Wall clock and monotonic clock can be moved apart. */
export class FakeClock implements Clock {
  #wallMs: number;
  #monotonicMs = 0;
  #bootedAtMs: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(wallMs: number) {
    this.#wallMs = wallMs;
    this.#bootedAtMs = wallMs;
  }

  nowMs(): number {
    return this.#wallMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  bootedAtMs(): number {
    return this.#bootedAtMs;
  }

  after(delayMs: number, call: () => void): () => void {
    this.#order += 1;
    const timer = { atMs: this.#monotonicMs + Math.max(0, delayMs), order: this.#order, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  get armed(): number {
    return this.#timers.size;
  }

  /** Moves the wall clock only, as when somebody changes it or the computer is off for this time. */
  jumpMs(byMs: number): void {
    this.#wallMs += byMs;
    this.#bootedAtMs += byMs;
  }

  /** Moves the time as while the computer sleeps: no timer of the app runs meanwhile. */
  sleepMs(forMs: number): void {
    this.#wallMs += forMs;
  }

  /** Lets time pass, firing each timer that falls due and resolving each wait. */
  async pass(byMs: number): Promise<void> {
    const untilMs = this.#monotonicMs + byMs;
    await settle();
    for (;;) {
      const due = [...this.#timers]
        .filter((timer) => timer.atMs <= untilMs)
        .sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#move(due.atMs - this.#monotonicMs);
      due.call();
      await settle();
    }
    this.#move(untilMs - this.#monotonicMs);
    await settle();
  }

  #move(byMs: number): void {
    this.#monotonicMs += byMs;
    this.#wallMs += byMs;
  }
}

/** Waits until every promise that can settle has settled. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
}
