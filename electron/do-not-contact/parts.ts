import type { Stores } from '../../db/stores.ts';
import type { CampaignParts } from '../campaigns/parts.ts';

export type DoNotContactParts = Pick<Stores, 'doNotContact' | 'replies' | 'stops' | 'campaigns' | 'messages'> &
  Pick<CampaignParts, 'clock' | 'settings' | 'changes' | 'nudge'>;
