/**
 * Measures what the operator waits for, on this computer, at the size of a large campaign.
 *
 *   npm run bench -- --recipients 100000 --sends 2000 --only sending
 *   npm run bench -- --stored 1000000 --only goals
 *   npm run bench -- --recipients 200000 --only memory     (on what `npm run build` made)
 *
 * The goals are measured on a folder of so many messages, which is made once for each schema and kept under `out/bench`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark } from '../test/bench/benchmark.ts';
import { fileMemoryBenchmark } from '../test/bench/file-memory.ts';
import { type Figure, measureGoals } from '../test/bench/goals.ts';
import { listsBenchmark } from '../test/bench/lists.ts';
import { outboxBenchmark } from '../test/bench/outbox.ts';
import { reportsBenchmark } from '../test/bench/reports.ts';
import { screenBenchmark } from '../test/bench/screen.ts';
import { sendingBenchmark } from '../test/bench/sending.ts';
import { startBenchmark } from '../test/bench/start.ts';

/** By the name that `--only` takes, in the order in which they run. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  lists: listsBenchmark,
  memory: fileMemoryBenchmark,
  sending: sendingBenchmark,
  outbox: outboxBenchmark,
  reports: reportsBenchmark,
  start: startBenchmark,
  screen: screenBenchmark,
};

const { values } = parseArgs({
  options: {
    recipients: { type: 'string', default: '100000' },
    sends: { type: 'string', default: '2000' },
    stored: { type: 'string', default: '1000000' },
    only: { type: 'string', multiple: true },
  },
});

function count(name: 'recipients' | 'sends' | 'stored'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${name} takes a whole number`);
}

const sizes = { recipients: count('recipients'), sends: count('sends') };
if (sizes.sends > sizes.recipients) throw new Error('--sends takes no more than there are recipients');
const goals = 'goals';
const known = [goals, ...Object.keys(benchmarks)];
const asked = values.only ?? known;
if (asked.some((name) => !known.includes(name))) throw new Error(`--only takes ${known.join(', ')}`);

console.log(`${sizes.recipients} recipients; Node ${process.versions.node}, ${cpus().length} cores`);
for (const name of asked) {
  const benchmark = benchmarks[name];
  if (!benchmark) continue;
  const rows = await benchmark.run(sizes);
  console.log(`\n${benchmark.name}\n\n| | took | ${benchmark.beside} |\n|---|---|---|`);
  for (const { what, took, beside } of rows) console.log(`| ${what} | ${took} | ${beside} |`);
}
if (asked.includes(goals)) writeFigures(await measureGoals(count('stored')));

/** Prints the goals, and keeps them for whoever compares, as figures and as a picture. */
function writeFigures(figures: readonly Figure[]): void {
  console.log('\nGoals\n\n| what | goal | figure | met |\n|---|---|---|---|');
  for (const { name, goal, value, met } of figures)
    console.log(`| ${name} | ≤ ${goal} | ${value} | ${met ? 'yes' : '**no**'} |`);
  mkdirSync('out/bench', { recursive: true });
  writeFileSync('out/bench/results.json', JSON.stringify(figures, null, 2));
  writeFileSync('out/bench/goals.svg', chartOf(figures));
}

/** A bar for each line: how much of its goal it takes. */
function chartOf(figures: readonly Figure[]): string {
  const [rowPx, labelPx, goalPx, mostTimes] = [22, 560, 200, 1.5];
  const bars = figures.map(({ name, value, goal, met }, index) => {
    const y = index * rowPx;
    const width = Math.max(1, Math.round(Math.min(mostTimes, value / goal) * goalPx));
    const words = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').slice(0, 90);
    return `<text x="${labelPx - 8}" y="${y + 15}" text-anchor="end">${words}</text><rect x="${labelPx}" y="${y + 4}" width="${width}" height="14" fill="${met ? '#3a7d5d' : '#b3452f'}"/><text x="${labelPx + width + 6}" y="${y + 15}">${value}</text>`;
  });
  const height = figures.length * rowPx;
  const line = `<line x1="${labelPx + goalPx}" x2="${labelPx + goalPx}" y1="0" y2="${height}" stroke="#666" stroke-dasharray="3 3"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${labelPx + goalPx * 2}" height="${height}" font-family="sans-serif" font-size="12">${bars.join('')}${line}</svg>`;
}
