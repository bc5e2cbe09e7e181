import { z } from 'zod';
import { limits } from '../limits.ts';
import { dateCauses, dateOrders } from '../lists/date-reading.ts';
import { ColumnIndex, MinuteOfDay } from '../view-parts.ts';

/** Why a row has no certain moment. Until somebody decides about all rows of a cause, these are left out. */
export const timeCauses = [
  ...dateCauses,
  /** The date is 29 February, which the year does not have. */
  'leap_day',
  'no_time',
  'clock_unknown',
  /** The clocks go forward over its time. */
  'clock_gap',
  'outside_day',
  'outside_hours',
  /** Its date is over, or the day on which it should have been sent. */
  'date_past',
  'day_past',
] as const;
export const TimeCause = z.enum(timeCauses);
export type TimeCause = z.infer<typeof TimeCause>;

/** What can happen to the rows of a cause. */
const timeAnswers = [
  'leave_out',
  'read',
  'day_before',
  'day_after',
  'campaign',
  'later',
  'earlier',
  /** They have no date of their own, and all get it at one time that the operator chose. */
  'at_one_time',
] as const;
export const TimeAnswer = z.enum(timeAnswers);
export type TimeAnswer = z.infer<typeof TimeAnswer>;

/** What can be decided about each cause, besides leaving its rows out. No answer makes a reminder late. */
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
/** The possible answers for the rows of a cause, except leaving them out, which is always possible. */
export function answersOf(cause: TimeCause, { everyYear }: Pick<OwnTimes, 'everyYear'>): readonly TimeAnswer[] {
  // A single time is in a single year.
  const answers = (answersTo[cause] ?? []).filter((answer) => !everyYear || answer !== 'at_one_time');
  return [...answers, 'leave_out'];
}

/** The decision about the rows of a cause. `at`: the one time for all of them, by the campaign's clock. */
export const TimeDecision = z.object({
  cause: TimeCause,
  as: TimeAnswer,
  at: z.object({ day: z.iso.date(), minute: MinuteOfDay }).optional(),
});
export type TimeDecision = z.infer<typeof TimeDecision>;

/** A time before or after the date in a column, for each row by itself. */
export const OwnTimes = z.object({
  column: ColumnIndex,
  /** The order in which its short dates were read at the start, judged by the list at that time. Absent for a draft. */
  orderAtStart: z.enum(dateOrders).optional(),
  count: z.int().min(0).max(limits.ownTimesMaxCount),
  unit: z.enum(['days', 'hours']),
  side: z.enum(['before', 'after']),
  /** When it is sent, where days are counted. */
  atMinute: MinuteOfDay,
  /** The clock for these times, each person's own or the campaign's, by which the hours are counted too. */
  clock: z.enum(['theirs', 'campaign']),
  /** The date recurs on its day and month in each year. */
  everyYear: z.boolean(),
  /** Of messages before a date: they may be sent after their planned day, up to the date. Absent for all others. */
  untilDate: z.boolean().optional(),
  /** The column that identifies a row when the list is read again. Absent where number and date do. */
  key: ColumnIndex.optional(),
  decisions: z.array(TimeDecision).max(timeCauses.length),
});
export type OwnTimes = z.infer<typeof OwnTimes>;
