import { setImmediate } from 'node:timers/promises';
import type { NewRow } from '../../db/campaigns/list-additions.ts';
import type { ListChanges } from '../../db/campaigns/list-again.ts';
import type { Standing } from '../../db/campaigns/list-again-undo.ts';
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

/** What the last reading of each campaign's list has changed and found new: for as long as the app runs. */
export type ListReadings = Map<number, { readonly before: readonly Standing[]; readonly added: readonly NewRow[] }>;

export type ListAgainParts = CampaignParts & {
  readonly listChanges: ListChanges;
  readonly listReadings: ListReadings;
  /** Makes the people of lists that were changed ready for searches. */
  readonly indexPeople: () => Promise<void>;
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
  parts: CampaignParts & Pick<ListAgainParts, 'listChanges' | 'listReadings'>,
  id: number,
  newListId: number,
): Promise<CommandResult<ListAgainResult>> {
  const { campaigns, listChanges, listReadings, clock, changes, nudge } = parts;
  const row = campaigns.get(id);
  const of = row && campaigns.ownTimes({ ...row, listId: newListId }, clock.nowMs());
  if (!of) return refuse('not_found');
  const found = listChanges.compare(id, newListId, of);
  if (found.isOther) return refuse('not_this_list');
  // Of those who stand there as before, only who was asked about is touched.
  const standing = (ones: readonly { readonly messageId: number }[]) =>
    ones.flatMap(({ messageId }) => listChanges.standing(messageId) ?? []);
  const before = [
    ...standing(found.same).filter(({ setAside }) => setAside === 'list_changed'),
    ...standing([...found.moved.map(({ known }) => known), ...found.gone]),
  ];
  listReadings.set(id, { before, added: found.added });
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

/** Takes back what the last reading has changed: all of it, and only as long as nothing of it was handed over. */
export function undoReading(
  parts: ListAgainParts,
  { campaignId }: CommandInput<'list:undoReading'>,
): CommandResult<undefined> {
  const { listChanges, listReadings, clock, changes, nudge } = parts;
  const reading = listReadings.get(campaignId);
  if (!reading || !listChanges.undo(campaignId, reading.before, clock.nowMs())) return refuse('changed_meanwhile');
  listReadings.delete(campaignId);
  changes.manyMessages();
  changes.campaign(campaignId);
  nudge();
  return succeed(undefined);
}

/** The operator's word on the rows that the last reading found new: as many as they were shown. Returns how many get it. */
export async function addNewRows(
  parts: ListAgainParts,
  { campaignId, count }: CommandInput<'list:addRows'>,
): Promise<CommandResult<number>> {
  const { campaigns, listChanges, listReadings, clock, changes, nudge } = parts;
  const row = campaigns.get(campaignId);
  const reading = listReadings.get(campaignId);
  const of = row && campaigns.ownTimes(row, clock.nowMs());
  if (!of || reading?.added.length !== count) return refuse('changed_meanwhile');
  listReadings.set(campaignId, { ...reading, added: [] });
  let reached = 0;
  for (let at = 0; at < reading.added.length; at += limits.bulkBatchRows) {
    const some = reading.added.slice(at, at + limits.bulkBatchRows);
    const added = listChanges.add(campaignId, some, of, clock.nowMs());
    if (added === null) return refuse('not_allowed_now');
    reached += added;
    await setImmediate();
  }
  changes.manyMessages();
  changes.campaign(campaignId);
  nudge();
  void parts.indexPeople();
  return succeed(reached);
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
