import { systemClock } from '../../electron/clock.ts';
import { processJobs, type StartInProcess } from '../../electron/worker/process-jobs.ts';
import { utilityProcess } from '../host/utility-process.ts';
import { workerFile } from './worker-file.ts';

/** Starts jobs on a database in processes of their own, as the app does, with the stand-in for Electron. */
export function startInProcessOn(database: string): StartInProcess {
  const fork = (file: string) => utilityProcess.fork(file);
  return processJobs({ workerFile, database, fork, memoryBytesOf: () => undefined, clock: systemClock });
}
