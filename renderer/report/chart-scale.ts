import { DateTime } from 'luxon';
import type { Report } from '../../domain/contract.ts';

export type TimelinePoint = Report['timeline'][number];
/** A mark on an axis: its label's value and its place along the axis in percent. */
export type Tick = { readonly value: number; readonly percent: number };
export type Chart = {
  readonly sentLine: string;
  readonly readLine: string;
  readonly sentArea: string;
  readonly sent: number;
  readonly read: number;
  readonly top: number;
  readonly countTicks: readonly Tick[];
  readonly timeTicks: readonly Tick[];
  readonly firstMs: number;
  readonly lastMs: number;
};

/** The plot is drawn on a field of this size and stretched by the page. */
export const chartWidth = 1000;
export const chartHeight = 300;

const minuteMs = 60_000;
const countTicksWanted = 4;
const timeTicksMost = 5;
const timeStepsMinutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200];

/**
 * Adds up the timeline's counts by minute into two rising lines and their axes. Null when there is nothing to draw.
 * `timeZone` is an IANA name: marks on the time axis fall on full hours of that zone.
 */
export function toChart(timeline: readonly TimelinePoint[], timeZone: string): Chart | null {
  const [first] = timeline;
  const last = timeline.at(-1);
  if (first === undefined || last === undefined) return null;
  const firstMs = first.atMs - minuteMs;
  const lastMs = last.atMs;
  const sums = addUp(timeline);
  const sent = sums.at(-1)?.sent ?? 0;
  const read = sums.at(-1)?.read ?? 0;
  const countTicks = niceCounts(sent);
  const top = Math.max(sent, 1) * 1.04;
  const place = (atMs: number, count: number) =>
    `${round(((atMs - firstMs) / (lastMs - firstMs)) * chartWidth)} ${round(chartHeight * (1 - count / top))}`;
  const line = (count: (sum: TimelinePoint) => number) =>
    `M0 ${chartHeight}L${sums.map((sum) => place(sum.atMs, count(sum))).join(' ')}`;
  const sentLine = line((sum) => sum.sent);
  return {
    sentLine,
    readLine: line((sum) => sum.read),
    sentArea: `${sentLine}V${chartHeight}H0z`,
    sent,
    read,
    top,
    countTicks: countTicks.map((value) => ({ value, percent: (value / top) * 100 })),
    timeTicks: niceTimes(firstMs, lastMs, timeZone),
    firstMs,
    lastMs,
  };
}

function addUp(timeline: readonly TimelinePoint[]): TimelinePoint[] {
  let sent = 0;
  let read = 0;
  return timeline.map((point) => {
    sent += point.sent;
    read += point.read;
    return { atMs: point.atMs, sent, read };
  });
}

function niceCounts(most: number): number[] {
  const rough = Math.max(most, 1) / countTicksWanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step);
}

function niceTimes(firstMs: number, lastMs: number, timeZone: string): Tick[] {
  const spanMinutes = (lastMs - firstMs) / minuteMs;
  const stepMinutes = timeStepsMinutes.find((step) => spanMinutes / step <= timeTicksMost) ?? spanMinutes;
  const midnightMs = DateTime.fromMillis(firstMs, { zone: timeZone }).startOf('day').toMillis();
  const stepMs = stepMinutes * minuteMs;
  const ticks: Tick[] = [];
  const start = midnightMs + Math.ceil((firstMs - midnightMs) / stepMs) * stepMs;
  for (let atMs = start; atMs <= lastMs; atMs += stepMs) {
    ticks.push({ value: atMs, percent: ((atMs - firstMs) / (lastMs - firstMs)) * 100 });
  }
  return ticks;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
