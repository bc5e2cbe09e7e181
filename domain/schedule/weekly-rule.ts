import { z } from 'zod';
import { limits } from '../limits.ts';

/** The same for everybody of a list on one day of each week, by the campaign's clock. A day is `2026-12-10`. */
export const Weekly = z.object({
  /** 1 (Monday) to 7 (Sunday). */
  weekday: z.int().min(1).max(7),
  atMinute: z.int().min(0).max(1439),
  fromDay: z.iso.date(),
  /** How many dates there are, those left out not counted; null until somebody ends it. */
  times: z.int().min(1).max(limits.weeklyMaxTimes).nullable(),
  /** Dates on which nothing goes. */
  leftOut: z.array(z.iso.date()).max(limits.weeklyMaxTimes),
});
export type Weekly = z.infer<typeof Weekly>;
