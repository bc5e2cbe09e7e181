import { z } from 'zod';
import { limits } from '../limits.ts';
import { MinuteOfDay } from '../view-parts.ts';

/** The same message to everybody on a list on one day a week, by the campaign's clock. A day is like `2026-12-10`. */
export const Weekly = z.object({
  /** 1 (Monday) to 7 (Sunday). */
  weekday: z.int().min(1).max(7),
  atMinute: MinuteOfDay,
  fromDay: z.iso.date(),
  /** The number of dates, not counting those left out; null for a series that somebody has to end. */
  times: z.int().min(1).max(limits.weeklyMaxTimes).nullable(),
  /** Dates that are skipped. */
  leftOut: z.array(z.iso.date()).max(limits.weeklyMaxTimes),
});
export type Weekly = z.infer<typeof Weekly>;
