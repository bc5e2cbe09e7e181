import { resolve } from 'node:path';
import { systemClock } from '../../electron/clock.ts';
import type { Clock } from '../../electron/ports.ts';
import { JobThreads } from '../../electron/worker/job-threads.ts';
import type { JobAsked, JobKind, RunningJob } from '../../electron/worker/jobs.ts';

/** The file that runs jobs: the one that was built for the tests, otherwise its source. */
export const workerFile = process.env.TEST_WORKER_FILE ?? resolve('electron/worker.ts');

/** Threads for jobs on a database. */
export function jobThreadsOn(database: string, clock: Pick<Clock, 'nowMs'> = systemClock): JobThreads {
  return new JobThreads({ workerFile, database, clock });
}

/** Starts a job in a thread of its own. */
export function startJob<Kind extends JobKind>(database: string, job: JobAsked<Kind>): RunningJob<Kind> {
  return jobThreadsOn(database).start(job);
}
