import { DateTime } from 'luxon';

/** A moment as a report writes it: its day in the order of some country, and its time. */
const written = /^(\d{1,4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,4})\.? (\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/**
 * Reads a moment that a report wrote, in the time zone that it names, as epoch milliseconds; null where it is none. A
 * day that can be read in two orders is taken as the later one: a newer contact counts for longer.
 */
export function writtenMoment(words: string, timeZone: string): number | null {
  const [first = 0, second = 0, third = 0, hour = 0, minute = 0, secondOfMinute = 0] = (
    written.exec(words.trim()) ?? []
  )
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const days =
    first > 31
      ? [{ year: first, month: second, day: third }]
      : [
          { year: third, month: second, day: first },
          { year: third, month: first, day: second },
        ];
  const moments = days
    .map((day) => DateTime.fromObject({ ...day, hour, minute, second: secondOfMinute }, { zone: timeZone }))
    .filter((at) => at.isValid && at.year > 2000)
    .map((at) => at.toMillis());
  return moments.length === 0 ? null : Math.max(...moments);
}
