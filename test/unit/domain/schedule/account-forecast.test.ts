import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../../domain/campaign.ts';
import { limits } from '../../../../domain/limits.ts';
import {
  type AccountPart,
  accountForecast,
  fitOnDate,
  lastThrough,
} from '../../../../domain/schedule/account-forecast.ts';
import { everyMs } from '../../../support/schedules.ts';
import { dayMs, noonMs, schedule, todayMs } from './schedules.ts';

const part = (phone: string, people: number, daysBefore: number = limits.warmUpMessages.length): AccountPart => ({
  ...{ phone, places: [{ country: 'GB', zones: '', people }], handedOverToday: 0, beside: [] },
  sendingDays: Array.from({ length: daysBefore }, (_, day) => ({ startMs: todayMs - (day + 1) * dayMs, count: 1 })),
});
const named = (parts: readonly AccountPart[]) => parts.map(({ phone }) => phone);

describe('of many accounts those are foretold that will be through last', () => {
  const four = [part('a', 100), part('b', 400), part('c', 300), part('d', 200)];

  test('which are those with the most people', () => {
    expect(named(lastThrough(schedule, four, noonMs))).toEqual(['b', 'c', 'd']);
  });

  test('and with a warm-up those that may send few a day, however few they have', () => {
    const warming = { ...schedule, warmUp: true };
    const accounts = [...four, part('new', 99, 0), part('third day', 160, 2)];
    const last = lastThrough(warming, accounts, noonMs);
    expect(named(last)).toEqual(['new', 'third day', 'b']);
    const finishes = accounts.map((account) => accountForecast(warming, account, noonMs).finishMs ?? 0);
    expect(finishes.indexOf(Math.max(...finishes))).toBe(accounts.findIndex(({ phone }) => phone === last[0]?.phone));
  });

  test('and with a daily limit those that need the most days', () => {
    const capped = { ...schedule, dailyCap: 50, warmUp: true };
    expect(named(lastThrough(capped, [...four, part('new', 180, 0)], noonMs))).toEqual(['b', 'c', 'new']);
  });
});

describe('on a date of a weekly series', () => {
  const window = { fromMinute: 540, toMinute: 1_200, days: [1, 2, 3, 4, 5, 6, 7] };
  const weekly = { weekday: 4, atMinute: 1_140, fromDay: '2026-03-05', times: 8, leftOut: [] };
  const series = { ...everyMs(10_000), window, weekly };
  const fits = (people: number, change: Partial<Schedule> = {}, daysBefore?: number) =>
    fitOnDate({ ...series, ...change }, part('a', people, daysBefore), '2026-03-05');

  test('as many fit as go from its time until the hours end', () => {
    expect([fits(300), fits(360), fits(361), fits(2_000)]).toEqual([300, 360, 360, 360]);
    expect(fits(2_000, { window: null })).toBe(5 * 360);
  });

  test('and no more than the daily limit and the warm-up leave of that day', () => {
    expect(fits(2_000, { dailyCap: 100 })).toBe(100);
    expect(fits(2_000, { warmUp: true }, 0)).toBe(limits.warmUpMessages[0]);
  });
});
