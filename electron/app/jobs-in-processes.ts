import { app, utilityProcess } from 'electron';
import { systemClock as clock } from '../clock.ts';
import { processJobs, type StartInProcess } from '../worker/process-jobs.ts';
import type { AppOptions } from './app-options.ts';

/** Starts jobs on data that comes from outside, each in a process of its own. */
export function jobsInProcesses({ workerFile, folders: { database } }: AppOptions): StartInProcess {
  const memoryBytesOf = (pid: number) => {
    const kibibytes = app.getAppMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize;
    return kibibytes === undefined ? undefined : kibibytes * 1024;
  };
  return processJobs({ workerFile, database, clock, memoryBytesOf, fork: (file) => utilityProcess.fork(file) });
}
