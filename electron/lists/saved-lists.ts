import { randomUUID } from 'node:crypto';
import type { Lists } from '../../db/campaigns/lists.ts';
import type { CommandInput, CommandResult, SavedList } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { succeed } from '../../domain/result.ts';
import { type DropUnusedParts, dropUnused } from './drop-unused.ts';
import type { ListJobs } from './list-jobs.ts';

export type SavedListsParts = DropUnusedParts & { readonly lists: Lists; readonly listJobs: ListJobs };

/** Keeps a copy of a list under a name. Returns all that are kept then, as renaming and deleting do. */
export async function saveList(
  { savedLists, lists, listJobs, database }: SavedListsParts,
  { listId, name }: CommandInput<'list:save'>,
): Promise<CommandResult<SavedList[]>> {
  const list = lists.get(listId);
  if (!list?.publishedAtMs) return refuse('not_found');
  // Nobody is left on a list whose people are erased; one from before its columns were kept cannot be read again.
  if (list.erasedAtMs !== null || list.phoneIndex === null) return refuse('not_allowed_now');
  if (savedLists.isTaken(name)) return refuse('name_taken');
  const saved = await listJobs.run(randomUUID(), { kind: 'saveList', listId, name: name.trim(), database });
  return saved.ok ? succeed(savedLists.all()) : saved;
}

export function renameSavedList(
  { savedLists }: SavedListsParts,
  { id, name }: CommandInput<'list:renameSaved'>,
): CommandResult<SavedList[]> {
  if (savedLists.isTaken(name, id)) return refuse('name_taken');
  savedLists.rename(id, name.trim());
  return succeed(savedLists.all());
}

export function deleteSavedList(parts: SavedListsParts, id: number): CommandResult<SavedList[]> {
  const { savedLists } = parts;
  if (!savedLists.has(id)) return refuse('not_found');
  savedLists.unname(id);
  dropUnused(parts, id);
  return succeed(savedLists.all());
}
