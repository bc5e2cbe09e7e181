import { resolve } from 'node:path';
import { systemClock } from '../../electron/clock.ts';
import { processJobs } from '../../electron/worker/process-jobs.ts';
import { utilityProcess } from '../host/utility-process.ts';

/** Jobs in processes of their own, as the app runs them in the stand-in. */
export const startInProcess = processJobs({
  workerFile: resolve('electron/worker/worker.ts'),
  fork: (file) => utilityProcess.fork(file),
  memoryBytesOf: () => undefined,
  clock: systemClock,
});
