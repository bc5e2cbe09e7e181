import type { Db } from '../../db/database.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import type { Given } from '../ports.ts';
import type { CampaignParts } from './parts.ts';
import { finishCancel } from './run.ts';
import { finishStart } from './start.ts';

export type FinishParts = CampaignParts & Given<'log'> & Pick<Stores, 'notices'>;

/** Goes on with starts and cancellations that were cut off when the app last ended, or by a batch that failed. */
export async function finishBegun(parts: FinishParts): Promise<void> {
  for (const row of parts.campaigns.unfinished()) {
    try {
      if (row.state === 'starting') await finishStart(parts, row);
      else await finishCancel(parts, row.id);
    } catch (error) {
      parts.log.error('campaign not finished', error);
      // The other campaigns go on, and this one is tried again in a minute or at the next start.
      tell(parts, row.id);
    }
  }
}

/** Tries again after a batch failed, as on a full disk: a campaign nobody can cancel must not wait for a restart. */
export class FinishLater {
  readonly #parts: () => FinishParts;
  readonly #db: Pick<Db, 'isOpen'>;
  #isArmed = false;

  constructor(parts: () => FinishParts, db: Pick<Db, 'isOpen'>) {
    this.#parts = parts;
    this.#db = db;
  }

  /** In a minute all are tried, by one timer: with one each, those that fail again would be tried ever more often. */
  arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    this.#parts().clock.after(limits.clockCheckMs, () => {
      this.#isArmed = false;
      if (this.#db.isOpen) void finishBegun(this.#parts());
    });
  }
}

/** If the disk is full or the app is ending, the notice cannot be stored: then the log has it. */
function tell({ notices, clock, changes, log }: FinishParts, campaignId: number): void {
  try {
    if (notices.raise('campaign_not_begun', { campaignId }, clock.nowMs())) changes.notices();
  } catch (error) {
    log.error('notice not written', error);
  }
}
