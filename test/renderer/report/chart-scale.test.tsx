import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { toReportChart } from '../../../domain/report/report-chart.ts';
import { barLength, toPlot } from '../../../renderer/report/chart-scale.ts';

const zone = 'Europe/London';
const at = (words: string) => DateTime.fromISO(words, { zone }).toMillis();
const chart = (from: string, to: string, sent = 7) => {
  const tried = [{ atMs: at(from), sent, notConfirmed: 1, toCheck: 1, notSent: 0 }];
  const { bars, ...span } = toReportChart(tried, at(from), at(to), zone);
  return { ...span, bars: [...bars] };
};
const marks = (from: string, to: string) =>
  toPlot(chart(from, to), [], zone, at(to)).timeTicks.map(({ value }) =>
    DateTime.fromMillis(value, { zone }).toFormat('dd HH:mm'),
  );

describe('the chart over time', () => {
  it.each([
    ['ten minutes', '2026-03-14T10:03', '2026-03-14T10:13', 1, 'minutes', '14 10:04'],
    ['three hours', '2026-03-14T10:00', '2026-03-14T13:00', 5, 'minutes', '14 10:30'],
    ['a day and a night', '2026-03-14T10:00', '2026-03-15T16:00', 1, 'hours', '15 00:00'],
    ['a week', '2026-03-14T10:00', '2026-03-21T10:00', 6, 'hours', '18 00:00'],
    ['a month', '2026-03-02T10:00', '2026-04-02T10:00', 1, 'day', '16 00:00'],
  ] as const)('reads well over %s', (_what, from, to, count, unit, mark) => {
    expect(barLength(chart(from, to))).toEqual({ unit, count });
    expect(marks(from, to)).toContain(mark);
    expect(marks(from, to).length).toBeGreaterThanOrEqual(4);
    expect(marks(from, to).length).toBeLessThanOrEqual(9);
  });

  it('has round numbers up to one that no bar is above', () => {
    const plot = toPlot(chart('2026-03-14T10:00', '2026-03-14T10:30', 141), [], zone, 0);
    expect(plot.countTicks.map(({ value }) => value)).toEqual([0, 50, 100, 150]);
    expect(plot.top).toBe(150);
    expect(plot.bars).toHaveLength(1);
  });

  it('shows pauses as far as the chart goes, and numbers them where there is room', () => {
    const pause = (from: string, to: string | null) => ({
      campaignId: null,
      reason: 'operator' as const,
      fromMs: at(from),
      toMs: to === null ? null : at(to),
    });
    const pauses = [
      pause('2026-03-14T09:00', '2026-03-14T10:06'),
      pause('2026-03-14T10:30', '2026-03-14T10:30:30'),
      pause('2026-03-14T10:31', '2026-03-14T10:31:10'),
      pause('2026-03-14T10:54', null),
    ];
    const { bands } = toPlot(chart('2026-03-14T10:00', '2026-03-14T11:00'), pauses, zone, at('2026-03-14T12:00'));
    expect(bands.map(({ from, share }) => [from, share])).toEqual([
      [0, 10],
      [50, 0.83],
      [51.67, 0.28],
      [90, 10],
    ]);
    expect(bands.map(({ label }) => label)).toEqual([1, 2, null, 4]);
  });
});
