import type { Experiment } from '../experiment.ts';
import { playNight } from './night.ts';
import { troubles } from './people.ts';

/** What the outages take, and what one message may take on a busy machine. */
const outagesMs = 10 * 60_000;
const messageMs = 3_000;

/** A night that nobody watches, through the whole built app; needs `npm run build`. */
export const nightExperiment: Experiment = {
  name: 'Night',
  run: async ({ people }, onProgress) => {
    if (people === 0) return [];
    const startedMs = performance.now();
    const patienceMs = outagesMs + people * messageMs;
    const { taken, outages, without, wrong } = await playNight({ people, troubles, patienceMs }, onProgress);
    for (const line of [...without, ...wrong]) onProgress(line);
    return [
      {
        tried: 'a night that nobody watches, two campaigns',
        amount: `${people} people, ${outages} outages, ${taken} messages taken by WhatsApp`,
        came: wrong.length === 0 ? `${without.length} without it, each with its reason` : wrong.join('; '),
        isAsExpected: wrong.length === 0,
        durationMs: performance.now() - startedMs,
      },
    ];
  },
};
