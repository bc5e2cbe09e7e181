import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startJob } from '../../../electron/worker/jobs.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

/** Says that it has loaded what it needs, a moment after its start, and then works without an end. */
const slowToLoad = `
import { writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
setTimeout(() => {
  writeFileSync(workerData.path, '');
  parentPort.postMessage({ kind: 'loaded' });
}, 100);
setInterval(() => undefined, 1_000);
`;

it('a thread is not ended while it loads SQLite, which would take the whole process with it, but soon after', async () => {
  const { folder, remove } = temporaryFolder();
  const [worker, loaded] = [join(folder, 'worker.mjs'), join(folder, 'loaded')];
  writeFileSync(worker, slowToLoad);
  const { reply, cancel } = startJob(worker, { kind: 'people', path: loaded, fileName: 'list.csv' });
  cancel();
  expect(await reply).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect(existsSync(loaded)).toBe(true);
  remove();
});
