import { resolve } from 'node:path';

/** Runs one job: as it was built for the tests, elsewhere as it is written. */
export const workerFile = process.env.TEST_WORKER_FILE ?? resolve('electron/worker.ts');
