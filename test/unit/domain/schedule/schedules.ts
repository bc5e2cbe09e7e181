import type { Schedule } from '../../../../domain/campaign.ts';
import { everyMs } from '../../../support/schedules.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** A day on which London has no summer time. */
export const todayMs = Date.UTC(2026, 2, 3);
export const noonMs = todayMs + 12 * hourMs;

export const schedule = everyMs(8_000);
export const warming: Schedule = { ...schedule, warmUp: true };
