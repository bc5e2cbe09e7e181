/**
 * Measures what the operator waits for, on this computer, at the size of a large campaign.
 *
 *   npm run bench -- --recipients 100000 --sends 2000 --only sending
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark } from '../test/bench/benchmark.ts';
import { listsBenchmark } from '../test/bench/lists.ts';
import { outboxBenchmark } from '../test/bench/outbox.ts';
import { reportsBenchmark } from '../test/bench/reports.ts';
import { screenBenchmark } from '../test/bench/screen.ts';
import { sendingBenchmark } from '../test/bench/sending.ts';
import { startBenchmark } from '../test/bench/start.ts';

/** By the name that `--only` takes, in the order in which they run. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  lists: listsBenchmark,
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
    only: { type: 'string', multiple: true },
  },
});

function count(name: 'recipients' | 'sends'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${name} takes a whole number`);
}

const sizes = { recipients: count('recipients'), sends: count('sends') };
if (sizes.sends > sizes.recipients) throw new Error('--sends takes no more than there are recipients');
const asked = values.only ?? Object.keys(benchmarks);
const unknown = asked.filter((name) => benchmarks[name] === undefined);
if (unknown.length > 0) throw new Error(`--only takes ${Object.keys(benchmarks).join(', ')}`);

console.log(`${sizes.recipients} recipients; Node ${process.versions.node}, ${cpus().length} cores`);
for (const name of asked) {
  const benchmark = benchmarks[name];
  if (!benchmark) continue;
  const rows = await benchmark.run(sizes);
  console.log(`\n${benchmark.name}\n\n| | took | ${benchmark.beside} |\n|---|---|---|`);
  for (const { what, took, beside } of rows) console.log(`| ${what} | ${took} | ${beside} |`);
}
