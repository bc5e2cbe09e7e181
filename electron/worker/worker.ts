/**
 * Runs one job, in a worker thread or in a process of its own: nothing of Electron but the way to talk to it, and a
 * database connection of its own.
 */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Lists } from '../../db/campaigns/lists.ts';
import { SavedLists } from '../../db/campaigns/saved-lists.ts';
import type { Db } from '../../db/database.ts';
import { checkBackup } from '../../db/folder/check-backup.ts';
import { copyForRestore } from '../../db/folder/restore.ts';
import { problemOfLedger } from '../../db/ledger/ledger-check.ts';
import { MessagePages } from '../../db/messages/message-pages.ts';
import { backUp, loadLibrary, openSecondConnection, quickCheck } from '../../db/open.ts';
import { erasePeople } from '../../db/people/erase.ts';
import { dropAttachmentsOfErased, erasePerson } from '../../db/people/erase-person.ts';
import { SearchIndex } from '../../db/search/search-index.ts';
import type { CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { assert, succeed } from '../../domain/result.ts';
import { fileFailure } from '../files/file-failure.ts';
import { makeFollowUpList } from '../lists/follow-up-list.ts';
import { importList } from '../lists/import-list.ts';
import type { ListProgress } from '../lists/intake.ts';
import { asLastTime } from '../lists/last-mapping.ts';
import { readNumbers, writeNumbers } from '../lists/number-list.ts';
import { inspectTable } from '../lists/read-table.ts';
import { addSheet, changeList, correctList, takeSavedList } from '../lists/remake-list.ts';
import { makeCampaignReport, makeDaysReport, makeSplit } from '../reports/report.ts';
import { peopleOfReport, writeProblems, writeReport } from '../reports/report-file.ts';
import type { Job, JobKind, JobMessage, JobReply } from './jobs.ts';
import { withPauses } from './pauses.ts';

/** A thread is started with its job; a process gets it as its first message. */
const port = parentPort ?? process.parentPort;
assert(port, 'the worker is started as one');

function emit(message: JobMessage<JobKind>): void {
  port.postMessage(message);
}

const progress: ListProgress = {
  nowMs: Date.now,
  onProgress: (rows, totalRows) => emit({ kind: 'progress', rows, totalRows }),
};

/** What is done for each kind of job. */
const workers: { readonly [Kind in JobKind]: (job: Job<Kind>) => JobReply<Kind> | Promise<JobReply<Kind>> } = {
  inspect,
  import: (job) => onDatabase(job, (db) => importList(db, job, progress)),
  savedList: (job) => onDatabase(job, (db) => takeSavedList(db, job, progress)),
  correct: (job) => onDatabase(job, (db) => correctList(db, job, progress)),
  addSheet: (job) => onDatabase(job, (db) => addSheet(db, job, progress)),
  change: (job) => onDatabase(job, (db) => changeList(db, job, progress)),
  followUp: (job) => onDatabase(job, (db) => makeFollowUpList(db, job, progress)),
  saveList: (job) => onDatabase(job, (db) => saveList(db, job)),
  searchIndex: (job) =>
    onDatabase(job, async (db) => {
      const index = new SearchIndex(db);
      for (const listId of index.toMake()) await withPauses(index.build(listId));
      return succeed(undefined);
    }),
  countMessages: (job) =>
    onDatabase(job, (db) => succeed({ total: new MessagePages(db, new SearchIndex(db)).count(job.filter) ?? 0 })),
  dropList: (job) =>
    onDatabase(job, async (db) => succeed(await withPauses(new SavedLists(db).dropHidden(job.listId)))),
  report: (job) => onDatabase(job, (db) => written(job.path, writeReport(db, job))),
  problems: (job) => onDatabase(job, (db) => written(job.path, writeProblems(db, job))),
  numbersFile: (job) => onDatabase(job, (db) => written(job.path, writeNumbers(db, job))),
  campaignReport: (job) =>
    onDatabase(job, (db) => succeed(makeCampaignReport(db, job.campaignId, job.part, job.nowMs))),
  reportSplit: (job) => onDatabase(job, (db) => succeed(makeSplit(db, job, job.index))),
  daysReport: (job) => onDatabase(job, (db) => succeed(makeDaysReport(db, job.days, job.timeZone, job.nowMs))),
  people: (job) => peopleOfReport(job.path, job.fileName),
  numbers: ({ path, fileName, country }) => readNumbers({ path, fileName }, country),
  check: (job) => onDatabase(job, (db) => succeed(check(db, job))),
  maintenance: (job) => onDatabase(job, async (db) => succeed(await maintain(db, job))),
  erasePerson: (job) => onDatabase(job, (db) => eraseOne(db, job)),
  backup: (job) =>
    onDatabase(job, (db) => succeed({ name: basename(backUp(db.sqlite, job.folder, 'by-hand', job.nowMs)) })),
  copyForRestore: ({ database, backup, migrationsFolder, ledger }) => {
    const copied = copyForRestore(database, backup, { migrationsFolder, ledger });
    return copied.ok ? copied : refuse(copied.failure.code, copied.failure.detail);
  },
  checkMoved: ({ database, migrationsFolder }) => {
    const checked = checkBackup(database, { migrationsFolder });
    return checked.ok ? checked : refuse(checked.failure.code, checked.failure.detail);
  },
};

async function onDatabase<Value>(
  { database }: { readonly database: string },
  work: (db: Db) => Value | Promise<Value>,
): Promise<Value> {
  const db = openSecondConnection(database);
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

async function written(path: string, writing: Promise<void>): Promise<CommandResult<{ path: string }>> {
  await writing;
  return succeed({ path });
}

async function inspect({
  path,
  fileName,
  header,
  language,
  country,
  ...job
}: Job<'inspect'>): Promise<JobReply<'inspect'>> {
  const inspected = await inspectTable(path, fileName, { header, language, country });
  if (!inspected.ok) return inspected;
  const { sheets } = inspected.value;
  return onDatabase(job, (db) => succeed({ fileName, sheets: sheets.map((sheet) => asLastTime(db, sheet)) }));
}

async function saveList(db: Db, { listId, name }: Job<'saveList'>): Promise<JobReply<'saveList'>> {
  const list = new Lists(db).get(listId);
  if (!list) return refuse('not_found');
  return succeed({ listId: await withPauses(new SavedLists(db).save(list, name, Date.now())) });
}

function check(db: Db, { ledger }: Job<'check'>) {
  return { problem: quickCheck(db.sqlite), ledgerProblem: existsSync(ledger) ? problemOfLedger(ledger) : null };
}

async function eraseOne(
  db: Db,
  { phone, attachmentsFolder, nowMs }: Job<'erasePerson'>,
): Promise<JobReply<'erasePerson'>> {
  const erased = await withPauses(erasePerson(db, phone, nowMs));
  if (erased === null) return refuse('not_allowed_now');
  dropAttachmentsOfErased(db, attachmentsFolder);
  return succeed(erased);
}

async function maintain(db: Db, { eraseBeforeMs, attachmentsFolder, backupsFolder, nowMs }: Job<'maintenance'>) {
  // Before the backup, which would keep for days what is to be erased.
  const erased = eraseBeforeMs === null ? 0 : await withPauses(erasePeople(db, eraseBeforeMs, nowMs));
  if (erased > 0) dropAttachmentsOfErased(db, attachmentsFolder);
  if (backupsFolder !== null) backUp(db.sqlite, backupsFolder, 'daily', nowMs);
  return { erased };
}

async function work<Kind extends JobKind>(job: Job<Kind>): Promise<JobReply<Kind>> {
  return workers[job.kind](job);
}

function run(job: Job): void {
  loadLibrary();
  emit({ kind: 'loaded' });
  void work(job)
    .catch(fileFailure)
    .then((reply) => emit({ kind: 'done', reply }));
}

if (parentPort) run(workerData as Job);
else process.parentPort.once('message', ({ data }) => run(data as Job));
