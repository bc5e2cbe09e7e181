import type { Settings } from '../../domain/settings.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Changes, Clock } from '../ports.ts';
import type { Stores } from '../storage/stores.ts';
import type { CampaignBatches } from './batches.ts';

/** What whoever works on campaigns needs. */
export type CampaignParts = Pick<Stores, 'campaigns' | 'secondSteps' | 'lists' | 'texts' | 'queries' | 'queue'> & {
  readonly batches: CampaignBatches;
  /** Whether the file that goes out with a text is there as it was attached. */
  readonly isFileWhole: (hash: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly settings: () => Settings;
  /** The linked account; null while there is none. */
  readonly account: () => Account | null;
  /** Whether the account of this number has a session on this computer. */
  readonly isHere: (phone: string) => boolean;
  /** The computers of the team by their names; none without a team. */
  readonly computers: () => readonly { readonly name: string; readonly hasJoined: boolean }[];
  /** Whether the team has the campaign of this name, as far as was heard of it: while it does not answer, it may. */
  readonly isOfTeam: (uid: string) => boolean;
  readonly timeZone: () => string;
  readonly changes: Changes;
  /** Lets the dispatcher look whether it may send now. */
  readonly nudge: () => void;
};
