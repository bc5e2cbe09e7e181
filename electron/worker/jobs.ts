import type { CommandResult } from '../../domain/contract.ts';
import type { Language } from '../../domain/settings.ts';

/** An uploaded file. `path` is where the app keeps it, `fileName` the name that the operator knows. */
export type FileIn = { readonly path: string; readonly fileName: string };
/** A file to be written to `path`, in the operator's language. */
export type FileOut = { readonly path: string; readonly language: Language };
/** The moment at which the job was started. */
export type Now = { readonly nowMs: number };
/** Whether the file is from practice mode, which it then says. */
export type Rehearsed = { readonly isPractice: boolean };

/**
 * The work that runs beside the main thread, so that sending and the window never wait for a large file: for each kind,
 * the input of a job and its result. Each feature adds its own kinds in its `jobs.ts`, with the functions that do them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it.
export interface Jobs {}

export type JobKind = keyof Jobs;
type Given<One> = One extends { readonly job: infer Input } ? Input : never;
type Value<One> = One extends { readonly value: infer Output } ? Output : never;
export type Job<Kind extends JobKind = JobKind> = { [One in Kind]: { readonly kind: One } & Given<Jobs[One]> }[Kind];
/** A job as the app asks for it: the moment comes with the start. */
export type JobAsked<Kind extends JobKind = JobKind> = {
  [One in Kind]: { readonly kind: One } & Omit<Given<Jobs[One]>, keyof Now>;
}[Kind];
/** What a worker gets: the job, and the file of the database, which the job opens for itself. */
export type JobOrder = { readonly job: Job; readonly database: string };
export type JobReply<Kind extends JobKind> = CommandResult<Value<Jobs[Kind]>>;

export type OnProgress = (rows: number, totalRows: number | null) => void;

/** What a job reports while it runs, and the clock that it uses. */
export type JobProgress = { readonly nowMs: () => number; readonly onProgress: OnProgress };
/** What the worker gives to a job besides. */
type JobPlace = JobProgress & { readonly database: string };

/** The functions that do some kinds of job, in the worker. */
export type Workers<Kind extends JobKind = JobKind> = {
  readonly [One in Kind]: (job: Job<One>, place: JobPlace) => JobReply<One> | Promise<JobReply<One>>;
};

/** The worker's messages: that it may be ended from now on, its progress, and once the result. */
export type JobMessage<Kind extends JobKind> =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'progress'; readonly rows: number; readonly totalRows: number | null }
  | { readonly kind: 'done'; readonly reply: JobReply<Kind> };

export type RunningJob<Kind extends JobKind> = { readonly reply: Promise<JobReply<Kind>>; cancel(): void };
