/**
 * `npm run fuzz -- [inputs] [first]` tries that many malformed inputs, in turn as a file that is read, as an event of
 * WhatsApp's page and as a command of the window, and prints how much time and memory they took. It ends at an input
 * that crashes something, hangs or gets a message sent.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [inputs = 100_000, first = 0] = process.argv.slice(2).map(Number);
// The stand-in for Electron takes the folder of the app from this argument.
process.argv.splice(1, process.argv.length, join(import.meta.dirname, '..'));
// A worker started from TypeScript loads its own compiler: several of them took more memory than the app.
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

const memoryMebibytes = 512;
/** A new database is made after this many inputs, so that the rows of earlier ones do not slow the next ones down. */
const inputsPerDatabase = 600;
const started = performance.now();

async function tryFile(number: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  await tryFuzzedFile(number, folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}

for (let from = first; from < first + inputs; from += inputsPerDatabase) {
  const [bridge, window] = [new FuzzedBridge(), new FuzzedWindow()];
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
