import { describe, expect, it } from 'vitest';
import type { Benchmark } from './benchmark.ts';
import { campaignGoals } from './goals/campaign-goals.ts';
import { dueGoals } from './goals/due-goals.ts';
import type { Figure } from './goals/figures.ts';
import { importGoals } from './goals/import-goals.ts';
import { lifeGoals } from './goals/life-goals.ts';
import { loopGoals } from './goals/loop-goals.ts';
import { peopleGoals } from './goals/people-goals.ts';
import { readingGoals } from './goals/reading-goals.ts';
import { reportGoals } from './goals/report-goals.ts';
import { storedGoals } from './goals/stored-goals.ts';
import { listsBenchmark } from './lists.ts';
import { outboxBenchmark } from './outbox.ts';
import { reportsBenchmark } from './reports.ts';
import { sendingBenchmark } from './sending.ts';
import { startBenchmark } from './start.ts';
import { teamBenchmark } from './team.ts';

const benchmarks: readonly Benchmark[] = [
  listsBenchmark,
  sendingBenchmark,
  outboxBenchmark,
  reportsBenchmark,
  startBenchmark,
  teamBenchmark,
];
const short = { recipients: 1_200, sends: 40 };

/** So much more than its goal is a change of order, however busy the computer and small the folder. */
const orderTimes = 6;

/** Tests keep their files in memory, where a bare write costs nothing. */
const onDiskOnly = ['one life ÷ four bare writes with fsync'];

const goals: readonly [what: string, measure: () => Figure[] | Promise<Figure[]>][] = [
  ['reading of 20,000 messages', () => storedGoals(20_000)],
  ['people of a filter', () => peopleGoals(10_000)],
  ['one message’s life', () => lifeGoals({ rows: 1_000, sends: 200 })],
  ['an import', () => importGoals({ rows: 3_000, rounds: 3 })],
  ['the process that reads a file', () => readingGoals({ rows: 3_000 })],
  ['a report', () => reportGoals({ stored: 20_000, rounds: 3 })],
  ['a campaign', () => campaignGoals(300)],
  ['the main thread', () => loopGoals({ stored: 20_000, rows: 3_000, watchedMs: 2_000 })],
  ['a due message', () => dueGoals(3)],
];

describe('the goals, at a small size', () => {
  it.each(goals)('hold within an order: %s', async (_what, measure) => {
    const figures = await measure();
    expect(figures.length).toBeGreaterThan(0);
    const beyond = figures.filter(
      ({ name, value, goal, isBinding }) => isBinding && !onDiskOnly.includes(name) && !(value <= goal * orderTimes),
    );
    expect(beyond).toEqual([]);
    for (const { name, value } of figures) expect(Number.isFinite(value), name).toBe(true);
  });
});

describe('the benchmarks, at a small size', () => {
  it.each(benchmarks.map((benchmark) => [benchmark.name, benchmark] as const))(
    'measure: %s',
    async (_name, benchmark) => {
      const rows = await benchmark.run(short);
      expect(rows.length).toBeGreaterThan(2);
      for (const { what, took } of rows) {
        expect(what).not.toBe('');
        expect(took).toMatch(/^\d/);
      }
    },
  );
});
