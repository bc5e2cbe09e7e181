import { Worker } from 'node:worker_threads';
import type {
  ChosenHeader,
  Days,
  DaysReport,
  FileInspection,
  Mapping,
  Reply,
  ReportScope,
} from '../../domain/contract.ts';
import type { CountryCode } from '../../domain/phone.ts';
import { fail } from '../../domain/result.ts';
import type { Language } from '../../domain/settings.ts';
import type { NumberList } from './number-list.ts';
import type { CampaignReport } from './report.ts';

/** The work that runs beside the main thread, so that sending and the window never wait for a large file. */
export type InspectJob = {
  readonly kind: 'inspect';
  readonly path: string;
  readonly fileName: string;
  readonly header: ChosenHeader | null;
  readonly language: Language;
  readonly database: string;
};
export type ImportJob = {
  readonly kind: 'import';
  readonly path: string;
  readonly fileName: string;
  readonly sheet: string | null;
  readonly headerRow: number | null;
  readonly mapping: Mapping;
  readonly country: string;
  readonly language: Language;
  readonly database: string;
};
/** A new list from a saved one. */
export type SavedListJob = { readonly kind: 'savedList'; readonly savedListId: number; readonly database: string };
/** A new list from one and a file of rows that were mended. */
export type MendJob = {
  readonly kind: 'mend';
  readonly listId: number;
  readonly path: string;
  readonly fileName: string;
  readonly database: string;
};
export type SaveListJob = {
  readonly kind: 'saveList';
  readonly listId: number;
  readonly name: string;
  readonly database: string;
};
/** Takes out a list that is hidden. */
export type DropListJob = { readonly kind: 'dropList'; readonly listId: number; readonly database: string };
export type ReportJob = {
  readonly kind: 'report';
  readonly scope: ReportScope;
  readonly database: string;
  readonly path: string;
  readonly format: 'csv' | 'xlsx';
  readonly language: Language;
  readonly timeZone: string;
  readonly nowMs: number;
};
export type CampaignReportJob = {
  readonly kind: 'campaignReport';
  readonly campaignId: number;
  readonly database: string;
  readonly nowMs: number;
};
export type DaysReportJob = {
  readonly kind: 'daysReport';
  readonly days: Days;
  readonly database: string;
  readonly timeZone: string;
  readonly nowMs: number;
};
export type ProblemsJob = {
  readonly kind: 'problems';
  readonly listId: number;
  readonly database: string;
  readonly path: string;
  readonly format: 'csv' | 'xlsx';
  readonly language: Language;
};
export type PeopleJob = { readonly kind: 'people'; readonly path: string; readonly fileName: string };
export type NumbersJob = {
  readonly kind: 'numbers';
  readonly path: string;
  readonly fileName: string;
  readonly country: CountryCode;
};
export type NumbersFileJob = {
  readonly kind: 'numbersFile';
  readonly database: string;
  readonly path: string;
  readonly language: Language;
  readonly timeZone: string;
};
export type UpkeepJob = {
  readonly kind: 'upkeep';
  readonly database: string;
  readonly isCheckDue: boolean;
  /** Null when no backup is due. */
  readonly backupsFolder: string | null;
  /** People of campaigns that ended before this are forgotten; null when nobody is. */
  readonly forgetBeforeMs: number | null;
  readonly nowMs: number;
};
export type BackupJob = {
  readonly kind: 'backup';
  readonly database: string;
  readonly folder: string;
  readonly nowMs: number;
};
export type CheckBackupJob = { readonly kind: 'checkBackup'; readonly file: string };
export type Job =
  | InspectJob
  | ImportJob
  | SavedListJob
  | MendJob
  | SaveListJob
  | DropListJob
  | ReportJob
  | CampaignReportJob
  | DaysReportJob
  | ProblemsJob
  | PeopleJob
  | NumbersJob
  | NumbersFileJob
  | UpkeepJob
  | BackupJob
  | CheckBackupJob;

export type JobValues = {
  inspect: FileInspection;
  import: { listId: number };
  savedList: { listId: number };
  mend: { listId: number };
  saveList: { listId: number };
  dropList: undefined;
  report: { path: string };
  campaignReport: CampaignReport;
  daysReport: DaysReport;
  problems: { path: string };
  people: { phones: string[] };
  numbers: NumberList;
  numbersFile: { path: string };
  /** How many people were forgotten, and what SQLite's check found wrong. */
  upkeep: { problem: string | null; forgotten: number };
  backup: { name: string };
  checkBackup: undefined;
};
export type JobMessage<Kind extends Job['kind']> =
  | { readonly kind: 'progress'; readonly rows: number; readonly totalRows: number | null }
  | { readonly kind: 'done'; readonly reply: Reply<JobValues[Kind]> };

/** A second net only: the readers bound themselves, and this cap does not count Buffers. */
const workerHeapMebibytes = 1_024;

export type RunningJob<Kind extends Job['kind']> = { readonly reply: Promise<Reply<JobValues[Kind]>>; cancel(): void };

/** Starts a job in a worker of its own. A worker that dies answers with a failure; a cancelled one says so. */
export function startJob<Kind extends Job['kind']>(
  workerFile: string,
  job: Job & { kind: Kind },
  onProgress: (rows: number, totalRows: number | null) => void = () => undefined,
): RunningJob<Kind> {
  const worker = new Worker(workerFile, {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: workerHeapMebibytes },
  });
  const { promise, resolve } = Promise.withResolvers<Reply<JobValues[Kind]>>();
  worker.on('message', (message: JobMessage<Kind>) => {
    if (message.kind === 'progress') onProgress(message.rows, message.totalRows);
    else resolve(message.reply);
  });
  worker.on('error', (error) => resolve(fail({ code: 'unreadable_file', detail: error.message })));
  worker.on('exit', () => resolve(fail({ code: 'cancelled', detail: '' })));
  return { reply: promise, cancel: () => void worker.terminate() };
}
