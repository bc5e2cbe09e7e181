import { resolve } from 'node:path';
import { build } from 'vite';

/**
 * Before the tests: the worker as one file. A thread or a process that starts on TypeScript takes seven times as much of
 * the processor for that, and dozens are started.
 */
export default async function buildWorker(): Promise<void> {
  // Several projects ask for it.
  if (process.env.TEST_WORKER_FILE !== undefined) return;
  const outDir = resolve('node_modules/.cache/worker');
  await build({
    configFile: false,
    logLevel: 'error',
    // Libraries with it: file by file they take four fifths of the time until a job begins.
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: { ssr: 'electron/worker.ts', outDir, minify: false },
  });
  process.env.TEST_WORKER_FILE = resolve(outDir, 'worker.js');
}
