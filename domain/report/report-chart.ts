import { DateTime } from 'luxon';
import { startOfDay, startOfNextDay } from '../schedule/pacing.ts';
import type { ReportChart } from './report-views.ts';

/** How many messages were attempted at a moment, by outcome. */
export type Tried = {
  readonly atMs: number;
  readonly sent: number;
  readonly notConfirmed: number;
  /** The part of the not-confirmed messages that nobody marked as missing in the chat. */
  readonly toCheck: number;
  readonly notSent: number;
};
/** One bar of the chart over time: the attempts from `fromMs` until just before `toMs`. */
export type ChartBar = ReportChart['bars'][number];

const minuteMs = 60_000;
const barsMost = 48;
const stepsOfDay = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360].map((minutes) => minutes * minuteMs);
/** Marks of the axis may be half a day apart. Bars may not: at that scale whole days are more useful. */
const halfDayMs = 720 * minuteMs;
const dayMs = 24 * 60 * minuteMs;
const stepsOfCalendar = [
  { unit: 'day', lengthMs: dayMs },
  { unit: 'week', lengthMs: 7 * dayMs },
  { unit: 'month', lengthMs: 31 * dayMs },
  { unit: 'year', lengthMs: 366 * dayMs },
] as const;

/**
 * The marks that divide a time into at most `most` steps, the first at or before `fromMs`, the last at or after `toMs`.
 * Steps of less than a day start at each midnight of the zone, so that they fall on full hours even where the clocks
 * change.
 */
export function timeMarks(fromMs: number, toMs: number, timeZone: string, most: number): number[] {
  return marksBy([...stepsOfDay, halfDayMs], fromMs, toMs, timeZone, most);
}

function marksBy(steps: readonly number[], fromMs: number, toMs: number, timeZone: string, most: number): number[] {
  const spanMs = toMs - fromMs;
  const stepMs = steps.find((step) => spanMs / step <= most - 1);
  const marks = stepMs === undefined ? calendarMarks(fromMs, toMs, timeZone, most) : [];
  if (stepMs === undefined) return marks;
  for (let day = startOfDay(fromMs, timeZone); day < toMs; day = startOfNextDay(day, timeZone)) {
    const nextDay = startOfNextDay(day, timeZone);
    const skipped = Math.max(0, Math.floor((fromMs - day) / stepMs));
    for (let at = day + skipped * stepMs; at < Math.min(nextDay, toMs); at += stepMs) marks.push(at);
    // The next midnight would end the day's last step; here `toMs` does.
    if (nextDay >= toMs) marks.push(Math.min(nextDay, (marks.at(-1) ?? day) + stepMs));
  }
  return marks;
}

function calendarMarks(fromMs: number, toMs: number, timeZone: string, most: number): number[] {
  const { unit } = stepsOfCalendar.find(({ lengthMs }) => (toMs - fromMs) / lengthMs <= most - 1) ?? { unit: 'year' };
  const first = DateTime.fromMillis(fromMs, { zone: timeZone }).startOf(unit);
  const marks = [first.toMillis()];
  for (let step = 1; (marks.at(-1) ?? toMs) < toMs; step += 1) {
    marks.push(first.plus({ [`${unit}s`]: step }).toMillis());
  }
  return marks;
}

/** Sums attempts, ordered by time, into bars over a whole time, whose ends cut the first and the last bar. */
export function toReportChart(tried: readonly Tried[], fromMs: number, toMs: number, timeZone: string): ReportChart {
  const marks = marksBy(stepsOfDay, fromMs, toMs, timeZone, barsMost).filter((mark) => mark > fromMs && mark < toMs);
  const bars: ChartBar[] = [];
  let place = 0;
  for (const [index, from] of [fromMs, ...marks].entries()) {
    const to = marks[index] ?? toMs;
    const bar = { fromMs: from, toMs: to, sent: 0, notConfirmed: 0, toCheck: 0, notSent: 0 };
    for (let one = tried[place]; one !== undefined && one.atMs < to; one = tried[place]) {
      bar.sent += one.sent;
      bar.notConfirmed += one.notConfirmed;
      bar.toCheck += one.toCheck;
      bar.notSent += one.notSent;
      place += 1;
    }
    bars.push(bar);
  }
  return { fromMs, toMs, bars };
}
