import { setImmediate } from 'node:timers/promises';
import { limits } from '../../domain/limits.ts';

/**
 * Work that takes long for a long campaign, such as making its messages, one batch at a time: the dispatcher and
 * everything else has its turn between two. If the app ends meanwhile, its next start goes on with the work.
 */
export class CampaignBatches {
  readonly #running = new Map<number, Promise<boolean>>();
  #isStopping = false;
  readonly #writeBack: () => void;
  readonly #onFailed: () => void;

  /** `writeBack` writes back what batches left in the database's log. `onFailed`: one failed; the rest is missing. */
  constructor(writeBack: () => void, onFailed: () => void = () => undefined) {
    this.#writeBack = writeBack;
    this.#onFailed = onFailed;
  }

  /**
   * Runs a campaign's batches until the last one. Each batch gets the position that the one before returned, and
   * returns its own, or null at the end. Work that already runs for the campaign is not started a second time. Returns
   * false when the end of the app cut it off.
   */
  run(campaignId: number, batch: (after: number) => number | null): Promise<boolean> {
    const running = this.#running.get(campaignId) ?? this.#go(batch).finally(() => this.#running.delete(campaignId));
    this.#running.set(campaignId, running);
    return running;
  }

  isRunning(campaignId: number): boolean {
    return this.#running.has(campaignId);
  }

  async ended(campaignId: number): Promise<void> {
    await this.#running.get(campaignId)?.catch(() => undefined);
  }

  /** Waits until no batch runs any more; none begins after it. */
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
