/** `npm run fuzz -- [files] [first]`: reads that many files that no program would write, and says what they cost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryFuzzedFile } from '../test/support/fuzz-files.ts';

const memoryMebibytes = 512;
const [files = 100_000, first = 0] = process.argv.slice(2).map(Number);
const started = performance.now();
for (let number = first; number < first + files; number += 1) {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  await tryFuzzedFile(number, folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}
const peak = process.resourceUsage().maxRSS / 1024;
console.log(`${files} files, ${Math.round((performance.now() - started) / 1000)} s, at most ${Math.round(peak)} MiB`);
if (peak > memoryMebibytes) process.exitCode = 1;
