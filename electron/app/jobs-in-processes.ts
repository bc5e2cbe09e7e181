import { app, utilityProcess } from 'electron';
import { systemClock as clock } from '../clock.ts';
import { processJobs, type StartInProcess } from '../worker/process-jobs.ts';

/** Starts jobs on data that comes from outside, each in a process of its own. */
export function jobsInProcesses(workerFile: string): StartInProcess {
  const memoryBytesOf = (pid: number) => {
    const kibibytes = app.getAppMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize;
    return kibibytes === undefined ? undefined : kibibytes * 1024;
  };
  return processJobs({ workerFile, clock, memoryBytesOf, fork: (file) => utilityProcess.fork(file) });
}
