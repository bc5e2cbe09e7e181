import type { Stores } from '../../db/stores.ts';
import type { JobPlace } from '../worker/job-threads.ts';

export type DropUnusedParts = Pick<Stores, 'savedLists'> & JobPlace;

/** What a list that nobody uses any more holds of people is taken out beside everything else. */
export function dropUnused({ savedLists, threads, database }: DropUnusedParts, listId: number): void {
  if (savedLists.hideUnused(listId)) threads.start({ kind: 'dropList', listId, database });
}
