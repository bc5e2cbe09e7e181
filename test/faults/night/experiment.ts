import type { Experiment } from '../experiment.ts';
import { playAccountsNight } from './accounts-night.ts';
import { playNight } from './night.ts';

/** How long the faults take, and how long one message may take on a busy machine. */
const faultsMs = 30 * 60_000;
const messageMs = 3_000;

/**
 * A night that nobody watches, through the whole built app, which needs `npm run build`; and a night over several
 * accounts.
 */
export const nightExperiment: Experiment = {
  name: 'Night',
  run: async ({ people, accounts }, onProgress) => {
    if (people === 0) return [];
    const startedMs = performance.now();
    const patienceMs = faultsMs + people * messageMs;
    const plan = { people, accounts, isShort: false, patienceMs };
    const { taken, takenFrom, struck, without, wrong } = await playNight(plan, onProgress);
    for (const line of [...without, ...wrong]) onProgress(line);
    const before = struck.filter(({ isBeforeGate }) => isBeforeGate).length;
    const faults = `${struck.length} faults, ${before} of them between claim and gate`;
    const accountsMs = performance.now();
    const night = await playAccountsNight(people);
    const away = 'of which one is restricted, logged out and comes back';
    return [
      {
        tried: `a night over three accounts on a clock of the test, ${away}`,
        amount: `${people} people, ${night.taken.join(', ')} messages taken from each`,
        came: night.wrong.length === 0 ? 'nobody twice, everybody once' : night.wrong.join('; '),
        isAsExpected: night.wrong.length === 0,
        durationMs: performance.now() - accountsMs,
      },
      {
        tried: `a night that nobody watches, two campaigns${accounts > 1 ? ` from ${accounts} accounts, ${away}` : ''}`,
        amount: `${people} people, ${faults}, ${taken} messages taken by WhatsApp: ${takenFrom.join(', ')}`,
        came: wrong.length === 0 ? `${without.length} without it, each with its reason` : wrong.join('; '),
        isAsExpected: wrong.length === 0,
        durationMs: accountsMs - startedMs,
      },
    ];
  },
};
