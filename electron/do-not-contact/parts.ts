import type { Campaigns } from '../../db/campaigns/campaigns.ts';
import type { DoNotContactList } from '../../db/people/do-not-contact.ts';
import type { Replies } from '../../db/people/replies.ts';
import type { Stops } from '../../db/people/stops.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Changes, Clock } from '../ports.ts';

/** What whoever works on the do-not-contact list needs. */
export type DoNotContactParts = {
  readonly doNotContact: DoNotContactList;
  readonly replies: Replies;
  readonly stops: Stops;
  readonly campaigns: Pick<Campaigns, 'finishDone'>;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly changes: Changes;
  /** Lets the dispatcher look whether it may send now. */
  readonly nudge: () => void;
};
