/**
 * Runs the built app for a long time under trouble: campaign after campaign, with kills, restarts and pages that hang.
 * The exit code is 1 when a message arrived twice or was lost, a status is untrue, or memory or handles grew.
 *
 *   npm run soak -- --minutes 60 --seed 1
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runSoak } from '../test/faults/soak/run-soak.ts';

const file = join(import.meta.dirname, '../out/soak.json');
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
});

function positive(name: 'minutes' | 'seed'): number {
  const number = Number(values[name]);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`--${name} takes a number above 0`);
}

const startedMs = performance.now();
const stamp = () => `${String(Math.round((performance.now() - startedMs) / 1_000)).padStart(5)} s`;
const tell = (line: string) => console.log(`${stamp()}  ${line}`);
const report = await runSoak({ minutes: positive('minutes'), seed: positive('seed'), tell });
await mkdir(dirname(file), { recursive: true });
await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
const { samples, ...summary } = report;
console.log(JSON.stringify({ ...summary, samples: samples.length, first: samples[0], last: samples.at(-1) }, null, 2));
console.log(report.wrong.length === 0 ? 'Nobody got two, nothing was lost, and nothing grew.' : 'The soak failed.');
process.exit(report.wrong.length === 0 ? 0 : 1);
