import { DateTime } from 'luxon';
import type { Schedule } from '../campaign.ts';
import { limits } from '../limits.ts';
import { nextOpening } from './hours.ts';
import { type SendingDay, warmUpRoomOn } from './warm-up.ts';
import { midnightAfter, zoneOf } from './zones.ts';

/** People who wait, and whose hours are counted in the same zones. */
type WaitingPeople = {
  /** Null where the campaign's own hours count. */
  readonly country: string | null;
  readonly zones: readonly string[];
  /** None is sent earlier: their own time, or that of another try to look them up. Null where one may go at once. */
  readonly notBefore: { readonly atMs: number; readonly why: 'own_time' | 'no_answer' } | null;
};

/** What decides when a campaign's next message may be sent. Times are epoch milliseconds. */
export type Pace = {
  readonly schedule: Schedule;
  /** Never empty. The people whose hours open first are next. */
  readonly waiting: readonly WaitingPeople[];
  /** The latest of three moments: the campaign's start, its start time, and the operator's last "go on". */
  readonly readyAtMs: number;
  /** When the campaign last had a turn, for a look-up or a hand-over; null when it had none. */
  readonly lastTurnMs: number | null;
  /** The gap drawn for the next message. */
  readonly gapMs: number;
  /** When the account may have a turn again, after the turns of other campaigns too. */
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
  /** The country of the people whose hours are waited for. */
  readonly country?: string | null;
};

/** Whether the pilot is complete: all its messages were sent or are on their way, and nobody has looked at them yet. */
export function isPilotOut(
  { pilotCount }: Pick<Schedule, 'pilotCount'>,
  { isApproved, handedOver }: { readonly isApproved: boolean; readonly handedOver: number },
): boolean {
  return pilotCount !== null && !isApproved && handedOver >= pilotCount;
}

/** A moment that never comes: the hours of these people do not open within the next weeks. */
const neverMs = Number.POSITIVE_INFINITY;

/** The first moment at which the next message may be sent, and what it waits for. One in the past means at once. */
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

/** When one of these people may get their message, if everything else allows it at `moment`. */
function momentOf({ country, zones, notBefore }: WaitingPeople, moment: Moment, { schedule, nowMs }: Pace): Moment {
  const { window } = schedule;
  // A moment in the past counts as now, because the window must be open when it is used.
  const allowedMs = Math.max(moment.atMs, nowMs);
  const fromMs = Math.max(allowedMs, notBefore?.atMs ?? 0);
  const opensMs = window === null ? fromMs : (nextOpening(fromMs, window, zones) ?? neverMs);
  if (window !== null && opensMs > fromMs) {
    // While their hours are open, the day's limit is named as the reason, although the next day begins before its hours
    // do.
    const isLimited = moment.why === 'cap' || moment.why === 'warm_up';
    const isOpenNow = isLimited && fromMs === allowedMs && nextOpening(nowMs, window, zones) === nowMs;
    return isOpenNow ? { ...moment, atMs: opensMs } : { atMs: opensMs, why: 'window', country };
  }
  return fromMs > allowedMs && notBefore !== null ? { atMs: fromMs, why: notBefore.why } : moment;
}

/** The daily limit that is reached, so that nothing more is sent today. */
function spentToday({ schedule, handedOverToday, sendingDays, nowMs }: Pace): 'cap' | 'warm_up' | null {
  if (schedule.dailyCap !== null && handedOverToday >= schedule.dailyCap) return 'cap';
  return warmUpRoom(schedule, nowMs, sendingDays) === 0 ? 'warm_up' : null;
}

/** How many messages the warm-up still allows on the day of `atMs`; infinite without a warm-up. */
export function warmUpRoom(schedule: Schedule, atMs: number, days: readonly SendingDay[]): number {
  return schedule.warmUp === true ? warmUpRoomOn(startOfDay(atMs, schedule.timeZone), days) : Number.POSITIVE_INFINITY;
}

/** When the message should have been sent by its own hours, however long ago. "Overdue" is measured from it. */
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
    // On a day whose warm-up was used up, perhaps by another campaign, it should not have been sent.
    if (warmUpRoom(schedule, at, sendingDays) > 0) return at;
    at = startOfNextDay(at, schedule.timeZone);
  }
}

/** A random gap between the schedule's bounds. `random` is in [0, 1). */
export function drawGapMs(schedule: Schedule, random: number): number {
  return Math.round(schedule.gapMinMs + random * (schedule.gapMaxMs - schedule.gapMinMs));
}

export function startOfNextDay(atMs: number, timeZone: string): number {
  return midnightAfter(DateTime.fromMillis(atMs, { zone: zoneOf(timeZone) })).toMillis();
}

export function startOfDay(atMs: number, timeZone: string): number {
  return DateTime.fromMillis(atMs, { zone: zoneOf(timeZone) })
    .startOf('day')
    .toMillis();
}

/** A calendar day in a time zone, from one midnight until the next. */
export type Day = { readonly fromMs: number; readonly untilMs: number };
export function dayOf(atMs: number, timeZone: string): Day {
  return { fromMs: startOfDay(atMs, timeZone), untilMs: startOfNextDay(atMs, timeZone) };
}

/** Whether a message that should have gone at `dueMs` is so late that the operator is asked first. */
export function isOverdue(dueMs: number, nowMs: number, graceMs: number = limits.graceMs): boolean {
  return nowMs - dueMs > graceMs;
}
