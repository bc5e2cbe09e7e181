import type { Experiment, Row } from '../experiment.ts';
import { check } from './check.ts';
import { harmOf, runsToCatch, weaknesses } from './weaknesses.ts';

/** Each part of this many runs has a seed of its own, from which a stopped search can continue. */
const runsInPart = 1_000;

/** Random runs on the real dispatcher, database and ledger, and broken variants that the same runs catch. */
export const simulationExperiment: Experiment = {
  name: 'Random runs on the real dispatcher',
  run: async ({ runs, seed, path }, onProgress) => {
    const rows: Row[] = [];
    // A path selects a single run.
    const total = path ? 1 : runs;
    for (let done = 0; done < total; done += runsInPart) {
      const part = seed + done / runsInPart;
      const size = Math.min(runsInPart, total - done);
      const { sums, failure, durationMs } = await check({ runs: size, seed: part, ...(path ? { path } : {}) });
      const came = failure ? `${failure.said}; replay: ${failure.replay}` : 'nothing twice, nothing untrue';
      const { steps, taken, delivered, crashes, restores } = sums;
      const amount = `${steps} steps, ${taken} hand-overs, ${delivered} deliveries, ${crashes} crashes, ${restores} restores`;
      rows.push({ tried: `${size} runs, seed ${part}`, amount, came, isAsExpected: failure === null, durationMs });
      onProgress(`${done + size} runs, next seed ${part + 1}: ${came}`);
      if (failure) {
        for (const command of failure.plan.commands) onProgress(JSON.stringify(command));
        return rows;
      }
    }
    for (const weakness of weaknesses) {
      const { runs: taken, failure, durationMs } = await check({ runs: runsToCatch, seed: 1, weakness });
      const came = failure ? `caught: ${failure.said}` : 'NOT caught';
      const row = {
        tried: weakness.name,
        amount: `${taken} runs`,
        came,
        isAsExpected: harmOf(weakness).test(came),
        durationMs,
      };
      rows.push(row);
      onProgress(`${row.tried}: ${came}`);
    }
    return rows;
  },
};
