import type { Notices } from '../../db/notices.ts';
import type { Log } from '../ports.ts';
import type { CampaignParts } from './parts.ts';
import { finishCancel } from './run.ts';
import { finishStart } from './start.ts';

type FinishParts = CampaignParts & { readonly log: Log; readonly notices: Notices };

/** Goes on with the starts and cancellations that the app's last end cut off. */
export async function finishBegun(parts: FinishParts): Promise<void> {
  for (const row of parts.campaigns.unfinished()) {
    try {
      if (row.state === 'starting') await finishStart(parts, row);
      else await finishCancel(parts, row.id);
    } catch (error) {
      parts.log.error('campaign not finished', error);
      // The others go on, and this one is tried again at the next start.
      tell(parts, row.id);
    }
  }
}

/** Where the disk is full, or the app ends just now, there is nothing to write it on: then the log has it. */
function tell({ notices, clock, changes, log }: FinishParts, campaignId: number): void {
  try {
    if (notices.raise('campaign_not_begun', { campaignId }, clock.nowMs())) changes.notices();
  } catch (error) {
    log.error('notice not written', error);
  }
}
