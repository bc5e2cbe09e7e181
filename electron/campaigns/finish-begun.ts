import type { Notices } from '../../db/notices.ts';
import type { Log } from '../ports.ts';
import type { CampaignParts } from './parts.ts';
import { finishCancel } from './run.ts';
import { finishStart } from './start.ts';

/** Goes on with the starts and cancellations that the app's last end cut off. */
export async function finishBegun(
  parts: CampaignParts & { readonly log: Log; readonly notices: Notices },
): Promise<void> {
  const { notices, clock, changes } = parts;
  for (const row of parts.campaigns.unfinished()) {
    try {
      if (row.state === 'starting') await finishStart(parts, row);
      else await finishCancel(parts, row.id);
    } catch (error) {
      parts.log.error('campaign not finished', error);
      // The others go on, and this one is tried again at the next start.
      if (notices.raise('campaign_not_begun', { campaignId: row.id }, clock.nowMs())) changes.notices();
    }
  }
}
