import type { Experiment } from '../experiment.ts';
import { runKills } from './run-kills.ts';

/** Kills the whole built app with SIGKILL at known steps; needs `npm run build`. */
export const killExperiment: Experiment = {
  name: 'Kill',
  run: async ({ kills, seed }, onProgress) => {
    if (kills === 0) return [];
    const startedMs = performance.now();
    const { phases, messagesTaken, wrong } = await runKills({ kills, seed }, onProgress);
    const everything = {
      tried: 'kill -9 of the whole app, and a start over the same data',
      amount: `${kills} kills, ${messagesTaken} messages taken by WhatsApp`,
      came: `${wrong.length} promises broken`,
      isAsExpected: wrong.length === 0,
      durationMs: performance.now() - startedMs,
    };
    const rows = phases.map((phase) => ({
      tried: `kill ${phase.name}`,
      amount: `${phase.kills} kills`,
      came: `${phase.wrong} promises broken`,
      isAsExpected: phase.wrong === 0,
      durationMs: phase.durationMs,
    }));
    return [everything, ...rows];
  },
};
