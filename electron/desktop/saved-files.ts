import { shell } from 'electron';
import { limits } from '../../domain/limits.ts';
import type { Answer } from '../commands.ts';
import type { Clock } from '../ports.ts';
import { withTimeout } from '../timeout.ts';

/** The files that the app wrote for the operator in this run: the window may show and open no others. */
export class SavedFiles {
  readonly #clock: Clock;
  readonly #paths = new Set<string>();
  readonly #writing = new Set<Promise<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The app writes this file. Once it is there it may be shown. */
  async untilWritten<Value>(path: string, writing: Answer<Value>): Answer<Value> {
    this.#writing.add(writing);
    try {
      const saved = await writing;
      if (saved.ok) this.#paths.add(path);
      return saved;
    } finally {
      this.#writing.delete(writing);
    }
  }

  /** Waits for what is being written: cut off, it would leave a part of it beside its place, and nobody was told. */
  async stop(): Promise<void> {
    const all = Promise.allSettled(this.#writing);
    await withTimeout(this.#clock, limits.quitDrainMs, all).catch(() => undefined);
  }

  /** Shows it in its folder. */
  show(path: string): void {
    if (this.#paths.has(path)) shell.showItemInFolder(path);
  }

  /** Opens it with the program that the system has for it. */
  open(path: string): void {
    if (this.#paths.has(path)) void shell.openPath(path);
  }
}
