import type { Settings } from '../../domain/settings.ts';
import type { Changes, Clock } from '../ports.ts';
import type { Stores } from '../storage/stores.ts';

/** What whoever works on the do-not-contact list needs. */
export type DoNotContactParts = Pick<Stores, 'doNotContact' | 'replies' | 'stops' | 'campaigns' | 'messages'> & {
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly changes: Changes;
  /** Lets the dispatcher look whether it may send now. */
  readonly nudge: () => void;
};
