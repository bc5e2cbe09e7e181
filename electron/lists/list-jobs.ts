import type { Lists } from '../../db/lists.ts';
import type { CommandResult } from '../../domain/contract.ts';
import { type Job, type RunningJob, startJob } from '../worker/jobs.ts';

/** The jobs that make a list. */
export type ListJobKind = 'import' | 'savedList' | 'correct' | 'change' | 'saveList';

type ListJobsParts = {
  readonly workerFile: string;
  readonly lists: Lists;
  readonly onProgress: (workId: string, rows: number, totalRows: number | null) => void;
  /** A list was made, and is not ready for searches yet. */
  readonly onListed: () => void;
};

/** The lists that are being made at this moment, by the id that can stop each. */
export class ListJobs {
  readonly #parts: ListJobsParts;
  readonly #running = new Map<string, RunningJob<ListJobKind>>();

  constructor(parts: ListJobsParts) {
    this.#parts = parts;
  }

  /** Runs a job in place of the one that goes on under this id. What a job that fails has left behind is taken out. */
  async run(workId: string, job: Job<ListJobKind>): Promise<CommandResult<{ listId: number }>> {
    const { workerFile, lists, onProgress, onListed } = this.#parts;
    this.cancel(workId);
    const running = startJob<ListJobKind>(workerFile, job, (rows, total) => onProgress(workId, rows, total));
    this.#running.set(workId, running);
    const reply = await running.reply;
    if (this.#running.get(workId) === running) this.#running.delete(workId);
    if (reply.ok) onListed();
    else if (this.#running.size === 0) lists.dropUnpublished();
    return reply;
  }

  cancel(workId: string): void {
    this.#running.get(workId)?.cancel();
    this.#running.delete(workId);
  }
}
