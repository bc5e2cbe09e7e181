import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import { createText } from '../../../domain/text/index.ts';
import { readForm, toForm } from '../../../renderer/campaigns/schedule/schedule-form.ts';
import { createFormat } from '../../../renderer/format.ts';

const format = createFormat(createText('en').text, 'en');
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
    expect(readForm(toForm(schedule, nowMs, format))).toEqual({ ok: true, schedule });
    const warming = { ...schedule, warmUp: true };
    expect(readForm(toForm(warming, nowMs, format))).toEqual({ ok: true, schedule: warming });
    const own = { ...schedule, window: { fromMinute: 9 * 60, toMinute: 1440, days: [1, 2, 3], perPerson: true } };
    expect(readForm(toForm(own, nowMs, format))).toEqual({ ok: true, schedule: own });
    expect(readForm({ ...toForm(own, nowMs, format), isPerPerson: false })).toEqual({ ok: true, schedule });
    expect(readForm({ ...toForm(warming, nowMs, format), hasWarmUp: false })).toEqual({ ok: true, schedule });
  });

  it('has its tenths as the language writes them, and reads them back', () => {
    const spanish = toForm(schedule, nowMs, createFormat(createText('es').text, 'es'));
    expect(spanish).toMatchObject({ gapMinSeconds: '0,2', gapMaxSeconds: '14' });
    expect(readForm(spanish)).toEqual({ ok: true, schedule });
  });

  it('reads the digits of an Arabic keyboard', () => {
    const form = { ...toForm(schedule, nowMs, format), gapMinSeconds: '٠٫٢', gapMaxSeconds: '١٤', dailyCap: '٥٠٠' };
    expect(readForm(form)).toEqual({ ok: true, schedule });
  });

  it('shows the wall clock of the campaign’s time zone', () => {
    expect(toForm({ ...schedule, timeZone: 'Asia/Kolkata' }, nowMs, format)).toMatchObject({
      date: '2026-03-14',
      time: '15:30',
    });
  });

  it('takes nothing from what is switched off', () => {
    const form = {
      ...toForm(schedule, nowMs, format),
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
    expect(readForm({ ...toForm(schedule, nowMs, format), ...change })).toEqual({ ok: false, problems: [problem] });
  });
});
