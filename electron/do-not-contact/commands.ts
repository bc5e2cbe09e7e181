import { setImmediate } from 'node:timers/promises';
import type { CommandOutput } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { CsvSeparator } from '../../domain/lists/csv-separator.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { createText } from '../../domain/text/index.ts';
import { type Answer, type Commands, done } from '../commands.ts';
import { type SavedFile, type SaveFileParts, saveFile } from '../files/save-file.ts';
import type { Uploads } from '../files/uploads.ts';
import type { Given } from '../ports.ts';
import { countryOf, readPhone } from '../settings/read-phone.ts';
import type { JobThreads } from '../worker/job-threads.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import type { DoNotContactParts } from './parts.ts';
import { afterDecision, answerProposals } from './stop-proposals.ts';

export type DoNotContactCommandsParts = DoNotContactParts &
  SaveFileParts &
  Given<'timeZone'> & {
    readonly uploads: Uploads;
    readonly threads: JobThreads;
    readonly startInProcess: StartInProcess;
  };

/** The commands for the do-not-contact list and replies that may ask for it. They change who may be queued again. */
export function doNotContactCommands(parts: DoNotContactCommandsParts): Commands<'doNotContact'> {
  const { doNotContact, clock, settings, stops } = parts;
  return {
    'doNotContact:list': ({ after }) => {
      const most = limits.blockedPageRows;
      const entries = doNotContact.page(after, most);
      return succeed({ entries, next: entries.length < most ? null : (entries.at(-1)?.phone ?? null) });
    },
    'doNotContact:add': ({ phone, note }) => {
      const read = readPhone(phone, settings());
      if (!read.ok) return read;
      doNotContact.add(read.value, note, clock.nowMs(), { why: 'asked', who: settings().operatorName });
      afterDecision(parts);
      return succeed({ phone: read.value });
    },
    'doNotContact:import': ({ uploadId }) => importNumbers(parts, uploadId),
    'doNotContact:export': ({ separator }) => exportNumbers(parts, separator),
    'doNotContact:proposals': () => succeed(stops.proposals()),
    'doNotContact:withoutNumber': () => succeed(stops.withoutNumber()),
    'doNotContact:answer': (input) => answerProposals(parts, input),
    'doNotContact:remove': ({ phone }) => {
      doNotContact.letBackIn(phone, clock.nowMs());
      stops.letBackIn(phone);
      afterDecision(parts);
      return done;
    },
  };
}

async function importNumbers(
  parts: DoNotContactCommandsParts,
  uploadId: string,
): Answer<CommandOutput<'doNotContact:import'>> {
  const { doNotContact, uploads, startInProcess, settings, clock } = parts;
  const upload = uploads.get(uploadId);
  if (!upload) return refuse('not_found');
  const { operatorName } = settings();
  const job = { kind: 'numbers', ...upload, country: countryOf(settings()), timeZone: parts.timeZone() } as const;
  const read = await startInProcess(job, limits.fileJobMaxMs).reply;
  uploads.drop(uploadId);
  if (!read.ok) return read;
  const { numbers, ...left } = read.value;
  const file = { who: operatorName, fileName: upload.fileName };
  const most = limits.importRowsPerTransaction;
  let added = 0;
  // Everything else has its turn in between. After a crash some numbers are on the list; the file can be read again.
  for (let at = 0; at < numbers.length; at += most) {
    added += doNotContact.addAll(numbers.slice(at, at + most), clock.nowMs(), file);
    await setImmediate();
  }
  afterDecision(parts);
  return succeed({ added, known: numbers.length - added, ...left });
}

async function exportNumbers(parts: DoNotContactCommandsParts, separator: CsvSeparator): Promise<SavedFile> {
  const { threads, settings, timeZone, isPractice } = parts;
  const { language, country } = settings();
  const fileName = createText(language).text('doNotContact.title');
  return saveFile(parts, { fileName, extension: 'csv', kindName: 'CSV' }, (path) => {
    const form = { separator, language, country, timeZone: timeZone(), isPractice };
    return threads.start({ kind: 'numbersFile', path, ...form }).reply;
  });
}
