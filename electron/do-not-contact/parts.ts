import type { CampaignParts } from '../campaigns/parts.ts';
import type { Stores } from '../storage/stores.ts';

/** What whoever works on the do-not-contact list needs. */
export type DoNotContactParts = Pick<Stores, 'doNotContact' | 'replies' | 'stops' | 'campaigns' | 'messages'> &
  Pick<CampaignParts, 'clock' | 'settings' | 'changes' | 'nudge'>;
