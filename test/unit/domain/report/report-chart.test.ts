import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { timeMarks, toReportChart } from '../../../../domain/report/report-chart.ts';

const zone = 'Europe/London';
const minuteMs = 60_000;
const at = (words: string) => DateTime.fromISO(words, { zone }).toMillis();
const clock = (ms: number) => DateTime.fromMillis(ms, { zone }).toFormat('dd HH:mm');
const one = (atMs: number) => ({ atMs, sent: 1, notConfirmed: 0, toCheck: 0, notSent: 0 });

describe('the marks of a time', () => {
  it.each([
    ['10 minutes', '2026-03-14T10:03', '2026-03-14T10:13', 1],
    ['an hour', '2026-03-14T10:03', '2026-03-14T11:03', 2],
    ['a day', '2026-03-14T10:00', '2026-03-15T09:00', 30],
    ['a week', '2026-03-14T10:00', '2026-03-21T10:00', 360],
  ])('are %s apart as the clock reads', (_what, from, to, stepMinutes) => {
    const marks = timeMarks(at(from), at(to), zone, 48);
    expect(new Set(marks.slice(1).map((mark, index) => mark - (marks[index] ?? 0)))).toEqual(
      new Set([stepMinutes * minuteMs]),
    );
    expect(marks[0]).toBeLessThanOrEqual(at(from));
    expect(marks.at(-1)).toBeGreaterThanOrEqual(at(to));
  });

  it('are days, weeks and months of the calendar where the time is long', () => {
    const days = timeMarks(at('2026-03-20T13:00'), at('2026-04-25T13:00'), zone, 48);
    expect(new Set(days.map((mark) => clock(mark).slice(3)))).toEqual(new Set(['00:00']));
    expect(days).toHaveLength(38);
    const weeks = timeMarks(at('2026-01-01T00:00'), at('2026-08-01T00:00'), zone, 48);
    expect(new Set(weeks.map((mark) => DateTime.fromMillis(mark, { zone }).weekday))).toEqual(new Set([1]));
    const months = timeMarks(at('2024-01-01T00:00'), at('2026-08-01T00:00'), zone, 48);
    expect(new Set(months.map((mark) => DateTime.fromMillis(mark, { zone }).day))).toEqual(new Set([1]));
  });

  it('keep to the hours of the clock on the day that has 23', () => {
    const marks = timeMarks(at('2026-03-28T00:00'), at('2026-04-04T00:00'), zone, 48);
    expect(new Set(marks.map((mark) => clock(mark).slice(3)))).toEqual(
      new Set(['00:00', '06:00', '12:00', '18:00', '07:00', '13:00', '19:00']),
    );
    expect(marks.map(clock)).toContain('30 06:00');
  });
});

describe('the chart', () => {
  it('has a bar for each step, those with nothing among them', () => {
    const chart = toReportChart([one(at('2026-03-14T10:03'))], at('2026-03-14T10:03'), at('2026-03-14T10:07'), zone);
    expect(chart.bars.map(({ sent }) => sent)).toEqual([1, 0, 0, 0]);
  });

  it.each([
    ['a minute', '2026-03-14T10:03', '2026-03-14T10:04'],
    ['three minutes', '2026-03-14T10:03', '2026-03-14T10:06'],
    ['three hours', '2026-03-14T10:03', '2026-03-14T13:07'],
    ['a day and a night', '2026-03-14T10:03', '2026-03-15T18:07'],
    ['two months', '2026-03-14T10:03', '2026-05-20T18:07'],
  ])('of %s begins with the campaign and ends where it ends', (_what, from, to) => {
    const chart = toReportChart([one(at(from)), one(at(to) - 1)], at(from), at(to), zone);
    expect([chart.fromMs, chart.toMs]).toEqual([at(from), at(to)]);
    expect([chart.bars[0]?.fromMs, chart.bars.at(-1)?.toMs]).toEqual([at(from), at(to)]);
    for (const [place, bar] of chart.bars.slice(1).entries()) expect(bar.fromMs).toBe(chart.bars[place]?.toMs);
    expect(chart.bars.at(-1)?.sent).toBe(chart.bars.length === 1 ? 2 : 1);
  });

  it('loses no message, whatever the time and the zone, and has no more bars than can be told apart', () => {
    const zones = fc.constantFrom('Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');
    const lengths = fc.integer({ min: 0, max: 800 * 24 * 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000_000 }), lengths, zones, (startMinute, minutes, timeZone) => {
        const fromMs = Date.UTC(2000, 0, 1) + startMinute * minuteMs;
        const toMs = fromMs + minutes * minuteMs;
        const tried = [fromMs, fromMs + (toMs - fromMs) / 2, toMs].map((ms) => one(Math.floor(ms)));
        const chart = toReportChart(tried, fromMs, toMs + 1, timeZone);
        expect(chart.bars.reduce((sum, bar) => sum + bar.sent, 0)).toBe(3);
        expect(chart.bars.length).toBeLessThanOrEqual(52);
        for (const bar of chart.bars) expect(bar.toMs).toBeGreaterThan(bar.fromMs);
        expect(chart.toMs - chart.fromMs).toBe(toMs + 1 - fromMs);
      }),
    );
  });
});
