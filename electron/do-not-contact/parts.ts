import type { Stores } from '../../db/stores.ts';
import type { CampaignParts } from '../campaigns/parts.ts';

/** What whoever works on the do-not-contact list needs. */
export type DoNotContactParts = Pick<Stores, 'doNotContact' | 'replies' | 'stops' | 'campaigns' | 'messages'> &
  Pick<CampaignParts, 'clock' | 'settings' | 'changes' | 'nudge'>;
