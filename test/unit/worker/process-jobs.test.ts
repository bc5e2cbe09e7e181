import { symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JobProcess, processJobs } from '../../../electron/worker/process-jobs.ts';
import { utilityMetrics, utilityProcess } from '../../host/utility-process.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';
import { until } from '../../support/until.ts';
import { workerFile } from '../../support/worker-file.ts';

let folder: ReturnType<typeof temporaryFolder>;
let clock: FakeClock;
let children: (JobProcess & { readonly pid: number | undefined })[];
beforeEach(() => {
  folder = temporaryFolder();
  clock = new FakeClock(0);
  children = [];
});
afterEach(() => folder.remove());

/** As the app reads it from Electron. */
const memoryBytesOf = (pid: number) => {
  const kibibytes = utilityMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize;
  return kibibytes === undefined ? undefined : kibibytes * 1024;
};

function starting(workerFile: string) {
  const fork = (file: string) => {
    const child = utilityProcess.fork(file);
    children.push(child);
    return child;
  };
  return processJobs({ workerFile, database: '', fork, memoryBytesOf, clock });
}
const workerOf = (code: string) => {
  const file = join(folder.folder, 'worker.mjs');
  writeFileSync(file, code);
  return file;
};
const job = { kind: 'people', isPractice: false, path: '', fileName: 'list.csv' } as const;
const isGone = () => until(() => children.every(({ pid }) => pid === undefined));

describe('a job in a process of its own', () => {
  it('replies as in a thread, and its process ends', async () => {
    const path = join(folder.folder, 'list.csv');
    writeFileSync(path, 'Phone,Name\n+447700900101,Ana\n');
    const reply = await starting(workerFile)({ ...job, path }, 60_000).reply;
    expect(reply).toMatchObject({ ok: false, failure: { code: 'not_a_report' } });
    await isGone();
  });

  // The reader of workbooks is loaded with the first one, and must belong to the worker that asked for it.
  it('says of a workbook what is wrong with it, also where its program is reached by a link', async () => {
    const path = join(folder.folder, 'list.xlsx');
    writeFileSync(path, Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(40)]));
    const linked = join(folder.folder, 'linked');
    symlinkSync(dirname(workerFile), linked, 'junction');
    for (const place of [workerFile, join(linked, basename(workerFile))]) {
      const reply = await starting(place)({ ...job, path }, 60_000).reply;
      expect(reply, place).toMatchObject({ ok: false, failure: { code: 'corrupt_file' } });
    }
    await isGone();
  });

  it('is ended at its deadline also where it never lets go of its thread', async () => {
    const busy = workerOf(`process.parentPort.once('message', () => {
      process.parentPort.postMessage({ kind: 'progress', rows: 1, totalRows: null });
      setTimeout(() => { for (;;); }, 50);
    })`);
    const begun = Promise.withResolvers<void>();
    const running = starting(busy)(job, 60_000, () => begun.resolve());
    await begun.promise;
    await clock.pass(60_000);
    expect(await running.reply).toMatchObject({ ok: false, failure: { code: 'took_too_long' } });
    await isGone();
  });

  it('is cancelled at once', async () => {
    const running = starting(workerOf(`process.parentPort.once('message', () => { for (;;); })`))(job, 60_000);
    running.cancel();
    expect(await running.reply).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    await isGone();
  });

  it('is ended when it holds more memory than a job may, and not before', async () => {
    const hungry = workerOf(`process.parentPort.once('message', () => {
      globalThis.kept = Buffer.alloc(600 * 1024 * 1024, 1);
      process.parentPort.postMessage({ kind: 'progress', rows: 1, totalRows: null });
    })`);
    const full = Promise.withResolvers<void>();
    const running = starting(hungry)(job, 60_000, () => full.resolve());
    await clock.pass(1_000);
    expect(children[0]?.pid).toBeDefined();
    await full.promise;
    await clock.pass(1_000);
    expect(await running.reply).toMatchObject({ ok: false, failure: { code: 'file_too_large', detail: 'memory' } });
    await isGone();
  });

  it('dies alone, and says that it did', async () => {
    const reply = await starting(workerOf(`process.exit(3)`))(job, 60_000).reply;
    expect(reply).toMatchObject({ ok: false, failure: { code: 'unreadable_file' } });
  });
});
