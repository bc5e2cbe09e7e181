import type { Stores } from '../../db/stores.ts';
import type { JobThreads } from '../worker/job-threads.ts';

export type DropUnusedParts = Pick<Stores, 'savedLists'> & { readonly threads: JobThreads };

/** Deletes the people of a list that nothing uses any more, in the worker. */
export function dropUnused({ savedLists, threads }: DropUnusedParts, listId: number): void {
  if (savedLists.hideUnused(listId)) threads.start({ kind: 'dropList', listId });
}
