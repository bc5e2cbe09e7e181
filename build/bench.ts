/**
 * Measures what the operator waits for, on this computer and at the size of a large campaign, and compares it with the
 * goals.
 *
 *   npm run bench -- --only goals                     every line of the table of goals, at a million stored messages
 *   npm run bench -- --only life --only report        some of them
 *   npm run bench -- --only outbox --minutes 10       the outbox for as long as the goal says
 *   npm run bench -- --stored 100000 --only goals     on a smaller folder
 *   npm run bench -- --recipients 100000 --sends 2000 --only sending
 *   npm run bench -- --recipients 1000000 --sends 1 --only team
 *   npm run bench -- --only accounts                  what one, three and six accounts take (on Linux)
 *   npm run bench -- --only peers                     other libraries beside the app; it installs them for that
 *   npm run bench -- --recipients 200000 --only memory     (on what `npm run build` made)
 *
 * The goals are measured on a data folder with that many messages, which is made once for each schema and kept under
 * `out/bench`. The exit code is 1 where a ratio or a count misses its goal. Times only inform: they differ by computer.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { accountsBenchmark } from '../test/bench/accounts.ts';
import type { Benchmark } from '../test/bench/benchmark.ts';
import { fileMemoryBenchmark } from '../test/bench/file-memory.ts';
import { chartOf } from '../test/bench/goals/chart.ts';
import { type Figure, largeSize } from '../test/bench/goals/figures.ts';
import { type GoalName, goals } from '../test/bench/goals/goals.ts';
import { listsBenchmark } from '../test/bench/lists.ts';
import { outboxBenchmark } from '../test/bench/outbox.ts';
import { peersBenchmark } from '../test/bench/peers.ts';
import { reportsBenchmark } from '../test/bench/reports.ts';
import { screenBenchmark } from '../test/bench/screen.ts';
import { sendingBenchmark } from '../test/bench/sending.ts';
import { startBenchmark } from '../test/bench/start.ts';
import { teamBenchmark } from '../test/bench/team.ts';

/** The benchmarks by the name that `--only` takes, in the order in which they run. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  lists: listsBenchmark,
  memory: fileMemoryBenchmark,
  sending: sendingBenchmark,
  pages: outboxBenchmark,
  reports: reportsBenchmark,
  upkeep: startBenchmark,
  screen: screenBenchmark,
  team: teamBenchmark,
  accounts: accountsBenchmark,
  peers: peersBenchmark,
};
/** This benchmark downloads the libraries that it compares with, so it never runs unasked. */
const onlyWhenAsked = 'peers';

const everyGoal = 'goals';
const goalNames = Object.keys(goals) as GoalName[];

const { values } = parseArgs({
  options: {
    recipients: { type: 'string', default: '100000' },
    sends: { type: 'string', default: String(largeSize.sends) },
    stored: { type: 'string', default: String(largeSize.stored) },
    minutes: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true },
  },
});

function count(name: Exclude<keyof typeof values, 'only'>): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${name} takes a whole number`);
}

const sizes = { recipients: count('recipients'), sends: count('sends') };
if (sizes.sends > sizes.recipients) throw new Error('--sends takes no more than there are recipients');
const known = [everyGoal, ...goalNames, ...Object.keys(benchmarks)];
const asked = values.only ?? [everyGoal, ...Object.keys(benchmarks).filter((name) => name !== onlyWhenAsked)];
if (asked.some((name) => !known.includes(name))) throw new Error(`--only takes ${known.join(', ')}`);

console.log(`${sizes.recipients} recipients; Node ${process.versions.node}, ${cpus().length} cores`);
for (const name of asked) {
  const benchmark = benchmarks[name];
  if (!benchmark) continue;
  const rows = await benchmark.run(sizes);
  console.log(`\n${benchmark.name}\n\n| | took | ${benchmark.beside} |\n|---|---|---|`);
  for (const { what, took, beside } of rows) console.log(`| ${what} | ${took} | ${beside} |`);
}
const measured = goalNames.filter((name) => asked.includes(everyGoal) || asked.includes(name));
if (measured.length > 0 && !measureGoals(measured)) process.exitCode = 1;

/** Prints the goals and writes them to a file. Returns false where a goal that holds on every computer is missed. */
function measureGoals(names: readonly GoalName[]): boolean {
  const all: Figure[] = [];
  console.log('\n| what | goal | figure | met | |\n|---|---|---|---|---|');
  for (const name of names)
    for (const figure of measuredAlone(name)) {
      all.push(figure);
      const { value, goal, met, isBinding, beside } = figure;
      console.log(`| ${figure.name} | ≤ ${goal} | ${value} | ${wordOf(met, isBinding)} | ${beside} |`);
    }
  mkdirSync('out/bench', { recursive: true });
  writeFileSync('out/bench/results.json', JSON.stringify(all.map(resultOf), null, 2));
  writeFileSync('out/bench/ratios.svg', chartOf(all.filter(({ isBinding }) => isBinding)));
  writeFileSync('out/bench/times.svg', chartOf(all.filter(({ isBinding }) => !isBinding)));
  return all.every(({ met, isBinding }) => met || !isBinding);
}

/** Measures in a process of its own, so that the heap and the compiled code of another part do not count. */
function measuredAlone(name: GoalName): readonly Figure[] {
  const minuteMs = 60_000;
  const size = { ...largeSize, stored: count('stored'), sends: sizes.sends, outboxMs: count('minutes') * minuteMs };
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const into = join(folder, 'figures.json');
  const script = resolve(import.meta.dirname, '../test/bench/goals/measure-one.ts');
  const { status } = spawnSync(process.execPath, [script, name, JSON.stringify(size), into], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${name} could not be measured`);
  const figures: readonly Figure[] = JSON.parse(readFileSync(into, 'utf8'));
  rmSync(folder, { recursive: true });
  return figures;
}

function wordOf(met: boolean, isBinding: boolean): string {
  if (met) return 'yes';
  return isBinding ? '**no**' : 'no, here';
}

function resultOf({ name, value, goal, met }: Figure) {
  return { name, value, goal, met };
}
