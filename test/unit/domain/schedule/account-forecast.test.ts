import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../../domain/campaign.ts';
import { limits } from '../../../../domain/limits.ts';
import {
  type AccountPart,
  accountForecast,
  fitOnDate,
  lastThrough,
  overfullDay,
} from '../../../../domain/schedule/account-forecast.ts';
import { everyMs } from '../../../support/schedules.ts';
import { dayMs, noonMs, schedule, todayMs } from './schedules.ts';

const part = (phone: string, people: number, daysBefore: number = limits.warmUpMessages.length): AccountPart => ({
  phone,
  places: [{ country: 'GB', zones: '', people }],
  handedOverToday: 0,
  beside: [],
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

describe('of the days on which people have own times', () => {
  const own = { column: 2, count: 1, unit: 'days', side: 'before', atMinute: 1_020, clock: 'campaign' } as const;
  const timed: Schedule = { ...everyMs(60_000), own: { ...own, everyYear: false, decisions: [] } };
  /** From five in the afternoon, on the day of the schedules or this many days later. */
  const day = (count: number, after: number) => {
    const firstMs = todayMs + after * dayMs + 17 * 3_600_000;
    return { count, firstMs, lastMs: firstMs };
  };
  const window = { fromMinute: 540, toMinute: 1_200, days: [1, 2, 3, 4, 5, 6, 7] };
  const worst = (change: Partial<Schedule>, days: readonly ReturnType<typeof day>[], accounts = [part('a', 5_000)]) =>
    overfullDay({ ...timed, ...change }, days, accounts);

  test('none is named while all fit into each', () => {
    expect(worst({}, [day(420, 1), day(300, 2)])).toBeNull();
    expect(worst({ window }, [day(180, 1)])).toBeNull();
    expect(worst({ window }, [day(360, 1)], [part('a', 300), part('b', 300)])).toBeNull();
  });

  test('that one is on which the most would miss theirs, with how many get it', () => {
    expect(worst({ window }, [day(200, 1), day(500, 2), day(10, 3)])).toMatchObject({ count: 500, fits: 180 });
    expect(worst({ dailyCap: 50 }, [day(60, 1)])).toMatchObject({ count: 60, fits: 50 });
    const cold = [part('new', 5_000, 0)];
    expect(worst({ warmUp: true }, [day(60, 0), day(60, 200)], cold)).toMatchObject({ fits: limits.warmUpMessages[0] });
  });

  test('none is where each may go later than its day', () => {
    const untilDate = { ...own, everyYear: false, decisions: [], untilDate: true };
    expect(worst({ window, own: untilDate }, [day(500, 2)])).toBeNull();
  });
});
