import { setImmediate } from 'node:timers/promises';
import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import { isOtherName, type ListComparison, type Moved } from '../../db/campaigns/list-comparison.ts';
import type { ListReading } from '../../db/campaigns/list-readings.ts';
import type { ReadOwnTimes } from '../../db/campaigns/own-times.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import { mappingOf } from '../../domain/lists/list-mapping.ts';
import type { CountryCode } from '../../domain/phone/phone.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { ListAgainResult } from '../../domain/schedule/list-again-result.ts';
import type { CampaignParts } from '../campaigns/parts.ts';
import type { Answer, CommandOf, QuickCommandOf } from '../commands.ts';
import type { Upload, Uploads } from '../files/uploads.ts';
import type { Given } from '../ports.ts';
import { type DropUnusedParts, dropUnused } from './drop-unused.ts';
import type { ListJobs } from './list-jobs.ts';

export type ListAgainParts = CampaignParts &
  Pick<Stores, 'listChanges' | 'listReadings'> &
  DropUnusedParts &
  Given<'indexPeople'> & {
    readonly listJobs: ListJobs;
    readonly uploads: Uploads;
  };

/**
 * Reads the list of a started campaign again that has own times or goes each week: from the file as it is now, or from
 * the people who fit its filter now. Safe changes are made: a message that waits takes its new time if that is ahead.
 * Everything else waits for a person or is reported, and nobody is added.
 */
export const readListAgain: CommandOf<'list:readAgain', ListAgainParts> = async (
  parts,
  { campaignId: id, uploadId },
) => {
  const row = parts.campaigns.get(id);
  if (!row || (!row.schedule.own && !row.schedule.weekly)) return refuse('not_found');
  if (row.state !== 'running' && row.state !== 'paused') return refuse('not_allowed_now');
  const made = await (uploadId === null ? drawAsBefore(parts, row) : readFile(parts, row, uploadId));
  if (!made.ok) return made;
  const { listIds, fileName } = made.value;
  const found = await likest(parts, id, listIds, fileName);
  try {
    return found.ok ? await applyList(parts, id, found.value) : found;
  } finally {
    for (const listId of listIds) dropUnused(parts, listId);
  }
};

type Made = Answer<{ readonly listIds: readonly number[]; readonly fileName: string }>;

async function readFile(parts: ListAgainParts, row: CampaignRow, uploadId: string): Made {
  const upload = parts.uploads.get(uploadId);
  if (!upload) return refuse('not_found');
  const made = await readAsBefore(parts, row.listId ?? 0, uploadId, upload);
  parts.uploads.drop(uploadId);
  return made.ok ? succeed({ listIds: made.value, fileName: upload.fileName }) : made;
}

/** Of several lists the one that has most in common with the campaign's list; none where two are equal. */
async function likest(
  { threads }: ListAgainParts,
  campaignId: number,
  listIds: readonly number[],
  fileName: string,
): Answer<ListComparison> {
  const found: ListComparison[] = [];
  for (const listId of listIds) {
    const compared = await threads.start({ kind: 'compareLists', campaignId, listId }).reply;
    if (!compared.ok) return compared;
    found.push(compared.value);
  }
  const [first, second] = found.toSorted((one, other) => other.same - one.same);
  if (first === undefined || first.same === second?.same) return refuse('several_sheets', fileName);
  return succeed(first);
}

/** A list of the people who now fit the filter of the former list. */
async function drawAsBefore({ queries, listJobs }: ListAgainParts, { id, listId }: CampaignRow): Made {
  const list = queries.list(listId ?? 0);
  if (!list?.audience) return refuse('not_found');
  const { fileName, country, headers, audience } = list;
  const { conditions, usesOld } = audience;
  const [name = '', phone = ''] = headers;
  const words = { fileName, headers: [name, phone] as [string, string], usesOld, country: country as CountryCode };
  const drawn = await listJobs.run(`again ${id}`, { kind: 'audience', conditions, ...words });
  return drawn.ok ? succeed({ listIds: [drawn.value.listId], fileName }) : drawn;
}

/** A list of each sheet of the file that has the columns of the former list, with its decisions and its chosen part. */
async function readAsBefore(parts: ListAgainParts, listId: number, workId: string, upload: Upload): Answer<number[]> {
  const { lists, listJobs, settings } = parts;
  const list = lists.get(listId);
  const mapping = list ? mappingOf(list) : null;
  if (!list || mapping === null) return refuse('not_allowed_now');
  const { language } = settings();
  const { country, headers } = list;
  // A row number is valid only in its own file.
  const choices = { ...list.choices, edits: [], despiteNo: [], kept: [] };
  const file = { ...upload, language };
  const inspected = await listJobs.inspect(workId, { kind: 'inspect', ...file, country, header: null });
  if (!inspected.ok) return inspected;
  const sheets = inspected.value.sheets.filter((one) => one.headers.join('\n') === headers.join('\n'));
  if (sheets.length === 0) return refuse('not_this_list', upload.fileName);
  const made: number[] = [];
  for (const { name: sheet, headerRow } of sheets) {
    const job = { kind: 'import', ...file, country, sheet, headerRow, mapping, choices } as const;
    const read = await listJobs.run(workId, job);
    if (!read.ok) {
      for (const listOfOther of made) dropUnused(parts, listOfOther);
      return read;
    }
    made.push(read.value.listId);
  }
  return succeed(made);
}

/** Applies a list that was read again to the messages of its campaign. */
export async function applyList(
  parts: CampaignParts & Pick<ListAgainParts, 'listChanges' | 'listReadings'>,
  id: number,
  found: ListComparison,
): Answer<ListAgainResult> {
  const { campaigns, listChanges, listReadings, clock, changes, nudge } = parts;
  const row = campaigns.get(id);
  if (!row || (!row.schedule.own && !row.schedule.weekly)) return refuse('not_found');
  if (found.isOther) return refuse('not_this_list');
  const column = row.schedule.own?.column ?? null;
  const atMs = clock.nowMs();
  const touched = [...found.back, ...found.moved.map(({ known }) => known), ...found.gone];
  const result = emptyResult(found.same);
  listReadings.begin(id, touched, { atMs, result: shortened(result), added: found.added });
  for (const one of found.back) listChanges.stands(one);
  for (const [place, one] of found.moved.entries()) {
    const fate = listChanges.move(id, one, clock.nowMs());
    // Nothing is reported about messages that never go any more.
    if (fate === 'told' && isOver(one.known)) result.same += 1;
    else result[fate].push(movedLine(one, fate, column));
    if (place % limits.bulkBatchRows === 0) await setImmediate();
  }
  for (const one of found.gone) {
    const line = { name: one.name, from: one.cell, to: '' };
    if (listChanges.leaves(one, atMs)) result.gone.push(line);
    if (row.nextDay !== null) result.left.push(line);
  }
  for (const one of found.added) result.added.push(addedLine(one, column));
  listReadings.say(id, { atMs, result: shortened(result), added: found.added });
  for (const finished of campaigns.finishDone(clock.nowMs())) changes.campaign(finished);
  changes.manyMessages();
  changes.campaign(id);
  nudge();
  return succeed(shortened(result));
}

/** How the list of a campaign is read again, and the result of the last time. */
export const lastReading: QuickCommandOf<'list:reading', ListAgainParts> = (
  { campaigns, queries, listReadings },
  { campaignId },
) => {
  const row = campaigns.get(campaignId);
  if (!row?.listId) return refuse('not_found');
  const reading = listReadings.of(campaignId);
  const last = reading === null ? null : { atMs: reading.atMs, result: reading.result };
  return succeed({ isDrawn: queries.list(row.listId)?.audience != null, last });
};

/** Undoes the changes of the last reading: all of them, and only while none of its messages was handed over. */
export const undoReading: QuickCommandOf<'list:undoReading', ListAgainParts> = (
  { listReadings, clock, changes, nudge },
  { campaignId },
) => {
  if (!listReadings.undo(campaignId, clock.nowMs())) return refuse('changed_meanwhile');
  changes.manyMessages();
  changes.campaign(campaignId);
  nudge();
  return succeed(undefined);
};

/** The operator adds the rows that the last reading found new, if as many as shown. Returns how many get a message. */
export const addNewRows: CommandOf<'list:addRows', ListAgainParts> = async (parts, { campaignId, count }) => {
  const { campaigns, listReadings, clock, changes, nudge } = parts;
  const row = campaigns.get(campaignId);
  const reading = listReadings.of(campaignId);
  if (!row || reading?.added.length !== count) return refuse('changed_meanwhile');
  const of = campaigns.people.ownTimes(row, clock.nowMs());
  const { done, reached, why } = await addParts(parts, campaignId, reading, of);
  // Once: storing all that is left after each part is expensive. After a crash before it, nobody is listed twice.
  const rest = reading.added.slice(done);
  const lines = rest.slice(0, limits.ownTimesRowsShown).map((one) => addedLine(one, of?.rule.column ?? null));
  const result = { ...reading.result, added: { count: rest.length, lines } };
  listReadings.say(campaignId, { ...reading, result, added: rest });
  changes.manyMessages();
  changes.campaign(campaignId);
  nudge();
  void parts.indexPeople();
  return why === null ? succeed(reached) : refuse(why);
};

/** Adds one part at a time, while the reading is still the last one. Returns how far it came, and why no further. */
async function addParts(
  { listChanges, listReadings, clock }: ListAgainParts,
  campaignId: number,
  reading: ListReading,
  of: ReadOwnTimes | null,
) {
  let [done, reached] = [0, 0];
  while (done < reading.added.length) {
    if (!listReadings.isLast(campaignId, reading)) return { done, reached, why: 'changed_meanwhile' } as const;
    const some = reading.added.slice(done, done + limits.bulkBatchRows);
    const added = listChanges.add(campaignId, some, of, clock.nowMs());
    if (added === null) return { done, reached, why: 'not_allowed_now' } as const;
    reached += added;
    done += some.length;
    await setImmediate();
  }
  return { done, reached, why: null } as const;
}

/** The operator's answer about people gone from the list of a campaign that goes again: they get further dates. */
export const keepGone: QuickCommandOf<'list:keepGone', ListAgainParts> = (
  { listChanges, listReadings, changes },
  { campaignId },
) => {
  const reading = listReadings.of(campaignId);
  if (reading === null) return refuse('changed_meanwhile');
  listChanges.keepGone(campaignId, reading.atMs);
  listReadings.say(campaignId, { ...reading, result: { ...reading.result, left: { count: 0, lines: [] } } });
  changes.campaign(campaignId);
  return succeed(undefined);
};

type Line = { name: string; from: string; to: string };
type Lists = Record<'moved' | 'later' | 'missed' | 'held' | 'told' | 'gone' | 'left' | 'added', Line[]>;

function emptyResult(same: number): Lists & { same: number } {
  return { same, moved: [], later: [], missed: [], held: [], told: [], gone: [], left: [], added: [] };
}

function isOver({ status }: { readonly status: string | null }): boolean {
  return status === 'cancelled' || status === 'failed';
}

type WithCells = { readonly cells: readonly string[] };

/** The cell of the date column; empty where the campaign has none. */
function cellOf({ cells }: WithCells, column: number | null): string {
  return (column === null ? undefined : cells[column]) ?? '';
}

/** Where a message now goes to somebody else, who has the number: who had it before. */
function movedLine({ known, row }: Moved, fate: keyof Lists, column: number | null): Line {
  const isTaken = fate === 'moved' && isOtherName(known, row);
  const [name, from] = isTaken ? [row.name, `${known.name}, ${known.cell}`] : [known.name, known.cell];
  return { name, from, to: cellOf(row, column) };
}

function addedLine(row: WithCells & { readonly name: string }, column: number | null): Line {
  return { name: row.name, from: '', to: cellOf(row, column) };
}

function shortened({ same, ...lists }: Lists & { same: number }): ListAgainResult {
  const parts = Object.entries(lists).map(([name, lines]) => [
    name,
    { count: lines.length, lines: lines.slice(0, limits.ownTimesRowsShown) },
  ]);
  return { same, ...(Object.fromEntries(parts) as Omit<ListAgainResult, 'same'>) };
}
