import { Worker } from 'node:worker_threads';
import type {
  ChosenHeader,
  CommandResult,
  Days,
  DaysReport,
  FileInspection,
  Mapping,
  MessageFilter,
  ReportPart,
  ReportScope,
  ReportSplit,
} from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { limits } from '../../domain/limits.ts';
import type { CsvSeparator } from '../../domain/lists/csv-separator.ts';
import type { ListChange } from '../../domain/lists/list-choices.ts';
import type { FollowUpGroup } from '../../domain/people/follow-up.ts';
import type { CountryCode } from '../../domain/phone/phone.ts';
import type { Paper } from '../../domain/report/paper.ts';
import type { Language } from '../../domain/settings.ts';
import type { NumberList } from '../lists/number-list.ts';
import type { CampaignReport } from '../reports/report.ts';

/** A file that came in. `path` is where the app keeps it, `fileName` what the operator knows it by. */
type FileIn = { readonly path: string; readonly fileName: string };
/** A file that goes out to `path`, in the words of the operator's language. */
type FileOut = { readonly path: string; readonly language: Language };
/** The file of the database that the job opens for itself. */
type OnDatabase = { readonly database: string };
type Now = { readonly nowMs: number };
/** A file from practice mode says so. */
type Rehearsed = { readonly isPractice: boolean };

/** The work that runs beside the main thread, so that sending and the window never wait for a large file. */
type Jobs = {
  inspect: {
    job: FileIn &
      OnDatabase & { readonly header: ChosenHeader | null; readonly language: Language; readonly country: string };
    value: FileInspection;
  };
  import: {
    job: FileIn &
      OnDatabase & {
        readonly sheet: string | null;
        readonly headerRow: number | null;
        readonly mapping: Mapping;
        readonly country: string;
        readonly language: Language;
      };
    value: { listId: number };
  };
  /** A new list from a saved one. */
  savedList: { job: OnDatabase & { readonly savedListId: number }; value: { listId: number } };
  /** A new list from one and a file of rows that were corrected. */
  correct: { job: FileIn & OnDatabase & { readonly listId: number }; value: { listId: number } };
  /** A new list from one and a further sheet of its file. */
  addSheet: {
    job: FileIn &
      OnDatabase & {
        readonly listId: number;
        readonly sheet: string;
        /** The sheet that its rows came from. */
        readonly from: string;
        readonly language: Language;
      };
    value: { listId: number };
  };
  /** A new list from the rows of one, read in another way or with one more decision. */
  change: { job: OnDatabase & { readonly listId: number; readonly change: ListChange }; value: { listId: number } };
  /** A new list of some of a campaign's people. */
  followUp: {
    job: OnDatabase &
      Now & { readonly campaignId: number; readonly group: FollowUpGroup; readonly part: ReportPart | null };
    value: { listId: number };
  };
  saveList: { job: OnDatabase & { readonly listId: number; readonly name: string }; value: { listId: number } };
  /** Makes every list that is new ready for searches. */
  searchIndex: { job: OnDatabase; value: undefined };
  /** How many messages a filter shows, however many these are. */
  countMessages: { job: OnDatabase & { readonly filter: MessageFilter }; value: { total: number } };
  /** Takes out a list that is hidden. */
  dropList: { job: OnDatabase & { readonly listId: number }; value: undefined };
  report: {
    job: FileOut &
      OnDatabase &
      Now &
      Rehearsed & {
        readonly scope: ReportScope;
        readonly format: 'csv' | 'xlsx';
        readonly separator: CsvSeparator;
        readonly timeZone: string;
        readonly title: string;
        /** Of the operator: its dates are those of the report. */
        readonly country: string;
        readonly paper: Paper;
      };
    value: { path: string };
  };
  campaignReport: {
    job: OnDatabase & Now & { readonly campaignId: number; readonly part: ReportPart | null };
    value: CampaignReport;
  };
  reportSplit: {
    job: OnDatabase & { readonly campaignId: number; readonly part: ReportPart | null; readonly index: number };
    value: ReportSplit;
  };
  daysReport: { job: OnDatabase & Now & { readonly days: Days; readonly timeZone: string }; value: DaysReport };
  problems: {
    job: FileOut &
      OnDatabase &
      Rehearsed & { readonly listId: number; readonly format: 'csv' | 'xlsx'; readonly separator: CsvSeparator };
    value: { path: string };
  };
  people: { job: FileIn; value: { phones: string[] } };
  numbers: { job: FileIn & { readonly country: CountryCode }; value: NumberList };
  numbersFile: {
    job: FileOut &
      OnDatabase &
      Rehearsed & { readonly timeZone: string; readonly country: string; readonly separator: CsvSeparator };
    value: { path: string };
  };
  /** SQLite's check of the file and that of the whole fence ledger: what they found wrong. */
  check: {
    job: OnDatabase & { readonly ledger: string };
    value: { problem: string | null; ledgerProblem: string | null };
  };
  maintenance: {
    job: OnDatabase &
      Now & {
        /** Null when no backup is due. */
        readonly backupsFolder: string | null;
        /** People of campaigns that ended before this are erased; null when nobody is. */
        readonly eraseBeforeMs: number | null;
        readonly attachmentsFolder: string;
      };
    /** How many people were erased. */
    value: { erased: number };
  };
  erasePerson: {
    job: OnDatabase & Now & { readonly attachmentsFolder: string; readonly phone: string };
    /** Messages that were still to go and are cancelled. */
    value: { cancelled: readonly number[]; isLogClean: boolean };
  };
  backup: { job: OnDatabase & Now & { readonly folder: string }; value: { name: string } };
  /** Lays a backup beside the database, checked. It may have been made to do harm. */
  copyForRestore: {
    job: OnDatabase & { readonly backup: string; readonly migrationsFolder: string; readonly ledger: string };
    value: undefined;
  };
  /** Whether a database that comes from another machine is as the guards let it come about. */
  checkMoved: { job: OnDatabase & { readonly migrationsFolder: string }; value: undefined };
};

export type JobKind = keyof Jobs;
export type Job<Kind extends JobKind = JobKind> = { [One in Kind]: { readonly kind: One } & Jobs[One]['job'] }[Kind];
export type JobReply<Kind extends JobKind> = CommandResult<Jobs[Kind]['value']>;

/** What the worker says: that it may be ended from now on, how far it is, and once the outcome. */
export type JobMessage<Kind extends JobKind> =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'progress'; readonly rows: number; readonly totalRows: number | null }
  | { readonly kind: 'done'; readonly reply: JobReply<Kind> };

/** A second net only: the readers bound themselves, and this cap does not count Buffers. */
const workerHeapMebibytes = 1_024;

export type RunningJob<Kind extends JobKind> = { readonly reply: Promise<JobReply<Kind>>; cancel(): void };

/** Starts a job in a worker of its own. A worker that dies replies with a failure; a cancelled one says so. */
export function startJob<Kind extends JobKind>(
  workerFile: string,
  job: Job<Kind>,
  onProgress: (rows: number, totalRows: number | null) => void = () => undefined,
): RunningJob<Kind> {
  const worker = new Worker(workerFile, {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: workerHeapMebibytes },
  });
  const { promise, resolve } = Promise.withResolvers<JobReply<Kind>>();
  let isLoaded = false;
  let isCancelled = false;
  // Ended while it loads SQLite's library, a thread takes the whole process with it.
  const endIfCancelled = () => void (isCancelled && isLoaded && worker.terminate());
  worker.on('message', (message: JobMessage<Kind>) => {
    if (message.kind === 'loaded') isLoaded = true;
    else if (message.kind === 'progress') onProgress(message.rows, message.totalRows);
    else resolve(message.reply);
    endIfCancelled();
  });
  worker.on('error', (error) => resolve(refuse('unreadable_file', error.message)));
  worker.on('exit', () => resolve(refuse('cancelled')));
  const cancel = () => {
    isCancelled = true;
    endIfCancelled();
    // One that does not come so far hangs elsewhere.
    setTimeout(() => void worker.terminate(), limits.workerLoadMs).unref();
  };
  return { reply: promise, cancel };
}
