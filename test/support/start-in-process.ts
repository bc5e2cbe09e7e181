import { systemClock } from '../../electron/clock.ts';
import { processJobs } from '../../electron/worker/process-jobs.ts';
import { utilityProcess } from '../host/utility-process.ts';
import { workerFile } from './worker-file.ts';

/** Jobs in processes of their own, as the app runs them in the stand-in. */
export const startInProcess = processJobs({
  workerFile,
  fork: (file) => utilityProcess.fork(file),
  memoryBytesOf: () => undefined,
  clock: systemClock,
});
