import type { Experiment } from '../experiment.ts';
import { playChanges } from './changes.ts';

/** How long the changes take, and how long one message may take on a busy machine. */
const changesMs = 5 * 60_000;
const messageMs = 3_000;

/** A campaign while WhatsApp changes, through the whole built app; needs `npm run build`. */
export const changesExperiment: Experiment = {
  name: 'Changes',
  run: async ({ people }, onProgress) => {
    if (people === 0) return [];
    const startedMs = performance.now();
    const { taken, changes, inDoubt, wrong } = await playChanges(people, changesMs + people * messageMs, onProgress);
    for (const line of [...inDoubt, ...wrong]) onProgress(line);
    return [
      {
        tried: 'a campaign of pictures to new people while WhatsApp changes',
        amount: `${people} people, ${changes} changes, ${taken} messages taken by WhatsApp`,
        came: wrong.length === 0 ? `one each, ${inDoubt.length} in doubt` : wrong.join('; '),
        isAsExpected: wrong.length === 0,
        durationMs: performance.now() - startedMs,
      },
    ];
  },
};
