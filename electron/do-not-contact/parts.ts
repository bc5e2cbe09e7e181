import type { Stores } from '../../db/stores.ts';
import type { CampaignParts } from '../campaigns/parts.ts';

/** What the functions on the do-not-contact list need. */
export type DoNotContactParts = Pick<Stores, 'doNotContact' | 'replies' | 'stops' | 'campaigns' | 'messages'> &
  Pick<CampaignParts, 'clock' | 'settings' | 'changes' | 'nudge'>;
