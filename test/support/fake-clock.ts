import type { Clock } from '../../electron/ports.ts';

type Timer = { readonly atMs: number; readonly order: number; readonly call: () => void };

/** A clock that a test moves. The wall clock and the monotonic clock can be moved apart, as a clock change does. */
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

  /** Somebody changes the wall clock, or the computer is off for so long. */
  jumpMs(byMs: number): void {
    this.#wallMs += byMs;
    this.#bootedAtMs += byMs;
  }

  /** The computer sleeps: no timer of the app runs meanwhile. */
  sleepMs(forMs: number): void {
    this.#wallMs += forMs;
  }

  /** Lets time pass, calling every timer on its way and everything that waits for it. */
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

/** Lets every promise that can settle do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
}
