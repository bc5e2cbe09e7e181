import { describe, expect, it } from 'vitest';
import type { Benchmark } from './benchmark.ts';
import { measureGoals } from './goals.ts';
import { listsBenchmark } from './lists.ts';
import { outboxBenchmark } from './outbox.ts';
import { reportsBenchmark } from './reports.ts';
import { sendingBenchmark } from './sending.ts';
import { startBenchmark } from './start.ts';

const benchmarks: readonly Benchmark[] = [
  listsBenchmark,
  sendingBenchmark,
  outboxBenchmark,
  reportsBenchmark,
  startBenchmark,
];
const short = { recipients: 1_200, sends: 40 };
const timeoutMs = 120_000;

describe('the benchmarks, at a small size', () => {
  it(
    'hold the goals against a folder of stored messages',
    async () => {
      const figures = await measureGoals(1_000);
      expect(figures.length).toBeGreaterThan(15);
      for (const { name, value, goal } of figures) expect(Number.isFinite(value) && goal > 0, name).toBe(true);
    },
    timeoutMs,
  );

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
    timeoutMs,
  );
});
