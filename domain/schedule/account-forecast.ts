import { z } from 'zod';
import { Schedule } from '../campaign.ts';
import { limits } from '../limits.ts';
import { daysTogether, type Forecast, forecast } from './forecast.ts';
import { startOfDay } from './pacing.ts';
import { weeklyMoment, withoutDates } from './series.ts';
import { SendingDay } from './warm-up.ts';

/** How many people wait whose numbers say the same of where they are. */
export const PlaceCount = z.object({ country: z.string(), zones: z.string(), people: z.int() });
export type PlaceCount = z.infer<typeof PlaceCount>;

/** What an account has of a campaign, and what decides when it sends that. */
export const AccountPart = z.object({
  /** Null while none is linked. */
  phone: z.string().nullable(),
  /** Who of the campaign is its own and waits. */
  places: z.array(PlaceCount),
  /** The first days on which it sent from here; empty for a new account. */
  sendingDays: z.array(SendingDay),
  /** What it has sent of the campaign today, by the calendar of the campaign. */
  handedOverToday: z.int(),
  /** The other campaigns that send from it now: they take some of its turns. */
  beside: z.array(z.object({ schedule: Schedule, waiting: z.array(PlaceCount), handedOverToday: z.int() })),
});
export type AccountPart = z.infer<typeof AccountPart>;

/** When an account sends its part of a campaign. */
export function accountForecast(schedule: Schedule, part: Omit<AccountPart, 'phone'>, nowMs: number): Forecast {
  // Where they are only matters where each person's own hours count.
  const waiting = schedule.window?.perPerson === true ? part.places : peopleIn(part.places);
  return forecast(schedule, nowMs, waiting, part);
}

/**
 * How many of an account's people get it on a date of a weekly series. Whoever's turn would come later misses it. What other
 * campaigns will send by then is not known.
 */
export function fitOnDate(schedule: Schedule, part: AccountPart, day: string): number {
  const { dueAtMs, latestAtMs } = weeklyMoment(schedule, day);
  const thatDay = { ...part, handedOverToday: 0, beside: [] };
  const { stretches } = accountForecast({ ...withoutDates(schedule), startAtMs: dueAtMs }, thatDay, dueAtMs);
  return stretches.reduce((sum, { count, firstMs, gapMs }) => {
    const inTime = Math.floor((latestAtMs - firstMs) / gapMs) + 1;
    return sum + Math.min(count, Math.max(0, inTime));
  }, 0);
}

type Share = Pick<AccountPart, 'places' | 'sendingDays'>;

/**
 * Of many accounts those that will be through last, as far as daily limit, warm-up and their numbers of people say: a
 * forecast of each takes its time.
 */
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

/** On how many days an account sends so many, around the clock. */
function daysFor({ dailyCap, warmUp }: Schedule, { places, sendingDays }: Share, todayMs: number): number {
  const cap = dailyCap ?? Number.POSITIVE_INFINITY;
  const before = sendingDays.filter(({ startMs }) => startMs < todayMs).length;
  const ramp = warmUp === true ? limits.warmUpMessages.slice(before) : [];
  let left = peopleIn(places);
  let days = 0;
  for (; days < ramp.length && left > 0; days += 1) left -= Math.min(cap, ramp[days] ?? cap);
  return days + Math.ceil(Math.max(0, left) / cap);
}

/** What all accounts of a campaign send: it is through with the last of them. */
export function forecastTogether(forecasts: readonly Forecast[], timeZone: string): Forecast {
  const [first] = forecasts;
  if (forecasts.length === 1 && first) return first;
  return {
    days: daysTogether(forecasts, timeZone),
    stretches: forecasts.flatMap(({ stretches }) => stretches).toSorted((one, other) => one.firstMs - other.firstMs),
    finishMs: lastOf(forecasts.map(({ finishMs }) => finishMs)),
  };
}

/** The last of several moments; null where one of them is beyond what is foreseen, or there is none. */
function lastOf(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((atMs) => atMs !== null);
  return known.length === 0 || known.length < moments.length ? null : Math.max(...known);
}

export function peopleIn(places: readonly PlaceCount[]): number {
  return places.reduce((sum, { people }) => sum + people, 0);
}
