import type { Lists } from '../../db/campaigns/lists.ts';
import type { FileInspection } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { Answer } from '../commands.ts';
import type { JobPlace } from '../worker/job-threads.ts';
import type { Job, JobReply, RunningJob } from '../worker/jobs.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';

/** The jobs that make a list. */
export type ListJobKind =
  | 'import'
  | 'savedList'
  | 'correct'
  | 'change'
  | 'addSheet'
  | 'saveList'
  | 'followUp'
  | 'audience';

type ListJobsParts = JobPlace & {
  readonly startInProcess: StartInProcess;
  readonly lists: Lists;
  readonly onProgress: (workId: string, rows: number, totalRows: number | null) => void;
  /** A list was made, and is not ready for searches yet. */
  readonly onListed: () => void;
};

/** The files that are read and the lists that are made at this moment, by the id that can stop each. */
export class ListJobs {
  readonly #parts: ListJobsParts;
  readonly #running = new Map<string, { readonly cancel: () => void }>();
  /** The work that each draft is to get its list of. */
  readonly #wanted = new Map<number, string>();

  constructor(parts: ListJobsParts) {
    this.#parts = parts;
  }

  /**
   * A draft is to get the list that this work makes, and no more the one that is still made for it: who chose that may have
   * left it to go on. Returns what says later whether this one is wanted still.
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

  /** The work that is to give a draft its list and goes on at this moment; null where there is none. */
  underWay(campaignId: number): string | null {
    const workId = this.#wanted.get(campaignId);
    return workId !== undefined && this.#running.has(workId) ? workId : null;
  }

  /** Looks at a file in place of what goes on under this id. */
  async inspect(workId: string, job: Job<'inspect'>): Answer<FileInspection> {
    this.cancel(workId);
    return this.#follow(workId, this.#parts.startInProcess(job, limits.fileJobMaxMs));
  }

  /** Runs a job in place of the one that goes on under this id. What a job that fails has left behind is taken out. */
  async run(workId: string, job: Job<ListJobKind>): Answer<{ listId: number }> {
    const { onListed } = this.#parts;
    this.cancel(workId);
    const reply = await this.#follow(workId, this.#start(workId, job));
    // A draft's list that was changed in its place is made ready for searches when there is one.
    if (reply.ok && 'listId' in job && job.listId === reply.value.listId) return reply;
    if (reply.ok) onListed();
    else if (this.#running.size === 0) this.dropUnpublished();
    return reply;
  }

  /** Counts people. What was counted so far is told as the rows of a list are. */
  count(workId: string, job: Job<'countPeople'>): Promise<JobReply<'countPeople'>> {
    const { threads, onProgress } = this.#parts;
    return this.#follow(
      workId,
      threads.start(job, (rows) => onProgress(workId, rows, null)),
    );
  }

  /** Takes out, in the worker, what stopped jobs or a crash left behind. Call it while no list is being made. */
  dropUnpublished(): void {
    const { lists, threads, database } = this.#parts;
    for (const listId of lists.unpublished()) threads.start({ kind: 'dropList', listId, database });
  }

  cancel(workId: string): void {
    this.#running.get(workId)?.cancel();
    this.#running.delete(workId);
  }

  /** A file from outside is read in a process of its own; what is in the database already needs none. */
  #start(workId: string, job: Job<ListJobKind>): RunningJob<ListJobKind> {
    const { threads, startInProcess, onProgress } = this.#parts;
    const report = (rows: number, totalRows: number | null) => onProgress(workId, rows, totalRows);
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
