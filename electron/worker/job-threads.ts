import { Worker } from 'node:worker_threads';
import { limits } from '../../domain/limits.ts';
import { refuse } from '../../domain/result.ts';
import type { Clock } from '../ports.ts';
import type { Job, JobAsked, JobKind, JobMessage, JobOrder, JobReply, OnProgress, RunningJob } from './jobs.ts';

/** Only a second limit: the readers limit themselves, and this one does not count Buffers. */
const threadHeapMebibytes = 1_024;

type JobThreadsParts = {
  readonly workerFile: string;
  /** The file of the database, which each job opens for itself. */
  readonly database: string;
  readonly clock: Pick<Clock, 'nowMs'>;
};

/** Runs jobs beside the main thread. A thread that finished one is kept a while, since loading takes long. */
export class JobThreads {
  readonly #parts: JobThreadsParts;
  #idle: JobThread | null = null;

  constructor(parts: JobThreadsParts) {
    this.#parts = parts;
  }

  /** Starts a job. If its thread dies, the reply is a failure; if it is cancelled, the reply says so. */
  start<Kind extends JobKind>(asked: JobAsked<Kind>, onProgress: OnProgress = () => undefined): RunningJob<Kind> {
    const { workerFile, database, clock } = this.#parts;
    const thread = this.#idle?.isAlive ? this.#idle : new JobThread(workerFile);
    this.#idle = null;
    thread.wake();
    const running = thread.run<Kind>({ job: { nowMs: clock.nowMs(), ...asked } as Job, database }, onProgress);
    void running.reply.then(() => this.#keep(thread));
    return running;
  }

  #keep(thread: JobThread): void {
    if (this.#idle !== null) thread.end();
    if (this.#idle !== null || !thread.isAlive) return;
    this.#idle = thread;
    thread.restUntilEnd(limits.jobThreadIdleMs, () => {
      if (this.#idle === thread) this.#idle = null;
    });
  }
}

class JobThread {
  readonly #worker: Worker;
  /** A thread that is ended while it loads SQLite's library ends the whole process. */
  #isLoaded = false;
  #isToEnd = false;
  #isAlive = true;
  #onMessage: (message: JobMessage<JobKind>) => void = () => undefined;
  #onEnd: (error?: Error) => void = () => undefined;
  #rest: NodeJS.Timeout | undefined;

  constructor(file: string) {
    this.#worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: threadHeapMebibytes } });
    this.#worker.on('message', (message: JobMessage<JobKind>) => {
      if (message.kind === 'loaded') this.#isLoaded = true;
      this.#onMessage(message);
      if (this.#isToEnd) this.end();
    });
    this.#worker.on('error', (error: Error) => this.#gone(error));
    this.#worker.on('exit', () => this.#gone());
  }

  /** Whether the thread takes another job. */
  get isAlive(): boolean {
    return this.#isAlive && !this.#isToEnd;
  }

  run<Kind extends JobKind>(order: JobOrder, onProgress: OnProgress): RunningJob<Kind> {
    const { promise, resolve } = Promise.withResolvers<JobReply<Kind>>();
    this.#onMessage = (message) => {
      if (message.kind === 'progress') onProgress(message.rows, message.totalRows);
      else if (message.kind === 'done') resolve(message.reply as JobReply<Kind>);
    };
    this.#onEnd = (error) => resolve(error ? refuse('unreadable_file', error.message) : refuse('cancelled'));
    this.#worker.postMessage(order);
    let isOver = false;
    void promise.then(() => {
      isOver = true;
    });
    // After its reply the thread may be working on another job.
    return { reply: promise, cancel: () => void (isOver || this.end()) };
  }

  end(): void {
    this.#isToEnd = true;
    if (this.#isLoaded) void this.#worker.terminate();
    // A thread that does not come this far hangs elsewhere.
    else setTimeout(() => void this.#worker.terminate(), limits.workerLoadMs).unref();
  }

  /** Keeps the thread for a while. It does not keep the process from ending meanwhile. */
  restUntilEnd(ms: number, onEnd: () => void): void {
    this.#worker.unref();
    this.#rest = setTimeout(() => {
      onEnd();
      this.end();
    }, ms).unref();
  }

  wake(): void {
    clearTimeout(this.#rest);
    this.#worker.ref();
  }

  #gone(error?: Error): void {
    this.#isAlive = false;
    this.#onEnd(error);
  }
}
