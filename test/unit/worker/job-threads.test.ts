import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { systemClock } from '../../../electron/clock.ts';
import { JobThreads } from '../../../electron/worker/job-threads.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

/** Replies with the id of its thread, after a while or never, or exits, depending on the name of the job's file. */
const obedient = `
import { parentPort, threadId } from 'node:worker_threads';
parentPort.postMessage({ kind: 'loaded' });
parentPort.on('message', ({ job: { fileName } }) => {
  if (fileName === 'dies') throw new Error('no memory');
  const reply = { kind: 'done', reply: { ok: true, value: threadId } };
  if (fileName !== 'never') setTimeout(() => parentPort.postMessage(reply), 20);
});
`;
/** Reports that it has loaded its modules a moment after its start, and then works without an end. */
const slowToLoad = `
import { writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ job: { path } }) =>
  setTimeout(() => {
    writeFileSync(path, '');
    parentPort.postMessage({ kind: 'loaded' });
  }, 100),
);
`;

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

function threadsOf(source: string): JobThreads {
  const file = join(place.folder, 'worker.mjs');
  writeFileSync(file, source);
  return new JobThreads({ workerFile: file, database: '', clock: systemClock });
}

const start = (threads: JobThreads, fileName: string) =>
  threads.start({ kind: 'people', isPractice: false, path: join(place.folder, 'loaded'), fileName });
const cancelled = { ok: false, failure: { code: 'cancelled' } };

it('a thread is not ended while it loads SQLite, which would take the whole process with it, but soon after', async () => {
  const { reply, cancel } = start(threadsOf(slowToLoad), 'list.csv');
  cancel();
  expect(await reply).toMatchObject(cancelled);
  expect(existsSync(join(place.folder, 'loaded'))).toBe(true);
});

it('one job after the other runs in the same thread, and two at a time in two', async () => {
  const threads = threadsOf(obedient);
  const first = await start(threads, 'list.csv').reply;
  expect(first).not.toMatchObject({ value: threadId });
  expect(await start(threads, 'list.csv').reply).toEqual(first);
  const both = [start(threads, 'list.csv'), start(threads, 'list.csv')];
  const [one, other] = await Promise.all(both.map(({ reply }) => reply));
  expect([one, other]).toContainEqual(first);
  expect(other).not.toEqual(one);
});

it('a job that is cancelled ends with its thread, and the next one has another', async () => {
  const threads = threadsOf(obedient);
  const first = await start(threads, 'list.csv').reply;
  const { reply, cancel } = start(threads, 'never');
  cancel();
  expect(await reply).toMatchObject(cancelled);
  const next = await start(threads, 'list.csv').reply;
  expect(next).toMatchObject({ ok: true });
  expect(next).not.toEqual(first);
});

it('whoever cancels a job that has replied ends nobody else’s', async () => {
  const threads = threadsOf(obedient);
  const first = start(threads, 'list.csv');
  const came = await first.reply;
  const next = start(threads, 'list.csv');
  first.cancel();
  expect(await next.reply).toEqual(came);
});

it('a thread waits for another job for a while, and then ends', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const threads = threadsOf(obedient);
    const first = await start(threads, 'list.csv').reply;
    vi.advanceTimersByTime(limits.jobThreadIdleMs - 1);
    expect(await start(threads, 'list.csv').reply).toEqual(first);
    vi.advanceTimersByTime(limits.jobThreadIdleMs);
    expect(await start(threads, 'list.csv').reply).not.toEqual(first);
  } finally {
    vi.useRealTimers();
  }
});

it('a thread that dies replies with why, and the next job has another', async () => {
  const threads = threadsOf(obedient);
  await start(threads, 'list.csv').reply;
  expect(await start(threads, 'dies').reply).toMatchObject({ ok: false, failure: { detail: 'no memory' } });
  expect(await start(threads, 'list.csv').reply).toMatchObject({ ok: true });
});
