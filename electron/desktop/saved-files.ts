import { shell } from 'electron';
import { limits } from '../../domain/limits.ts';
import type { Answer } from '../commands.ts';
import type { Clock } from '../ports.ts';
import { withTimeout } from '../timeout.ts';

/** The files that the app wrote for the operator in this run: the window may show and open only these. */
export class SavedFiles {
  readonly #clock: Clock;
  readonly #paths = new Set<string>();
  readonly #writing = new Set<Promise<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes a file that is being written, and lets it be shown once it is there. */
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

  /** Waits for the files being written: cut off, a part of one would stay beside its place, and nobody would know. */
  async stop(): Promise<void> {
    const all = Promise.allSettled(this.#writing);
    await withTimeout(this.#clock, limits.quitDrainMs, all).catch(() => undefined);
  }

  show(path: string): void {
    if (this.#paths.has(path)) shell.showItemInFolder(path);
  }

  open(path: string): void {
    if (this.#paths.has(path)) void shell.openPath(path);
  }
}
