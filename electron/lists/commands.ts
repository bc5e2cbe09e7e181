import type { CommandInput, CommandResult, FileInspection } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { succeed } from '../../domain/result.ts';
import { createText } from '../../domain/text/index.ts';
import { type Commands, doing } from '../commands.ts';
import { type SavedFile, type SaveFileParts, saveFile } from '../files/save-file.ts';
import { startJob } from '../worker/jobs.ts';
import {
  addCorrected,
  addFurtherSheet,
  changeDraftList,
  type GiveListParts,
  importIntoDraft,
  takePeople,
  takeSaved,
} from './give-list.ts';
import { measurePart } from './measure-part.ts';
import { addNewRows, keepGone, type ListAgainParts, lastReading, readListAgain, undoReading } from './read-again.ts';
import { deleteSavedList, renameSavedList, type SavedListsParts, saveList } from './saved-lists.ts';
import { tryNumber } from './try-number.ts';

export type ListCommandsParts = GiveListParts & ListAgainParts & SavedListsParts & SaveFileParts;

/** Lists of people: files in, corrected rows, lists that are kept. The heavy part runs in a worker. */
export function listCommands(parts: ListCommandsParts): Commands<'list'> {
  const { savedLists, lists, listJobs, workerFile, database, clock } = parts;
  return {
    'list:inspect': (input) => inspect(parts, input),
    'list:import': (input) => importIntoDraft(parts, input),
    'list:change': (input) => changeDraftList(parts, input),
    'list:rows': ({ listId, part, after }) => succeed(lists.rows(listId, part, after)),
    'list:tryNumber': (input) => tryNumber(lists, input),
    'list:values': ({ listId, index, search }) => succeed(lists.values(listId, index, search)),
    'list:part': ({ listId, segment }) => measurePart(lists, listId, segment),
    'list:addSheet': (input) => addFurtherSheet(parts, input),
    'list:addCorrected': (input) => addCorrected(parts, input),
    'list:readAgain': (input) => readListAgain(parts, input),
    'list:reading': (input) => lastReading(parts, input),
    'list:keepGone': (input) => keepGone(parts, input),
    'list:undoReading': (input) => undoReading(parts, input),
    'list:addRows': (input) => addNewRows(parts, input),
    'list:cancelImport': doing(({ uploadId }) => listJobs.cancel(uploadId)),
    'list:exportProblems': (input) => exportProblems(parts, input),
    'list:saved': () => succeed(savedLists.all()),
    'list:save': (input) => saveList(parts, input),
    'list:renameSaved': (input) => renameSavedList(parts, input),
    'list:deleteSaved': ({ id }) => deleteSavedList(parts, id),
    'list:useSaved': (input) => takeSaved(parts, input),
    'list:ofPeople': (input) => takePeople(parts, input),
    'list:audienceChanges': ({ listId }) =>
      startJob(workerFile, { kind: 'audienceChanges', listId, database, nowMs: clock.nowMs() }).reply,
  };
}

async function inspect(
  { listJobs, database, uploads, settings }: ListCommandsParts,
  { uploadId, header }: CommandInput<'list:inspect'>,
): Promise<CommandResult<FileInspection>> {
  const upload = uploads.get(uploadId);
  if (!upload) return refuse('not_found');
  const { language, country } = settings();
  return listJobs.inspect(uploadId, { kind: 'inspect', ...upload, header, language, country, database });
}

async function exportProblems(
  parts: ListCommandsParts,
  { listId, format, separator = ',' }: CommandInput<'list:exportProblems'>,
): Promise<SavedFile> {
  const { lists, workerFile, database, settings, isPractice } = parts;
  const list = lists.get(listId);
  if (!list) return refuse('not_found');
  const { language } = settings();
  const file = list.fileName.replace(/\.[^.]+$/, '');
  const fileName = createText(language).text('campaign.recipients.fileToCorrect', { file });
  const request = { fileName, extension: format, kindName: format.toUpperCase() };
  return saveFile(parts, request, (path) => {
    return startJob(workerFile, { kind: 'problems', listId, database, path, format, separator, language, isPractice })
      .reply;
  });
}
