import { setImmediate } from 'node:timers/promises';
import { limits } from '../../domain/limits.ts';

/**
 * What takes long for a long campaign, such as making its messages, a batch at a time: between two of them the dispatcher
 * and everything else has its turn. The app's end cuts it off, and its next start goes on with it.
 */
export class CampaignBatches {
  readonly #running = new Map<number, Promise<boolean>>();
  #isStopping = false;
  readonly #writeBack: () => void;
  readonly #onFailed: () => void;

  /** `writeBack`: has the database take what some batches left in its log. `onFailed`: one failed, and the rest is missing. */
  constructor(writeBack: () => void, onFailed: () => void = () => undefined) {
    this.#writeBack = writeBack;
    this.#onFailed = onFailed;
  }

  /**
   * Does a campaign's batches until one was the last: each is told how far the one before it came, and says how far it came
   * itself, or null. What is under way for a campaign already is not begun a second time. Returns false when the app's end
   * cut it off.
   */
  run(campaignId: number, batch: (after: number) => number | null): Promise<boolean> {
    const running = this.#running.get(campaignId) ?? this.#go(batch).finally(() => this.#running.delete(campaignId));
    this.#running.set(campaignId, running);
    return running;
  }

  /** Whether something is under way for a campaign. */
  isRunning(campaignId: number): boolean {
    return this.#running.has(campaignId);
  }

  /** Waits until nothing is under way for a campaign. */
  async ended(campaignId: number): Promise<void> {
    await this.#running.get(campaignId)?.catch(() => undefined);
  }

  /** Waits until no batch is under way any more; none begins after it. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.allSettled(this.#running.values());
  }

  async #go(batch: (after: number) => number | null): Promise<boolean> {
    let after = 0;
    for (let done = 1; !this.#isStopping; done += 1) {
      const until = this.#do(batch, after);
      if (until === null) return true;
      after = until;
      await setImmediate();
      if (done % limits.batchesWrittenBack > 0) continue;
      this.#writeBack();
      await setImmediate();
    }
    return false;
  }

  #do(batch: (after: number) => number | null, after: number): number | null {
    try {
      return batch(after);
    } catch (error) {
      this.#onFailed();
      throw error;
    }
  }
}
