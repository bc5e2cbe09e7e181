import type { Stores } from '../../db/stores.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Given } from '../ports.ts';
import type { CampaignBatches } from './batches.ts';

export type CampaignParts = Pick<Stores, 'campaigns' | 'secondSteps' | 'lists' | 'texts' | 'queries' | 'queue'> &
  Given<'clock' | 'settings' | 'changes' | 'nudge' | 'isHere' | 'timeZone'> & {
    readonly batches: CampaignBatches;
    readonly isFileWhole: (hash: string) => Promise<boolean>;
    /** The linked account; null while there is none. */
    readonly account: () => Account | null;
    /** The computers of the team with their names; none without a team. */
    readonly computers: () => readonly { readonly name: string; readonly hasJoined: boolean }[];
    /** Whether the team has the campaign with this uid. While the team does not answer, it may have it. */
    readonly isOfTeam: (uid: string) => boolean;
  };
