import type { Schedule } from '../../domain/campaign.ts';
import type { OwnTimes } from '../../domain/schedule/own-times-rule.ts';

/** Sends at once and around the clock, with only this gap between two messages. */
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

/** The fastest schedule that the app allows. */
export const quickSchedule = everyMs(200);

/** Two days before the date in the third column, at 18:00 where each person is. */
export const twoDaysBefore: OwnTimes = {
  column: 2,
  count: 2,
  unit: 'days',
  side: 'before',
  atMinute: 18 * 60,
  clock: 'theirs',
  everyYear: false,
  decisions: [],
};

/** Each year on the day of the date in the third column, at nine where each person is. */
export const eachYear: OwnTimes = { ...twoDaysBefore, count: 0, side: 'after', atMinute: 9 * 60, everyYear: true };
