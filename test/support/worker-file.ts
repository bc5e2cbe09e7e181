import { resolve } from 'node:path';
import { JobThreads } from '../../electron/worker/job-threads.ts';
import type { Job, JobKind, RunningJob } from '../../electron/worker/jobs.ts';

/** The file that runs jobs: the one that was built for the tests, otherwise its source. */
export const workerFile = process.env.TEST_WORKER_FILE ?? resolve('electron/worker.ts');

/** Starts a job in a thread of its own. */
export function startJob<Kind extends JobKind>(job: Job<Kind>): RunningJob<Kind> {
  return new JobThreads(workerFile).start(job);
}
