import type { SavedLists } from '../../db/campaigns/saved-lists.ts';
import { startJob } from '../worker/jobs.ts';

export type DropUnusedParts = {
  readonly savedLists: SavedLists;
  readonly workerFile: string;
  readonly database: string;
};

/** What a list that nobody uses any more holds of people is taken out beside everything else. */
export function dropUnused({ savedLists, workerFile, database }: DropUnusedParts, listId: number): void {
  if (savedLists.hideUnused(listId)) startJob(workerFile, { kind: 'dropList', listId, database });
}
