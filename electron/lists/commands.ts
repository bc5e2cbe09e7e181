import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Lists } from '../../db/campaigns/lists.ts';
import type { CommandInput, CommandOutput } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { ListChoices } from '../../domain/lists/list-choices.ts';
import { mappingOf } from '../../domain/lists/list-mapping.ts';
import { RowReader } from '../../domain/lists/row-reading.ts';
import { isInSegment, segmentValue } from '../../domain/lists/segment.ts';
import { countryOfPhone, isCountry, isMobile } from '../../domain/phone/phone.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { createText } from '../../domain/text/index.ts';
import { type Answer, type Commands, doing, type QuickCommandOf } from '../commands.ts';
import { type SavedFile, type SaveFileParts, saveFile } from '../files/save-file.ts';
import { dropUnused } from './drop-unused.ts';
import {
  addCorrected,
  addFurtherSheet,
  changeDraftList,
  type GiveListParts,
  importIntoDraft,
  takePeople,
  takeSaved,
} from './give-list.ts';
import { addNewRows, keepGone, type ListAgainParts, lastReading, readListAgain, undoReading } from './read-again.ts';

export type ListCommandsParts = GiveListParts & ListAgainParts & SaveFileParts;

/** The commands for lists of people: reading files, correcting rows, saving lists. The heavy work runs in a worker. */
export function listCommands(parts: ListCommandsParts): Commands<'list'> {
  const { savedLists, lists, listJobs, threads } = parts;
  return {
    'list:inspect': ({ uploadId, header }) => {
      const upload = parts.uploads.get(uploadId);
      if (!upload) return refuse('not_found');
      const { language, country } = parts.settings();
      return listJobs.inspect(uploadId, { kind: 'inspect', ...upload, header, language, country });
    },
    'list:import': (input) => importIntoDraft(parts, input),
    'list:change': (input) => changeDraftList(parts, input),
    'list:rows': ({ listId, part, after }) => succeed(lists.rows(listId, part, after)),
    'list:tryNumber': (input) => tryNumber(lists, input),
    // In the worker, since every letter of a search reads all rows of the list anew.
    'list:values': (input) => threads.start({ kind: 'columnValues', ...input }).reply,
    'list:part': ({ listId, segment }) => measurePart(lists, listId, segment),
    'list:addSheet': (input) => addFurtherSheet(parts, input),
    'list:addCorrected': (input) => addCorrected(parts, input),
    'list:readAgain': (input) => readListAgain(parts, input),
    'list:reading': (input) => lastReading(parts, input),
    'list:keepGone': (input) => keepGone(parts, input),
    'list:undoReading': (input) => undoReading(parts, input),
    'list:addRows': (input) => addNewRows(parts, input),
    'list:underWay': ({ campaignId }) => succeed({ workId: listJobs.underWay(campaignId) }),
    'list:cancelImport': doing(({ uploadId }) => listJobs.cancel(uploadId)),
    'list:exportProblems': (input) => exportProblems(parts, input),
    'list:saved': () => succeed(savedLists.all()),
    // Saves a copy under a name. Each of the commands on saved lists returns all saved lists.
    'list:save': async ({ listId, name }) => {
      const list = lists.get(listId);
      if (!list?.publishedAtMs) return refuse('not_found');
      // A list whose people are erased has nobody left; that of a campaign that was joined cannot be read again.
      if (list.erasedAtMs !== null || list.phoneIndex === null) return refuse('not_allowed_now');
      if (savedLists.isTaken(name)) return refuse('name_taken');
      const saved = await listJobs.run(randomUUID(), { kind: 'saveList', listId, name: name.trim() });
      return saved.ok ? succeed(savedLists.all()) : saved;
    },
    'list:renameSaved': ({ id, name }) => {
      if (savedLists.isTaken(name, id)) return refuse('name_taken');
      savedLists.rename(id, name.trim());
      return succeed(savedLists.all());
    },
    'list:deleteSaved': ({ id }) => {
      if (!savedLists.has(id)) return refuse('not_found');
      savedLists.unname(id);
      dropUnused(parts, id);
      return succeed(savedLists.all());
    },
    'list:useSaved': (input) => takeSaved(parts, input),
    'list:ofPeople': (input) => takePeople(parts, input),
    'list:audienceChanges': ({ listId }) => threads.start({ kind: 'audienceChanges', listId }).reply,
  };
}

async function exportProblems(
  parts: ListCommandsParts,
  { listId, format, separator = ',' }: CommandInput<'list:exportProblems'>,
): Promise<SavedFile> {
  const { lists, threads, settings, isPractice } = parts;
  const list = lists.get(listId);
  if (!list) return refuse('not_found');
  const { language } = settings();
  const file = list.fileName.replace(/\.[^.]+$/, '');
  const fileName = createText(language).text('campaign.recipients.fileToCorrect', { file });
  const request = { fileName, extension: format, kindName: format.toUpperCase() };
  return saveFile(parts, request, (path) => {
    return threads.start({ kind: 'problems', listId, path, format, separator, language, isPractice }).reply;
  });
}

/** What the number of a row would be if its cell had other content. Changes nothing. */
export const tryNumber: QuickCommandOf<'list:tryNumber', Lists> = (lists, { listId, rowNumber, cell }) => {
  const list = lists.get(listId);
  const row = lists.rowAt(listId, rowNumber);
  const mapping = list ? mappingOf(list) : null;
  if (!list || !row || !mapping || !isCountry(list.country)) return refuse('not_found');
  const { headers, country, choices } = list;
  // Who gets the message and whether the list says no is not checked here, and nothing is decided while a person types.
  const decisions = (['says_no', 'says_no_again'] as const).map((cause) => ({ cause, as: 'as_is' }));
  const edited = { ...choices, decisions, segment: [], edits: [{ rowNumber, cell }] };
  const { evidence } = list.facts;
  const whole = { evidence, rowCount: list.rows, letBackIn: new Set<string>() };
  const reader = new RowReader({ headers, mapping, country, choices: edited, ...whole });
  const read = reader.read(row);
  if (read.kind === 'undecided') return succeed({ kind: 'problem', cause: read.cause });
  if (read.kind !== 'recipient') return refuse('not_allowed_now');
  const { phone } = read;
  const repeats = lists.rowWith(listId, phone) ?? null;
  return succeed({
    kind: 'number',
    phone,
    country: countryOfPhone(phone) ?? '',
    isMobile: isMobile(phone),
    repeats: repeats === rowNumber ? null : repeats,
  });
};

/** How many rows a part of a list would choose, and how many values its columns have. Pauses between pages of rows. */
export async function measurePart(
  lists: Pick<Lists, 'get' | 'cells'>,
  listId: number,
  segment: ListChoices['segment'],
): Answer<CommandOutput<'list:part'>> {
  const list = lists.get(listId);
  if (!list) return refuse('not_found');
  const isChosen = isInSegment(segment);
  const columns = list.headers.map(() => ({ cells: new Set<string>(), values: new Set<string>() }));
  let rows = 0;
  for (let page = lists.cells(listId, 0); page.length > 0; page = lists.cells(listId, page.at(-1)?.rowNumber ?? 0)) {
    for (const one of page) {
      const cells: string[] = JSON.parse(one.cells);
      if (isChosen(cells)) rows += 1;
      for (const [index, column] of columns.entries()) addValue(column, cells[index] ?? '');
    }
    await setImmediate();
  }
  return succeed({ rows, values: columns.map(({ values }) => values.size) });
}

/** Only a new cell is compared with other values, and none once there are more than are ever shown. */
function addValue({ cells, values }: { cells: Set<string>; values: Set<string> }, cell: string): void {
  if (values.size > limits.segmentValues || cells.has(cell)) return;
  cells.add(cell);
  values.add(segmentValue(cell));
}
