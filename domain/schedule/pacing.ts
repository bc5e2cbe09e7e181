import { DateTime } from 'luxon';
import type { Schedule } from '../campaign.ts';
import { limits } from '../limits.ts';
import { nextOpening } from './hours.ts';
import { type SendingDay, warmUpRoomOn } from './warm-up.ts';
import { midnightAfter, zoneOf } from './zones.ts';

/** People whose hours are counted in the same zones, and wait. */
type WaitingPeople = {
  /** Null where these are the campaign's own hours. */
  readonly country: string | null;
  readonly zones: readonly string[];
  /** Before when none of them goes: their own time, or that at which WhatsApp is asked again; null where one may at once. */
  readonly notBefore: { readonly atMs: number; readonly why: 'own_time' | 'no_answer' } | null;
};

/** What decides when a campaign's next message may go. Times are epoch milliseconds. */
export type Pace = {
  readonly schedule: Schedule;
  /** Whoever's hours open first is next; never empty. */
  readonly waiting: readonly WaitingPeople[];
  /** The latest of: start of the campaign, its start time, the operator's last "go on". */
  readonly readyAtMs: number;
  /** When the campaign last had a turn, a look-up or a hand-over; null when it had none. */
  readonly lastTurnMs: number | null;
  /** The gap drawn for the next message. */
  readonly gapMs: number;
  /** When the account may have a turn again, after those of other campaigns too. */
  readonly accountFreeAtMs: number;
  /** Messages of this campaign handed over on the calendar day of `nowMs` in the schedule's time zone. */
  readonly handedOverToday: number;
  /** The account's first days of sending in the schedule's time zone, today included; only a warm-up looks at them. */
  readonly sendingDays: readonly SendingDay[];
  readonly nowMs: number;
};

export type Moment = {
  readonly atMs: number;
  readonly why: 'start' | 'gap' | 'cap' | 'warm_up' | 'own_time' | 'no_answer' | 'window';
  /** Of which country those are whose hours are waited for. */
  readonly country?: string | null;
};

/** Whether as many of a campaign left, or are on their way, as go before a person has looked at these. */
export function isPilotOut(
  { pilotCount }: Pick<Schedule, 'pilotCount'>,
  { isApproved, handedOver }: { readonly isApproved: boolean; readonly handedOver: number },
): boolean {
  return pilotCount !== null && !isApproved && handedOver >= pilotCount;
}

/** Beyond all clocks: the hours of these people do not open in the next weeks. */
const neverMs = Number.POSITIVE_INFINITY;

/** The first moment at which the next message may go, and what it waits for. A moment in the past means: at once. */
export function nextMoment(pace: Pace): Moment {
  const { schedule, waiting, nowMs } = pace;
  const afterGap = Math.max(pace.accountFreeAtMs, pace.lastTurnMs === null ? 0 : pace.lastTurnMs + pace.gapMs);
  let moment: Moment =
    afterGap > pace.readyAtMs ? { atMs: afterGap, why: 'gap' } : { atMs: pace.readyAtMs, why: 'start' };
  const spent = spentToday(pace);
  if (spent !== null) {
    const tomorrow = startOfNextDay(nowMs, schedule.timeZone);
    if (tomorrow > moment.atMs) moment = { atMs: tomorrow, why: spent };
  }
  return waiting
    .map((people) => momentOf(people, moment, pace))
    .reduce((one, other) => (other.atMs < one.atMs ? other : one));
}

/** When one of these people may get their message, if by all else it may go at a moment. */
function momentOf({ country, zones, notBefore }: WaitingPeople, moment: Moment, { schedule, nowMs }: Pace): Moment {
  const { window } = schedule;
  // A moment that has passed while the window was open counts from now on: the window must be open when it is used.
  const allowedMs = Math.max(moment.atMs, nowMs);
  const fromMs = Math.max(allowedMs, notBefore?.atMs ?? 0);
  const opensMs = window === null ? fromMs : (nextOpening(fromMs, window, zones) ?? neverMs);
  if (window !== null && opensMs > fromMs) {
    // While their hours are open it is the day's limit that is waited for, although the next day begins before its hours.
    const isLimited = moment.why === 'cap' || moment.why === 'warm_up';
    const isOpenNow = isLimited && fromMs === allowedMs && nextOpening(nowMs, window, zones) === nowMs;
    return isOpenNow ? { ...moment, atMs: opensMs } : { atMs: opensMs, why: 'window', country };
  }
  return fromMs > allowedMs && notBefore !== null ? { atMs: fromMs, why: notBefore.why } : moment;
}

/** Which of the day's limits is reached, so that nothing more goes today. */
function spentToday({ schedule, handedOverToday, sendingDays, nowMs }: Pace): 'cap' | 'warm_up' | null {
  if (schedule.dailyCap !== null && handedOverToday >= schedule.dailyCap) return 'cap';
  return warmUpRoom(schedule, nowMs, sendingDays) === 0 ? 'warm_up' : null;
}

/** What the warm-up leaves of the day of `atMs`; infinite where the campaign has none. */
export function warmUpRoom(schedule: Schedule, atMs: number, days: readonly SendingDay[]): number {
  return schedule.warmUp === true ? warmUpRoomOn(startOfDay(atMs, schedule.timeZone), days) : Number.POSITIVE_INFINITY;
}

/** When the message should have gone, by its own hours, however long ago: "overdue" is measured against it. */
export function dueSince(
  pace: Omit<Pace, 'nowMs' | 'handedOverToday' | 'accountFreeAtMs'>,
  lastOfCampaignMs: number | null,
): number {
  const { schedule, sendingDays, waiting } = pace;
  const { window } = schedule;
  let at = Math.max(pace.readyAtMs, lastOfCampaignMs === null ? 0 : lastOfCampaignMs + pace.gapMs);
  for (;;) {
    if (window !== null) at = Math.min(...waiting.map(({ zones }) => nextOpening(at, window, zones) ?? neverMs));
    if (at === neverMs) return at;
    // A day whose warm-up was used up, perhaps by another campaign, is not a day on which it should have gone.
    if (warmUpRoom(schedule, at, sendingDays) > 0) return at;
    at = startOfNextDay(at, schedule.timeZone);
  }
}

/** A gap between the schedule's bounds. `random` is in [0, 1). */
export function drawGapMs(schedule: Schedule, random: number): number {
  return Math.round(schedule.gapMinMs + random * (schedule.gapMaxMs - schedule.gapMinMs));
}

/** Midnight after the given moment in the time zone. */
export function startOfNextDay(atMs: number, timeZone: string): number {
  return midnightAfter(DateTime.fromMillis(atMs, { zone: zoneOf(timeZone) })).toMillis();
}

/** Midnight before the given moment in the time zone. */
export function startOfDay(atMs: number, timeZone: string): number {
  return DateTime.fromMillis(atMs, { zone: zoneOf(timeZone) })
    .startOf('day')
    .toMillis();
}

/** The calendar day of a moment in the time zone. */
export type Day = { readonly fromMs: number; readonly untilMs: number };
/** The day that holds a moment, in the time zone. */
export function dayOf(atMs: number, timeZone: string): Day {
  return { fromMs: startOfDay(atMs, timeZone), untilMs: startOfNextDay(atMs, timeZone) };
}

/** Whether a message that should have gone at `dueMs` is so late that the operator is asked first. */
export function isOverdue(dueMs: number, nowMs: number, graceMs: number = limits.graceMs): boolean {
  return nowMs - dueMs > graceMs;
}
