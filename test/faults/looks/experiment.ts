import type { Experiment, Row } from '../experiment.ts';
import { inWords, isAsWanted, lookNights, playLookNight } from './looks.ts';

/** Outages that lie and numbers that are never found, on the real dispatcher and database. */
export const looksExperiment: Experiment = {
  name: 'Looks',
  run: async (_, onProgress) => {
    const rows: Row[] = [];
    for (const [name, night] of Object.entries(lookNights)) {
      const beganMs = performance.now();
      const end = await playLookNight(night);
      const came = inWords(end);
      onProgress(`${name}: ${came}`);
      const amount = `${night.people} people, ${end.lookUps} look-ups`;
      rows.push({
        tried: name,
        amount,
        came,
        isAsExpected: isAsWanted(night, end),
        durationMs: performance.now() - beganMs,
      });
    }
    return rows;
  },
};
