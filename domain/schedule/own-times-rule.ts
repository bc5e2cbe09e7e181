import { z } from 'zod';
import { limits } from '../limits.ts';
import { dateCauses, dateOrders } from '../lists/date-reading.ts';

/** Why a row has no moment by itself. Until somebody decides about all of a cause, they are left out. */
export const timeCauses = [
  ...dateCauses,
  /** Born on 29 February, for the years that have none. */
  'leap_day',
  'no_time',
  'clock_unknown',
  /** The clocks go forward over its time. */
  'clock_gap',
  'outside_day',
  'outside_hours',
  /** Its date is over, or the day on which it was to go. */
  'date_past',
  'day_past',
] as const;
export const TimeCause = z.enum(timeCauses);
export type TimeCause = z.infer<typeof TimeCause>;

/** What becomes of the rows of a cause. */
const timeAnswers = [
  'leave_out',
  'read',
  'day_before',
  'day_after',
  'campaign',
  'later',
  'earlier',
  /** They have no date of their own, and all get it at a time that was said. */
  'at_one_time',
] as const;
export const TimeAnswer = z.enum(timeAnswers);
export type TimeAnswer = z.infer<typeof TimeAnswer>;

/** What may be decided about each cause, beside leaving its rows out. No answer makes a reminder late. */
const answersTo: Partial<Record<TimeCause, readonly TimeAnswer[]>> = {
  no_date: ['at_one_time'],
  impossible: ['at_one_time'],
  unread: ['at_one_time'],
  short_year: ['read'],
  no_year: ['read'],
  serial: ['read'],
  hijri: ['read'],
  words: ['read'],
  time_words: ['read'],
  leap_day: ['day_before', 'day_after'],
  clock_unknown: ['campaign'],
  clock_gap: ['later'],
  outside_day: ['earlier'],
  outside_hours: ['earlier'],
};
/** What may be answered about the rows of a cause; leaving them out always. */
export function answersOf(cause: TimeCause, { everyYear }: Pick<OwnTimes, 'everyYear'>): readonly TimeAnswer[] {
  // One time is of one year.
  const answers = (answersTo[cause] ?? []).filter((answer) => !everyYear || answer !== 'at_one_time');
  return [...answers, 'leave_out'];
}

/** What is decided about the rows of a cause; a time by the campaign's clock where all of them go at one. */
export const TimeDecision = z.object({
  cause: TimeCause,
  as: TimeAnswer,
  at: z.object({ day: z.iso.date(), minute: z.int().min(0).max(1439) }).optional(),
});
export type TimeDecision = z.infer<typeof TimeDecision>;

/** So long before or after the date in a column, for each row by itself. */
export const OwnTimes = z.object({
  /** The column with the date, by its place in the list. */
  column: z.int().min(0).max(limits.importColumns),
  /** In which order its short dates were read at the start, by the list as it was then. Absent of a draft. */
  orderAtStart: z.enum(dateOrders).optional(),
  count: z.int().min(0).max(limits.ownTimesMaxCount),
  unit: z.enum(['days', 'hours']),
  side: z.enum(['before', 'after']),
  /** At which minute after midnight, where days are counted. */
  atMinute: z.int().min(0).max(1439),
  /** By the clock of each person, or by the campaign's. The hours are counted by the same. */
  clock: z.enum(['theirs', 'campaign']),
  /** The same on day and month of each year. */
  everyYear: z.boolean(),
  /** Of what goes before a date: it may go later than its planned day, until the date itself. Absent for all others. */
  untilDate: z.boolean().optional(),
  /** The column by which a row is known again when the list is read again; absent for number and date. */
  key: z.int().min(0).max(limits.importColumns).optional(),
  decisions: z.array(TimeDecision).max(timeCauses.length),
});
export type OwnTimes = z.infer<typeof OwnTimes>;
