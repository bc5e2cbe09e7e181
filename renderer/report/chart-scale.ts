import { DateTime } from 'luxon';
import type { Report, ReportPause } from '../../domain/contract.ts';
import { type ChartBar, timeMarks } from '../../domain/report/report-chart.ts';
import { doneOf } from '../store/counts.ts';

export type ReportChart = NonNullable<Report['chart']>;
/** A mark on an axis: the value of its label, and its position along the axis in percent. */
type Tick = { readonly value: number; readonly percent: number };
/** A stretch of the time axis in percent. */
type Stretch = { readonly from: number; readonly share: number };
type Band = Stretch & {
  /** The number of the pause in the list below the chart; null where it would overlap the previous one. */
  readonly label: number | null;
  readonly key: number;
};
export type Plot = {
  readonly bars: readonly (Stretch & { readonly bar: ChartBar })[];
  readonly bands: readonly Band[];
  readonly countTicks: readonly Tick[];
  readonly timeTicks: readonly Tick[];
  /** The count at the upper edge. */
  readonly top: number;
};

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const countTicksWanted = 4;
const timeTicksMost = 7;
const longTimeTicksMost = 13;
/** More dates do not fit side by side: every other one is shown. */
const datesMost = 9;
/** For a longer time, a step of the time axis is one or more calendar days. */
const longTimeMs = 6 * dayMs;
/** Labels closer than this would overlap. */
const bandLabelPercent = 4;
/** A label beyond this would extend over the edge. */
const lastTickPercent = 97;

/** The positions of everything in the chart. Time marks fall on full hours and midnights of `timeZone` (IANA). */
export function toPlot(chart: ReportChart, pauses: readonly ReportPause[], timeZone: string, nowMs: number): Plot {
  const spanMs = chart.toMs - chart.fromMs;
  const percent = (atMs: number) => round(((atMs - chart.fromMs) / spanMs) * 100);
  const stretch = (fromMs: number, toMs: number) => ({
    from: percent(fromMs),
    share: round(((toMs - fromMs) / spanMs) * 100),
  });
  const counts = niceCounts(Math.max(...chart.bars.map(doneOf)));
  const top = counts.at(-1) ?? 1;
  return {
    bars: chart.bars.filter((bar) => doneOf(bar) > 0).map((bar) => ({ bar, ...stretch(bar.fromMs, bar.toMs) })),
    bands: bandsOf(chart, pauses, nowMs, stretch),
    countTicks: counts.map((value) => ({ value, percent: (value / top) * 100 })),
    timeTicks: niceTimes(chart, timeZone)
      .map((value) => ({ value, percent: percent(value + labelShiftMs(chart)) }))
      .filter((tick) => tick.percent >= 0 && tick.percent <= lastTickPercent),
    top,
  };
}

/** The length of a bar: `{ unit: 'minutes', count: 5 }`. From a day on the count is one. */
export function barLength(chart: ReportChart): {
  readonly unit: 'minutes' | 'hours' | 'day' | 'week' | 'month' | 'year';
  readonly count: number;
} {
  const lengthMs = usualLengthMs(chart);
  if (lengthMs < hourMs) return { unit: 'minutes', count: lengthMs / 60_000 };
  if (lengthMs < dayMs * 0.9) return { unit: 'hours', count: Math.round(lengthMs / hourMs) };
  if (lengthMs < dayMs * 2) return { unit: 'day', count: 1 };
  if (lengthMs < dayMs * 10) return { unit: 'week', count: 1 };
  return { unit: lengthMs < dayMs * 60 ? 'month' : 'year', count: 1 };
}

/** The first and last bar may be cut, and a day's bar may be a day on which the clocks change. */
function usualLengthMs({ bars }: ReportChart): number {
  const lengths = bars.map(({ fromMs, toMs }) => toMs - fromMs).sort((one, other) => one - other);
  return lengths[Math.floor(lengths.length / 2)] ?? hourMs;
}

export function isMidnight(atMs: number, timeZone: string): boolean {
  const moment = DateTime.fromMillis(atMs, { zone: timeZone });
  return moment.toMillis() === moment.startOf('day').toMillis();
}

function bandsOf(
  chart: ReportChart,
  pauses: readonly ReportPause[],
  nowMs: number,
  stretch: (fromMs: number, toMs: number) => Stretch,
): Band[] {
  let lastLabel = Number.NEGATIVE_INFINITY;
  return pauses.flatMap((pause, index) => {
    const fromMs = Math.max(pause.fromMs, chart.fromMs);
    const toMs = Math.min(pause.toMs ?? nowMs, chart.toMs);
    if (toMs <= fromMs) return [];
    const band = stretch(fromMs, toMs);
    const middle = band.from + band.share / 2;
    const isFree = middle - lastLabel >= bandLabelPercent;
    if (isFree) lastLabel = middle;
    return [{ ...band, key: index, label: isFree ? index + 1 : null }];
  });
}

/** The marks from zero up to a round number not below the highest bar. */
function niceCounts(most: number): number[] {
  const rough = Math.max(most, 1) / countTicksWanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, place) => place * step);
}

function niceTimes({ fromMs, toMs }: ReportChart, timeZone: string): number[] {
  if (toMs - fromMs <= longTimeMs) return timeMarks(fromMs, toMs, timeZone, timeTicksMost);
  const marks = timeMarks(fromMs, toMs, timeZone, longTimeTicksMost);
  return marks.length <= datesMost ? marks : marks.filter((_, index) => index % 2 === 0);
}

/** A bar of one day has its date below its middle; any other has its label at its beginning. */
function labelShiftMs(chart: ReportChart): number {
  return barLength(chart).unit === 'day' ? usualLengthMs(chart) / 2 : 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
