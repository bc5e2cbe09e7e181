import { resolve } from 'node:path';
import { JobThreads } from '../../electron/worker/job-threads.ts';
import type { Job, JobKind, RunningJob } from '../../electron/worker/jobs.ts';

/** Runs jobs: as it was built for the tests, elsewhere as it is written. */
export const workerFile = process.env.TEST_WORKER_FILE ?? resolve('electron/worker.ts');

/** Starts a job in a thread of its own. */
export function startJob<Kind extends JobKind>(job: Job<Kind>): RunningJob<Kind> {
  return new JobThreads(workerFile).start(job);
}
