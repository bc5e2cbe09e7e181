/**
 * `npm run fuzz -- [inputs] [first]`: tries so many inputs that no program would make, files that are read, words of
 * WhatsApp's page and commands of the window in turn, and says what they cost. One that brings something down, hangs or
 * gets a message out ends it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [inputs = 100_000, first = 0] = process.argv.slice(2).map(Number);
// What stands in for Electron is told by this where the app is.
process.argv.splice(1, process.argv.length, join(import.meta.dirname, '..'));
// Each thread that starts on TypeScript would hold its own reader of it: several at once took more than the app.
process.env.TEST_WORKER_FILE = resolve('out/main/worker.js');
const standIn = new URL('../test/host/electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
const { tryFuzzedFile } = await import('../test/support/fuzz-files.ts');
const { FuzzedBridge } = await import('../test/support/fuzz-bridge.ts');
const { FuzzedWindow } = await import('../test/support/fuzz-ipc.ts');
const { JobThreads } = await import('../electron/worker/job-threads.ts');

const memoryMebibytes = 512;
/** With a new database after so many, so that what they left does not make the next ones slower. */
const inputsPerDatabase = 600;
const threads = new JobThreads(process.env.TEST_WORKER_FILE);
const started = performance.now();

async function tryFile(number: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  await tryFuzzedFile(number, folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}

for (let from = first; from < first + inputs; from += inputsPerDatabase) {
  const [bridge, window] = [new FuzzedBridge(), new FuzzedWindow(threads)];
  for (let number = from; number < Math.min(from + inputsPerDatabase, first + inputs); number += 1) {
    if (number % 3 === 0) await tryFile(number);
    else await (number % 3 === 1 ? bridge : window).try(number);
  }
  bridge.close();
  await window.close();
}
const peak = process.resourceUsage().maxRSS / 1024;
console.log(`${inputs} inputs, ${Math.round((performance.now() - started) / 1000)} s, at most ${Math.round(peak)} MiB`);
process.exit(peak > memoryMebibytes ? 1 : 0);
