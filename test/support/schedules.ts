import type { Schedule } from '../../domain/campaign.ts';

/** At once and around the clock, with nothing between two messages but the gap. */
export function everyMs(gapMs: number): Schedule {
  return {
    startAtMs: null,
    timeZone: 'Europe/London',
    window: null,
    dailyCap: null,
    pilotCount: null,
    gapMinMs: gapMs,
    gapMaxMs: gapMs,
  };
}

/** As fast as the app can be set to send. */
export const quickSchedule = everyMs(200);
