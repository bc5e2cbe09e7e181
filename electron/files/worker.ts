/** Runs one file job in a worker thread: no Electron here, and a database connection of its own. */
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { forgetPeople } from '../../db/forget.ts';
import { Lists } from '../../db/lists.ts';
import { backUp, type Db, openSecondConnection, quickCheck } from '../../db/open.ts';
import { checkBackup } from '../../db/restore.ts';
import { SavedLists } from '../../db/saved-lists.ts';
import { assert, fail, succeed } from '../../domain/result.ts';
import { fileFailure } from './file-failure.ts';
import { importList } from './import-list.ts';
import type { ListProgress } from './intake.ts';
import type { Job, JobKind, JobMessage, JobReply } from './jobs.ts';
import { asLastTime } from './last-mapping.ts';
import { readNumbers, writeNumbers } from './number-list.ts';
import { inspectTable } from './read-table.ts';
import { mendList, takeSavedList } from './remake-list.ts';
import { makeCampaignReport, makeDaysReport } from './report.ts';
import { peopleOfReport, writeProblems, writeReport } from './report-file.ts';

const port = parentPort;
assert(port, 'the worker is started as one');

function tell(message: JobMessage<JobKind>): void {
  port?.postMessage(message);
}

const progress: ListProgress = {
  nowMs: Date.now,
  onProgress: (rows, totalRows) => tell({ kind: 'progress', rows, totalRows }),
};

async function work(job: Job): Promise<JobReply<JobKind>> {
  if (job.kind === 'inspect') {
    const inspected = await inspectTable(job.path, job.fileName, { header: job.header, language: job.language });
    if (!inspected.ok) return inspected;
    const known = openSecondConnection(job.database);
    try {
      const { fileName, sheets } = inspected.value;
      return succeed({ fileName, sheets: sheets.map((sheet) => asLastTime(known, sheet)) });
    } finally {
      known.close();
    }
  }
  if (job.kind === 'checkBackup') {
    const checked = checkBackup(job.file);
    return checked.ok ? checked : fail({ code: checked.failure, detail: job.file });
  }
  if (job.kind === 'numbers') return readNumbers(job);
  if (job.kind === 'people') return peopleOfReport(job.path, job.fileName);
  const db = openSecondConnection(job.database);
  try {
    if (job.kind === 'import') return await importList(db, job, progress);
    if (job.kind === 'savedList') return await takeSavedList(db, job, progress);
    if (job.kind === 'mend') return await mendList(db, job, progress);
    if (job.kind === 'saveList') return saveList(db, job);
    if (job.kind === 'dropList') {
      new SavedLists(db).dropHidden(job.listId);
      return succeed(undefined);
    }
    if (job.kind === 'backup') return succeed({ name: basename(backUp(db.sqlite, job.folder, 'by-hand', job.nowMs)) });
    if (job.kind === 'upkeep') {
      const problem = job.isCheckDue ? quickCheck(db.sqlite) : null;
      // Before the backup, which would keep for days what is to be forgotten.
      const isForgetting = problem === null && job.forgetBeforeMs !== null;
      const forgotten = isForgetting ? forgetPeople(db, job.forgetBeforeMs, job.nowMs) : 0;
      // A backup of a damaged file would push the sound ones out.
      if (problem === null && job.backupsFolder !== null) backUp(db.sqlite, job.backupsFolder, 'daily', job.nowMs);
      return succeed({ problem, forgotten });
    }
    if (job.kind === 'campaignReport') return succeed(makeCampaignReport(db, job.campaignId, job.nowMs));
    if (job.kind === 'daysReport') return succeed(makeDaysReport(db, job.days, job.timeZone, job.nowMs));
    if (job.kind === 'report') await writeReport(db, job);
    else if (job.kind === 'problems') await writeProblems(db, job);
    else await writeNumbers(db, job);
    return succeed({ path: job.path });
  } finally {
    db.close();
  }
}

function saveList(db: Db, { listId, name }: Job<'saveList'>): JobReply<'saveList'> {
  const list = new Lists(db).get(listId);
  if (!list) return fail({ code: 'not_found', detail: '' });
  return succeed({ listId: new SavedLists(db).save(list, name, Date.now()) });
}

void work(workerData as Job)
  .catch(fileFailure)
  .then((reply) => tell({ kind: 'done', reply }));
