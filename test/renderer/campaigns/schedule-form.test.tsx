import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import { readForm, toForm } from '../../../renderer/campaigns/schedule/schedule-form.ts';

const nowMs = Date.parse('2026-03-03T13:20:00Z');
const schedule: Schedule = {
  startAtMs: Date.parse('2026-03-14T10:00:00Z'),
  timeZone: 'Europe/London',
  window: { fromMinute: 9 * 60, toMinute: 1440, days: [1, 2, 3] },
  gapMinMs: 200,
  gapMaxMs: 14_000,
  dailyCap: 500,
  pilotCount: 10,
};

describe('the When step', () => {
  it('reads back the schedule that it was filled from', () => {
    expect(readForm(toForm(schedule, nowMs))).toEqual({ ok: true, schedule });
    const warming = { ...schedule, warmUp: true };
    expect(readForm(toForm(warming, nowMs))).toEqual({ ok: true, schedule: warming });
    const own = { ...schedule, window: { fromMinute: 9 * 60, toMinute: 1440, days: [1, 2, 3], perPerson: true } };
    expect(readForm(toForm(own, nowMs))).toEqual({ ok: true, schedule: own });
    expect(readForm({ ...toForm(own, nowMs), isPerPerson: false })).toEqual({ ok: true, schedule });
    expect(readForm({ ...toForm(warming, nowMs), hasWarmUp: false })).toEqual({ ok: true, schedule });
  });

  it('shows the wall clock of the campaign’s time zone', () => {
    expect(toForm({ ...schedule, timeZone: 'Asia/Kolkata' }, nowMs)).toMatchObject({
      date: '2026-03-14',
      time: '15:30',
    });
  });

  it('takes nothing from what is switched off', () => {
    const form = {
      ...toForm(schedule, nowMs),
      startsLater: false,
      hasWindow: false,
      hasDailyCap: false,
      hasPilot: false,
    };
    expect(readForm(form)).toMatchObject({
      schedule: { startAtMs: null, window: null, dailyCap: null, pilotCount: null },
    });
  });

  it.each([
    [{ date: '' }, 'no_date'],
    [{ time: '' }, 'no_time'],
    [{ date: '2026-03-29', time: '01:30' }, 'time_skipped'],
    [{ windowFrom: '20:00', windowTo: '09:00' }, 'window_empty'],
    [{ days: [] }, 'no_days'],
    [{ gapMinSeconds: '0.1' }, 'gap_min_out_of_range'],
    [{ gapMaxSeconds: 'x' }, 'gap_max_out_of_range'],
    [{ gapMinSeconds: '20' }, 'gap_reversed'],
    [{ dailyCap: '0' }, 'daily_cap_out_of_range'],
    [{ pilotCount: '2.5' }, 'pilot_out_of_range'],
  ])('refuses %o as %s', (change, problem) => {
    expect(readForm({ ...toForm(schedule, nowMs), ...change })).toEqual({ ok: false, problems: [problem] });
  });
});
