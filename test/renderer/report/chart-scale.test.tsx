import { expect, it } from 'vitest';
import { chartHeight, chartWidth, toChart } from '../../../renderer/report/chart-scale.ts';

const startMs = Date.parse('2026-03-03T13:29:00Z');
const minute = (place: number) => startMs + place * 60_000;

it('adds the minutes up into lines that end at the sums', () => {
  const chart = toChart(
    [
      { atMs: minute(1), sent: 5, read: 0 },
      { atMs: minute(2), sent: 5, read: 2 },
    ],
    'Europe/London',
  );
  expect(chart).toMatchObject({ sent: 10, read: 2, firstMs: minute(0), lastMs: minute(2) });
  expect(chart?.sentLine.startsWith(`M0 ${chartHeight}L`)).toBe(true);
  expect(chart?.sentLine).toContain(`${chartWidth / 2} `);
  expect(chart?.countTicks.map((tick) => tick.value)).toEqual([0, 5, 10]);
});

it('marks full quarter hours on the time axis of an hour', () => {
  const timeline = Array.from({ length: 60 }, (_, place) => ({ atMs: minute(place + 1), sent: 1, read: 0 }));
  const ticks = toChart(timeline, 'Europe/London')?.timeTicks.map((tick) =>
    new Date(tick.value).toISOString().slice(11, 16),
  );
  expect(ticks).toEqual(['13:30', '13:45', '14:00', '14:15']);
});

it('draws nothing when nothing was sent', () => {
  expect(toChart([], 'Europe/London')).toBeNull();
});
