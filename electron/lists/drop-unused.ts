import type { Stores } from '../storage/stores.ts';
import { type JobPlace, startJob } from '../worker/jobs.ts';

export type DropUnusedParts = Pick<Stores, 'savedLists'> & JobPlace;

/** What a list that nobody uses any more holds of people is taken out beside everything else. */
export function dropUnused({ savedLists, workerFile, database }: DropUnusedParts, listId: number): void {
  if (savedLists.hideUnused(listId)) startJob(workerFile, { kind: 'dropList', listId, database });
}
