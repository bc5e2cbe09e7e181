import type { Lists } from '../../db/campaigns/lists.ts';
import type { FileInspection } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { Answer } from '../commands.ts';
import type { JobThreads } from '../worker/job-threads.ts';
import type { JobAsked, JobReply, OnProgress, RunningJob } from '../worker/jobs.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';

export type ListJobKind =
  | 'import'
  | 'savedList'
  | 'correct'
  | 'change'
  | 'addSheet'
  | 'saveList'
  | 'followUp'
  | 'audience';

type ListJobsParts = {
  readonly threads: JobThreads;
  readonly startInProcess: StartInProcess;
  readonly lists: Lists;
  readonly onProgress: (workId: string, ...progress: Parameters<OnProgress>) => void;
  /** Called when a list was made, and has no search index yet. */
  readonly onListed: () => void;
};

/** The files that are being read and the lists that are being made, by the id that can stop each. */
export class ListJobs {
  readonly #parts: ListJobsParts;
  readonly #running = new Map<string, { readonly cancel: () => void }>();
  /** The work whose list each draft is to get. */
  readonly #wanted = new Map<number, string>();

  constructor(parts: ListJobsParts) {
    this.#parts = parts;
  }

  /**
   * Notes that a draft is to get the list of this work, and not a list that is still being made for it: the person who
   * chose that may have left it running. Returns a function that says whether this work is still the one.
   */
  want(campaignId: number, workId: string): () => boolean {
    const before = this.#wanted.get(campaignId);
    if (before !== undefined && before !== workId) this.cancel(before);
    this.#wanted.set(campaignId, workId);
    return () => this.isWanted(campaignId, workId);
  }

  /** Whether a draft is to get the list of this work, and no other was chosen after it. */
  isWanted(campaignId: number, workId: string): boolean {
    return this.#wanted.get(campaignId) === workId;
  }

  /** The running work that is to give a draft its list; null where there is none. */
  underWay(campaignId: number): string | null {
    const workId = this.#wanted.get(campaignId);
    return workId !== undefined && this.#running.has(workId) ? workId : null;
  }

  /** Inspects a file, and stops the work that runs under this id. */
  async inspect(workId: string, job: JobAsked<'inspect'>): Answer<FileInspection> {
    this.cancel(workId);
    return this.#follow(workId, this.#parts.startInProcess(job, limits.fileJobMaxMs));
  }

  /** Runs a job, and stops the work that runs under this id. Deletes what a failed job has left behind. */
  async run(workId: string, job: JobAsked<ListJobKind>): Answer<{ listId: number }> {
    const { onListed } = this.#parts;
    this.cancel(workId);
    const reply = await this.#follow(workId, this.#start(workId, job));
    // A draft's list that was changed in place gets its search index with the next search.
    if (reply.ok && 'listId' in job && job.listId === reply.value.listId) return reply;
    if (reply.ok) onListed();
    else if (this.#running.size === 0) this.dropUnpublished();
    return reply;
  }

  /** Counts people, and reports progress as for the rows of a list. */
  count(workId: string, job: JobAsked<'countPeople'>): Promise<JobReply<'countPeople'>> {
    const { threads, onProgress } = this.#parts;
    return this.#follow(
      workId,
      threads.start(job, (rows) => onProgress(workId, rows, null)),
    );
  }

  /** Deletes, in the worker, what stopped jobs or a crash left behind. Call it while no list is being made. */
  dropUnpublished(): void {
    const { lists, threads } = this.#parts;
    for (const listId of lists.unpublished()) threads.start({ kind: 'dropList', listId });
  }

  cancel(workId: string): void {
    this.#running.get(workId)?.cancel();
    this.#running.delete(workId);
  }

  /** Starts a job: a file from outside is read in a process of its own; data of the database needs none. */
  #start(workId: string, job: JobAsked<ListJobKind>): RunningJob<ListJobKind> {
    const { threads, startInProcess, onProgress } = this.#parts;
    const report: OnProgress = (rows, totalRows) => onProgress(workId, rows, totalRows);
    return job.kind === 'import' || job.kind === 'correct'
      ? startInProcess<ListJobKind>(job, limits.fileJobMaxMs, report)
      : threads.start<ListJobKind>(job, report);
  }

  async #follow<Reply>(
    workId: string,
    running: { readonly reply: Promise<Reply>; readonly cancel: () => void },
  ): Promise<Reply> {
    this.#running.set(workId, running);
    const reply = await running.reply;
    if (this.#running.get(workId) === running) this.#running.delete(workId);
    return reply;
  }
}
