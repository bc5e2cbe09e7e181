import type { Stores } from '../../db/stores.ts';
import type { FailureCode } from '../../domain/contract.ts';
import type { Log } from '../ports.ts';
import type { JobThreads } from '../worker/job-threads.ts';
import type { RunningJob } from '../worker/jobs.ts';

type PeopleIndexParts = Pick<Stores, 'searchIndex' | 'knownPeople'> & {
  readonly threads: JobThreads;
  readonly log: Log;
};

type Running = { readonly job: RunningJob<'searchIndex'>; readonly done: Promise<void> };

/** Makes the search index of new lists and takes their people, in the worker: at the start and for each new list. */
export class PeopleIndex {
  readonly #parts: PeopleIndexParts;
  #running: Running | null = null;
  #isStopped = false;
  #problem: FailureCode | null = null;

  constructor(parts: PeopleIndexParts) {
    this.#parts = parts;
  }

  /** Makes what is missing. Resolves when nothing is missing, or when the worker failed. */
  async run(): Promise<void> {
    while (!this.#isStopped && this.isBehind()) {
      this.#running ??= this.#start();
      const { job, done } = this.#running;
      await done;
      const reply = await job.reply;
      this.#problem = reply.ok ? null : reply.failure.code;
      if (reply.ok) continue;
      this.#parts.log.warn('search index', { code: reply.failure.code });
      return;
    }
  }

  get problem(): FailureCode | null {
    return this.#problem;
  }

  /** Whether a list has no search index yet, or some people are not taken yet. */
  isBehind(): boolean {
    return this.#parts.searchIndex.toMake().length > 0 || this.#parts.knownPeople.isBehind();
  }

  /** Starts nothing more, and waits for the worker to end; the next start finishes the rest. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#running?.job.cancel();
    await this.#running?.done;
  }

  #start(): Running {
    const job = this.#parts.threads.start({ kind: 'searchIndex' });
    const done = job.reply.then(() => {
      this.#running = null;
    });
    return { job, done };
  }
}
