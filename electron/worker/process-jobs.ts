import type { UtilityProcess } from 'electron';
import { limits } from '../../domain/limits.ts';
import { refuse } from '../../domain/result.ts';
import type { Clock } from '../ports.ts';
import type { Job, JobAsked, JobKind, JobMessage, JobOrder, JobReply, OnProgress, RunningJob } from './jobs.ts';

/** What a job needs of its process: Electron's utility process, or in unit tests a child process of Node. */
export type JobProcess = Pick<UtilityProcess, 'on' | 'postMessage' | 'kill' | 'pid'>;

/** Starts a job in its own process, which ends with its reply, on cancel, by its memory limit or after `deadlineMs`. */
export type StartInProcess = <Kind extends JobKind>(
  asked: JobAsked<Kind>,
  deadlineMs: number,
  onProgress?: OnProgress,
) => RunningJob<Kind>;

type ProcessJobsParts = {
  readonly workerFile: string;
  readonly database: string;
  /** Starts a process that runs a file and waits for its job. */
  readonly fork: (file: string) => JobProcess;
  /** The memory of one of our processes, by its id; undefined where it is unknown. */
  readonly memoryBytesOf: (pid: number) => number | undefined;
  readonly clock: Clock;
};

/**
 * Runs jobs on data from outside. A worker thread cannot be ended while a statement of SQLite or a long loop runs in
 * it, and it ends the app when it runs out of memory; a process can be killed, and dies alone.
 */
export function processJobs({ workerFile, database, fork, memoryBytesOf, clock }: ProcessJobsParts): StartInProcess {
  return <Kind extends JobKind>(
    asked: JobAsked<Kind>,
    deadlineMs: number,
    onProgress: OnProgress = () => undefined,
  ): RunningJob<Kind> => {
    const child = fork(workerFile);
    const { promise, resolve } = Promise.withResolvers<JobReply<Kind>>();
    const end = (reply: JobReply<Kind>) => {
      stopWatching();
      resolve(reply);
      child.kill();
    };
    const stopDeadline = clock.after(deadlineMs, () => end(refuse('took_too_long', asked.kind)));
    let stopMemory: () => void = () => undefined;
    const watchMemory = () => {
      const bytes = child.pid === undefined ? undefined : memoryBytesOf(child.pid);
      if (bytes !== undefined && bytes > limits.jobMemoryBytes) end(refuse('file_too_large', 'memory'));
      else stopMemory = clock.after(limits.jobMemoryPollMs, watchMemory);
    };
    const stopWatching = () => {
      stopDeadline();
      stopMemory();
    };
    watchMemory();
    child.on('message', (message: JobMessage<Kind>) => {
      if (message.kind === 'progress') onProgress(message.rows, message.totalRows);
      else if (message.kind === 'done') end(message.reply);
    });
    child.on('exit', (code) => {
      stopWatching();
      // Has no effect if the reply was given before.
      resolve(refuse('unreadable_file', `the process ended with ${code}`));
    });
    child.postMessage({ job: { nowMs: clock.nowMs(), ...asked } as Job, database } satisfies JobOrder);
    return { reply: promise, cancel: () => end(refuse('cancelled')) };
  };
}
