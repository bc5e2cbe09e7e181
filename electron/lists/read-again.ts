import { setImmediate } from 'node:timers/promises';
import type { ListChanges } from '../../db/campaigns/list-again.ts';
import type { SavedLists } from '../../db/campaigns/saved-lists.ts';
import type { CommandInput, CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { limits } from '../../domain/limits.ts';
import { mappingOf } from '../../domain/lists/list-mapping.ts';
import { succeed } from '../../domain/result.ts';
import type { ListAgainResult } from '../../domain/schedule/list-again-result.ts';
import type { CampaignParts } from '../campaigns/parts.ts';
import type { Uploads } from '../files/uploads.ts';
import { dropUnused } from './drop-unused.ts';
import type { ListJobs } from './list-jobs.ts';

export type ListAgainParts = CampaignParts & {
  readonly listChanges: ListChanges;
  readonly listJobs: ListJobs;
  readonly savedLists: SavedLists;
  readonly uploads: Uploads;
  readonly workerFile: string;
  readonly database: string;
};

/**
 * Reads the list of a started campaign with own times again, from a file as it is now. What is safe is done: who waits takes
 * the new time where it is ahead. Everything else waits for a person or is told of, and nobody is added.
 */
export async function readListAgain(
  parts: ListAgainParts,
  { campaignId: id, uploadId }: CommandInput<'list:readAgain'>,
): Promise<CommandResult<ListAgainResult>> {
  const { campaigns, uploads } = parts;
  const row = campaigns.get(id);
  const upload = uploads.get(uploadId);
  if (!row?.schedule.own || !upload) return refuse('not_found');
  if (row.state !== 'running' && row.state !== 'paused') return refuse('not_allowed_now');
  const made = await readAsBefore(parts, row.listId ?? 0, uploadId, upload);
  uploads.drop(uploadId);
  if (!made.ok) return made;
  try {
    return await applyList(parts, id, made.value.listId);
  } finally {
    dropUnused(parts, made.value.listId);
  }
}

/** A list of the file with the columns and the decisions of the one before. */
async function readAsBefore(
  { lists, listJobs, settings, database, savedLists, workerFile }: ListAgainParts,
  listId: number,
  workId: string,
  upload: { readonly path: string; readonly fileName: string },
): Promise<CommandResult<{ listId: number }>> {
  const list = lists.get(listId);
  const mapping = list ? mappingOf(list) : null;
  if (!list || mapping === null) return refuse('not_allowed_now');
  const { language } = settings();
  const { country, choices, headers } = list;
  const file = { ...upload, language, database };
  const inspected = await listJobs.inspect(workId, { kind: 'inspect', ...file, country, header: null });
  if (!inspected.ok) return inspected;
  const sheet = inspected.value.sheets.find((one) => one.headers.join('\n') === headers.join('\n'));
  if (!sheet) return refuse('not_this_list', upload.fileName);
  const { name, headerRow } = sheet;
  let made = await listJobs.run(workId, { kind: 'import', ...file, country, sheet: name, headerRow, mapping });
  const changes = [
    ...(choices.decisions.length > 0 ? [{ kind: 'decide' as const, decisions: choices.decisions }] : []),
    ...(choices.occasions === undefined ? [] : [{ kind: 'occasions' as const, column: choices.occasions }]),
  ];
  for (const change of changes) {
    if (!made.ok) return made;
    const before = made.value.listId;
    made = await listJobs.run(workId, { kind: 'change', listId: before, change, database });
    dropUnused({ savedLists, workerFile, database }, before);
  }
  return made;
}

/** Does what a list that was read again says to the messages of its campaign. */
export async function applyList(
  parts: CampaignParts & Pick<ListAgainParts, 'listChanges'>,
  id: number,
  newListId: number,
): Promise<CommandResult<ListAgainResult>> {
  const { campaigns, listChanges, clock, changes, nudge } = parts;
  const row = campaigns.get(id);
  const of = row && campaigns.ownTimes({ ...row, listId: newListId }, clock.nowMs());
  if (!of) return refuse('not_found');
  const found = listChanges.compare(id, newListId, of);
  if (found.isOther) return refuse('not_this_list');
  listChanges.release(found.same.map(({ messageId }) => messageId));
  const result = {
    same: found.same.length,
    moved: [],
    missed: [],
    held: [],
    told: [],
    gone: [],
    added: [],
  } as Lists & {
    same: number;
  };
  const cellOf = ({ cells }: { readonly cells: readonly string[] }) => cells[of.rule.column] ?? '';
  for (const [place, one] of found.moved.entries()) {
    const fate = listChanges.move(id, one, clock.nowMs());
    // Of what never goes any more nothing is to be told.
    if (fate === 'told' && isOver(one.known)) result.same += 1;
    else result[fate].push({ name: one.known.name, from: one.known.cell, to: cellOf(one.row) });
    if (place % limits.bulkBatchRows === 0) await setImmediate();
  }
  for (const one of found.gone)
    if (listChanges.hold(one.messageId, clock.nowMs())) result.gone.push({ name: one.name, from: one.cell, to: '' });
  for (const one of found.added) result.added.push({ name: one.name, from: '', to: cellOf(one) });
  for (const finished of campaigns.finishDone(clock.nowMs())) changes.campaign(finished);
  changes.manyMessages();
  changes.campaign(id);
  nudge();
  return succeed(shortened(result));
}

type Line = { name: string; from: string; to: string };
type Lists = Record<'moved' | 'missed' | 'held' | 'told' | 'gone' | 'added', Line[]>;

function isOver({ status }: { readonly status: string }): boolean {
  return status === 'cancelled' || status === 'failed';
}

/** Of each kind how many there are, and the first of them. */
function shortened({ same, ...lists }: Lists & { same: number }): ListAgainResult {
  const part = (lines: readonly Line[]) => ({ count: lines.length, lines: lines.slice(0, limits.ownTimesRowsShown) });
  const { moved, missed, held, told, gone, added } = lists;
  return {
    ...{ same, moved: part(moved), missed: part(missed), held: part(held) },
    ...{ told: part(told), gone: part(gone), added: part(added) },
  };
}
