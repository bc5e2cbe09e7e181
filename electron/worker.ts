/**
 * Runs jobs one after the other in a worker thread, or one in a process of its own. Uses nothing of Electron but the
 * channel to it. The code of the jobs is in the `jobs.ts` of each feature.
 */
import { parentPort } from 'node:worker_threads';
import { loadLibrary } from '../db/open.ts';
import { assert } from '../domain/result.ts';
import { fileFailure } from './files/file-failure.ts';
import { listWorkers } from './lists/jobs.ts';
import { messageWorkers } from './messages/jobs.ts';
import { peopleWorkers } from './people/jobs.ts';
import { reportWorkers } from './reports/jobs.ts';
import { storageWorkers } from './storage/jobs.ts';
import type { Job, JobKind, JobMessage, JobOrder, JobProgress, JobReply, Workers } from './worker/jobs.ts';

const port = parentPort ?? process.parentPort;
assert(port, 'the worker is started as one');

function emit(message: JobMessage<JobKind>): void {
  port.postMessage(message);
}

const progress: JobProgress = {
  nowMs: Date.now,
  onProgress: (rows, totalRows) => emit({ kind: 'progress', rows, totalRows }),
};
const workers: Workers = { ...listWorkers, ...messageWorkers, ...peopleWorkers, ...reportWorkers, ...storageWorkers };

async function work<Kind extends JobKind>(job: Job<Kind>, database: string): Promise<JobReply<Kind>> {
  return workers[job.kind](job, { ...progress, database });
}

function run({ job, database }: JobOrder): void {
  void work(job, database)
    .catch(fileFailure)
    .then((reply) => emit({ kind: 'done', reply }));
}

loadLibrary();
emit({ kind: 'loaded' });
if (parentPort) parentPort.on('message', run);
else process.parentPort.once('message', ({ data }) => run(data as JobOrder));
