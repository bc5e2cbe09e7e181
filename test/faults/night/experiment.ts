import type { Experiment } from '../experiment.ts';
import { playAccountsNight } from './accounts-night.ts';
import { playNight } from './night.ts';

/** What the faults take, and what one message may take on a busy machine. */
const faultsMs = 30 * 60_000;
const messageMs = 3_000;

/** A night that nobody watches, through the whole built app, which needs `npm run build`; and one over several accounts. */
export const nightExperiment: Experiment = {
  name: 'Night',
  run: async ({ people }, onProgress) => {
    if (people === 0) return [];
    const startedMs = performance.now();
    const patienceMs = faultsMs + people * messageMs;
    const { taken, struck, without, wrong } = await playNight({ people, isShort: false, patienceMs }, onProgress);
    for (const line of [...without, ...wrong]) onProgress(line);
    const before = struck.filter(({ isBeforeGate }) => isBeforeGate).length;
    const faults = `${struck.length} faults, ${before} of them between claim and gate`;
    const accountsMs = performance.now();
    const night = await playAccountsNight(people);
    return [
      {
        tried: 'a night over three accounts, one of which is cut off, restricted, logged out and comes back',
        amount: `${people} people, ${night.taken.join(', ')} messages taken from each`,
        came: night.wrong.length === 0 ? 'nobody twice, everybody once' : night.wrong.join('; '),
        isAsExpected: night.wrong.length === 0,
        durationMs: performance.now() - accountsMs,
      },
      {
        tried: 'a night that nobody watches, two campaigns',
        amount: `${people} people, ${faults}, ${taken} messages taken by WhatsApp`,
        came: wrong.length === 0 ? `${without.length} without it, each with its reason` : wrong.join('; '),
        isAsExpected: wrong.length === 0,
        durationMs: accountsMs - startedMs,
      },
    ];
  },
};
