import { z } from 'zod';
import { Schedule } from '../campaign.ts';
import { limits } from '../limits.ts';
import { daysTogether, type Forecast, forecast } from './forecast.ts';
import type { OwnTimesPlan } from './own-times-plan.ts';
import { startOfDay, startOfNextDay } from './pacing.ts';
import { weeklyMoment, withoutDates } from './series.ts';
import { SendingDay } from './warm-up.ts';

/** How many people wait whose numbers tell the same about where they are. */
export const PlaceCount = z.object({ country: z.string(), zones: z.string(), people: z.int() });
export type PlaceCount = z.infer<typeof PlaceCount>;

/** An account's part of a campaign, and what decides when it sends it. */
export const AccountPart = z.object({
  /** Null while no account is linked. */
  phone: z.string().nullable(),
  /** The people who wait for this account, by place. */
  places: z.array(PlaceCount),
  /** The first days on which the account sent from this computer; empty for a new account. */
  sendingDays: z.array(SendingDay),
  /** How many messages of the campaign it has sent today, by the campaign's calendar. */
  handedOverToday: z.int(),
  /** Other campaigns that the account sends now, which take some of its turns. */
  beside: z.array(z.object({ schedule: Schedule, waiting: z.array(PlaceCount), handedOverToday: z.int() })),
});
export type AccountPart = z.infer<typeof AccountPart>;

export function accountForecast(schedule: Schedule, part: Omit<AccountPart, 'phone'>, nowMs: number): Forecast {
  // Where people are matters only if their own hours count.
  const waiting = schedule.window?.perPerson === true ? part.places : peopleIn(part.places);
  return forecast(schedule, nowMs, waiting, part);
}

/** How many of an account's people get their message on one date of a weekly series, not counting other campaigns. */
export function fitOnDate(schedule: Schedule, part: AccountPart, day: string): number {
  const { dueAtMs, latestAtMs } = weeklyMoment(schedule, day);
  return fitBetween(schedule, part, dueAtMs, latestAtMs);
}

/** How many of an account's people get their message between two moments. */
function fitBetween(schedule: Schedule, part: AccountPart, fromMs: number, latestMs: number): number {
  const thatDay = { ...part, handedOverToday: 0, beside: [] };
  const { stretches } = accountForecast({ ...withoutDates(schedule), startAtMs: fromMs }, thatDay, fromMs);
  return stretches.reduce((sum, { count, firstMs, gapMs }) => {
    const inTime = Math.floor((latestMs - firstMs) / gapMs) + 1;
    return sum + Math.min(count, Math.max(0, inTime));
  }, 0);
}

type PlannedDay = OwnTimesPlan['days'][number];
/** A day with more people than can get their message on it. `fits`: how many can. */
type OverfullDay = PlannedDay & { readonly fits: number };

/**
 * The day of own times on which most people would miss theirs, since nobody is written to after their day. Null where
 * everybody fits. This is an estimate: all people of a day are taken to share the time of its first. Only the fullest
 * days are examined, and the first ones, on which an account may still warm up.
 */
export function overfullDay(
  schedule: Schedule,
  days: readonly PlannedDay[],
  accounts: readonly AccountPart[],
): OverfullDay | null {
  const { own, timeZone } = schedule;
  if (own === undefined || own.untilDate === true || accounts.length === 0) return null;
  const fullest = days.toSorted((one, other) => other.count - one.count).slice(0, limits.planDaysForetold);
  const looked = new Set([...days.slice(0, limits.planDaysForetold), ...fullest]);
  const overfull = [...looked].flatMap((day): OverfullDay[] => {
    // By people's own clocks the days end at different moments.
    const latestMs = own.clock === 'theirs' ? day.lastMs + dayMs : startOfNextDay(day.lastMs, timeZone) - 1;
    const ofDay = accounts.map((part) => ({ ...part, places: shareOf(part.places, day.count) }));
    const fits = ofDay.reduce((sum, part) => sum + fitBetween(schedule, part, day.firstMs, latestMs), 0);
    return fits < day.count ? [{ ...day, fits }] : [];
  });
  return overfull.toSorted((one, other) => other.count - other.fits - (one.count - one.fits))[0] ?? null;
}
const dayMs = 86_400_000;

/** This number of people, spread over the places in proportion. */
function shareOf(places: readonly PlaceCount[], people: number): PlaceCount[] {
  const all = peopleIn(places);
  return places.map((place) => ({ ...place, people: Math.ceil((place.people * people) / Math.max(1, all)) }));
}

type Share = Pick<AccountPart, 'places' | 'sendingDays'>;

/** The accounts that finish last, by daily cap, warm-up and number of people, which is cheaper than forecasts. */
export function lastThrough<Account extends Share>(
  schedule: Schedule,
  accounts: readonly Account[],
  nowMs: number,
): readonly Account[] {
  const todayMs = startOfDay(nowMs, schedule.timeZone);
  return accounts
    .map((account) => ({ account, people: peopleIn(account.places), days: daysFor(schedule, account, todayMs) }))
    .toSorted((one, other) => other.days - one.days || other.people - one.people)
    .slice(0, limits.accountsForetold)
    .map(({ account }) => account);
}

/** How many days an account needs for its people, sending around the clock. */
function daysFor({ dailyCap, warmUp }: Schedule, { places, sendingDays }: Share, todayMs: number): number {
  const cap = dailyCap ?? Number.POSITIVE_INFINITY;
  const before = sendingDays.filter(({ startMs }) => startMs < todayMs).length;
  const ramp = warmUp === true ? limits.warmUpMessages.slice(before) : [];
  let left = peopleIn(places);
  let days = 0;
  for (; days < ramp.length && left > 0; days += 1) left -= Math.min(cap, ramp[days] ?? cap);
  return days + Math.ceil(Math.max(0, left) / cap);
}

/** The forecast of a campaign from those of its accounts: it finishes with the last of them. */
export function forecastTogether(forecasts: readonly Forecast[], timeZone: string): Forecast {
  const [first] = forecasts;
  if (forecasts.length === 1 && first) return first;
  return {
    days: daysTogether(forecasts, timeZone),
    stretches: forecasts.flatMap(({ stretches }) => stretches).toSorted((one, other) => one.firstMs - other.firstMs),
    finishMs: lastOf(forecasts.map(({ finishMs }) => finishMs)),
  };
}

/** The last of several moments; null where one is beyond the forecast, or there is none. */
function lastOf(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((atMs) => atMs !== null);
  return known.length === 0 || known.length < moments.length ? null : Math.max(...known);
}

export function peopleIn(places: readonly PlaceCount[]): number {
  return places.reduce((sum, { people }) => sum + people, 0);
}
