import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { limits } from '../../../domain/limits.ts';
import { systemClock } from '../../../electron/clock.ts';
import { writeCsv } from '../../../electron/formats/write-csv.ts';
import { type JobProcess, processJobs } from '../../../electron/worker/process-jobs.ts';
import { utilityMetrics, utilityProcess } from '../../host/utility-process.ts';
import { sharedWorkbook } from '../../support/shared-workbook.ts';
import { openTestDatabase } from '../../support/temporary-database.ts';
import { headers, rowsOf } from '../people.ts';
import { binding, type Figure, type Size } from './figures.ts';

const mebibyteBytes = 1024 * 1024;
const kibibyteBytes = 1024;
/** How much a growing process may grow between two looks at its memory. */
const grownBetweenLooksMb = 60;

/** The built worker, as the app starts it. Run from its sources, Node holds the compiler as well. */
const builtWorker = resolve('out/main/worker.js');
const workerFile = existsSync(builtWorker) ? builtWorker : resolve('electron/worker.ts');

/** The most memory that the process that reads a file holds, and whether one that would need too much is ended. */
export async function readingGoals({ rows }: Pick<Size, 'rows'>): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-reading-'));
  const database = join(folder, 'sendonce.db');
  openTestDatabase(database).close();
  const read = async (name: string, write: (path: string) => unknown) => {
    const path = join(folder, name);
    await write(path);
    return peakOf(path, name, database);
  };
  const people = rowsOf(2 * rows);
  const csv = await read('people.csv', (path) => writeCsv(path, headers, people.slice(0, rows)));
  const shared = await read('people.xlsx', (path) => writeFileSync(path, sharedWorkbook(headers, people)));
  const hostile = await read('hostile.xlsx', (path) =>
    writeFileSync(path, sharedWorkbook(['Name'], hostileRows(rows))),
  );
  rmSync(folder, { recursive: true, force: true });
  return [
    binding(`process that reads ${rows} rows of CSV, MB`, csv.megabytes, 250),
    binding(`process that reads ${2 * rows} rows with shared strings, MB`, shared.megabytes, 400),
    binding(
      'process that reads a hostile workbook, MB',
      hostile.megabytes,
      limits.jobMemoryBytes / mebibyteBytes + grownBetweenLooksMb,
      hostile.outcome,
    ),
  ];
}

/** Texts that all differ, together as large as an inflated file may be. */
function hostileRows(rows: number): string[][] {
  const cells = 12;
  const wide = 'x'.repeat(150);
  return Array.from({ length: rows }, (_, row) => Array.from({ length: cells }, (_, cell) => `${row}.${cell} ${wide}`));
}

type Peak = { readonly megabytes: number; readonly outcome: string };

async function peakOf(path: string, fileName: string, database: string): Promise<Peak> {
  let child: JobProcess | undefined;
  let peakBytes = 0;
  const start = processJobs({
    workerFile,
    database,
    fork: (file) => {
      child = utilityProcess.fork(file);
      // The most that it held can be read only while the process exists.
      child.on('message', () => {
        peakBytes = Math.max(peakBytes, highestBytes(child?.pid));
      });
      return child;
    },
    memoryBytesOf: (pid) => {
      peakBytes = Math.max(peakBytes, highestBytes(pid));
      const held = utilityMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize;
      return held === undefined ? undefined : held * kibibyteBytes;
    },
    clock: systemClock,
  });
  const job = { kind: 'inspect', path, fileName, header: null, language: 'en', country: 'GB' } as const;
  const reply = await start(job, limits.fileJobMaxMs).reply;
  return { megabytes: peakBytes / mebibyteBytes, outcome: reply.ok ? 'read' : reply.failure.code };
}

/** The most memory that a process has held, as Linux reports it. */
function highestBytes(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * kibibyteBytes;
  } catch {
    return 0;
  }
}
