import { systemClock } from '../../electron/clock.ts';
import { processJobs } from '../../electron/worker/process-jobs.ts';
import { utilityProcess } from '../host/utility-process.ts';
import { workerFile } from './worker-file.ts';

/** Starts jobs in processes of their own, as the app does, with the stand-in for Electron. */
export const startInProcess = processJobs({
  workerFile,
  fork: (file) => utilityProcess.fork(file),
  memoryBytesOf: () => undefined,
  clock: systemClock,
});
