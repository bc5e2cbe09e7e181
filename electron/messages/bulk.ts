import { setImmediate } from 'node:timers/promises';
import type { BulkProgress } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';

type Work = {
  readonly what: BulkProgress['what'];
  readonly ids: readonly number[];
  /** Does its part with some messages, in one transaction. */
  readonly batch: (ids: readonly number[]) => void;
};

/**
 * Does one thing to many messages, a batch at a time. Between two batches the dispatcher and everything else has its
 * turn, so that 100,000 messages hold nothing up; the operator sees the progress and may stop it.
 */
export class Bulk {
  readonly #onProgress: (progress: BulkProgress | null) => void;
  #running: Promise<boolean> | null = null;
  #isStopping = false;

  constructor(onProgress: (progress: BulkProgress | null) => void) {
    this.#onProgress = onProgress;
  }

  /** Whether one is running: a second one is refused meanwhile. */
  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Returns true when all of it was done, false when it was stopped. */
  async run(work: Work): Promise<boolean> {
    this.#isStopping = false;
    this.#running = this.#go(work);
    try {
      return await this.#running;
    } finally {
      this.#running = null;
      if (work.ids.length > limits.bulkBatchRows) this.#onProgress(null);
    }
  }

  /** Begins no further batch, and waits for the present one. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running?.catch(() => false);
  }

  async #go({ what, ids, batch }: Work): Promise<boolean> {
    for (let done = 0; done < ids.length; ) {
      batch(ids.slice(done, done + limits.bulkBatchRows));
      done += limits.bulkBatchRows;
      if (done >= ids.length) return true;
      this.#onProgress({ what, done, total: ids.length });
      await setImmediate();
      if (this.#isStopping) return false;
    }
    return true;
  }
}
