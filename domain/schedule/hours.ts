import { DateTime } from 'luxon';
import type { Schedule, SendingWindow } from '../campaign.ts';
import { limits } from '../limits.ts';
import { midnightAfter, zoneOf, zonesOf } from './zones.ts';

/** What a number tells about where a person is. */
export type Whereabouts = {
  /** The country that assigns the number; empty where none is known. */
  readonly country: string;
  /** IANA names joined by `&`, where the prefix tells more than the country; else empty. */
  readonly zones: string;
};

/** The zones in which such a person may be; empty where none is known. */
export function zoneNames({ country, zones }: Whereabouts): readonly string[] {
  return zones === '' ? zonesOf(country) : zones.split('&');
}

/** In which zones the hours of some people are counted, and why. */
export type Place = {
  /** IANA names. The hours are those common to all these zones on one date. Empty where there are no hours. */
  readonly zones: readonly string[];
  /** `no_zone` and `no_hours`: no hours are known, so the operator's answer for such people applies. */
  readonly why: 'campaign' | 'theirs' | 'no_zone' | 'no_hours';
};

type OpenHours = { readonly opensMs: number; readonly closesMs: number };

/** In which zones the hours of a campaign are counted for people with such numbers. */
export function placeOfHours(schedule: Schedule, { country, zones }: Whereabouts, atMs: number): Place {
  const { window, timeZone, own } = schedule;
  // With own times people's hours are counted by the same clock. The operator has decided about people whose clock is
  // unknown.
  const isTheirs = own === undefined ? window?.perPerson === true : own.clock === 'theirs';
  if (window === null || !isTheirs) return { zones: [timeZone], why: 'campaign' };
  if (own !== undefined) {
    const zone = clockOf(timeZone, { country, zones }, atMs);
    return zone === null ? { zones: [timeZone], why: 'campaign' } : { zones: [zone], why: 'theirs' };
  }
  const theirs = outermost(knownSeasons(zoneNames({ country, zones }), atMs)).map(({ name }) => name);
  const day = dayOfSeries(schedule, atMs);
  const hours = openHours(day?.fromMs ?? atMs, window, theirs);
  if (hours !== null && hours.opensMs < (day?.untilMs ?? Number.POSITIVE_INFINITY))
    return { zones: theirs, why: 'theirs' };
  const why = theirs.length === 0 ? 'no_zone' : 'no_hours';
  return { zones: window.withoutHours === 'campaign' ? [timeZone] : [], why };
}

/**
 * The sending time on the next day of a weekly series, today included: from its time until the campaign's hours end.
 * People without hours of their own within it would miss it every week. Null for other campaigns, which wait for
 * everybody's hours.
 */
function dayOfSeries({ timeZone, window, weekly }: Schedule, atMs: number) {
  if (weekly === undefined || window === null) return null;
  const today = DateTime.fromMillis(atMs, { zone: zoneOf(timeZone) }).startOf('day');
  const date = today.plus({ days: (weekly.weekday - today.weekday + 7) % 7 });
  return { fromMs: minuteOfDay(date, weekly.atMinute), untilMs: minuteOfDay(date, window.toMinute) };
}

/** Whether a person with such a number has no hours of their own, so that the operator's answer for them applies. */
export function hasNoHours(schedule: Schedule, where: Whereabouts, atMs: number): boolean {
  const { why } = placeOfHours(schedule, where, Math.max(atMs, schedule.startAtMs ?? 0));
  return why === 'no_zone' || why === 'no_hours';
}

/** Whether a campaign's message may go to a person with such a number at this moment. */
export function isWithinHours(schedule: Schedule, where: Whereabouts, atMs: number): boolean {
  return hasHoursWithin(schedule, where, atMs, atMs);
}

/** Whether it may go to them at any moment between the two. */
export function hasHoursWithin(schedule: Schedule, where: Whereabouts, fromMs: number, untilMs: number): boolean {
  const { window } = schedule;
  if (fromMs > untilMs) return false;
  if (window === null) return true;
  const hours = openHours(fromMs, window, placeOfHours(schedule, where, fromMs).zones);
  return hours !== null && hours.opensMs <= untilMs;
}

/** The first moment at or after `atMs` when the window is open; null where that is more than two weeks away. */
export function nextOpening(atMs: number, window: SendingWindow, zones: readonly string[]): number | null {
  const hours = openHours(atMs, window, zones);
  return hours && Math.max(atMs, hours.opensMs);
}

/**
 * The first hours that are not over at `atMs`: those that the zones have in common on one date. On a date without
 * common hours the window is closed; null where that is so for two weeks.
 */
export function openHours(atMs: number, window: SendingWindow, zones: readonly string[]): OpenHours | null {
  const here = zones.map((zone) => DateTime.fromMillis(atMs, { zone: zoneOf(zone) }));
  const [any] = here;
  if (any === undefined) return null;
  // Common hours of an earlier date are over, because they are over in this zone.
  const first = any.startOf('day');
  for (let day = 0; day <= limits.hoursLookedAheadDays; day += 1) {
    const date = first.plus({ days: day });
    if (!window.days.includes(date.weekday)) continue;
    const dates = here.map(({ zone }) => date.setZone(zone, { keepLocalTime: true }).startOf('day'));
    const opensMs = Math.max(...dates.map((one) => minuteOfDay(one, window.fromMinute)));
    const closesMs = Math.min(...dates.map((one) => minuteOfDay(one, window.toMinute)));
    if (atMs < closesMs && opensMs < closesMs) return { opensMs, closesMs };
  }
  return null;
}

/** The wall-clock minute of a day, so that a window keeps its hours on days when the clocks change. */
export function minuteOfDay(date: DateTime, minute: number): number {
  return minute === 1440
    ? midnightAfter(date).toMillis()
    : date.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}

/** Minutes after midnight as `HH:mm`. The end of the day is shown as midnight, as clocks do. */
export function toClock(minute: number): string {
  const within = minute % (24 * 60);
  return [Math.floor(within / 60), within % 60].map((part) => `${part}`.padStart(2, '0')).join(':');
}

/** The zone for such a number: the campaign's own if the number's country has it. Null where none is known. */
export function clockOf(timeZone: string, where: Whereabouts, atMs: number): string | null {
  const names = zoneNames(where);
  if (names.includes(timeZone)) return timeZone;
  const [first, ...others] = knownSeasons(names, atMs);
  if (first === undefined) return null;
  const isSame = others.every(({ january, july }) => january === first.january && july === first.july);
  return isSame ? first.name : null;
}

/** A zone with its offsets from UTC in minutes in winter and summer, one of which includes any summer time. */
type Seasons = { readonly name: string; readonly january: number; readonly july: number };

/** Of the zones that this computer knows. */
function knownSeasons(names: readonly string[], atMs: number): Seasons[] {
  return names.map((name) => seasonsOf(name, atMs)).filter(({ july }) => !Number.isNaN(july));
}

function seasonsOf(name: string, atMs: number): Seasons {
  const year = new Date(atMs).getUTCFullYear();
  const zone = zoneOf(name);
  const offsetAt = (month: number) => zone.offset(Date.UTC(year, month));
  return { name, january: offsetAt(0), july: offsetAt(6) };
}

/**
 * The zones that decide which hours are common to all: a zone that is between two others all year adds nothing, and of
 * zones with the same clocks one is enough. This matters because a country with thirty zones is examined each time a
 * message is planned.
 */
function outermost(zones: readonly Seasons[]): Seasons[] {
  const isLower = (one: Seasons, other: Seasons) => one.january <= other.january && one.july <= other.july;
  const different = zones.filter(
    (zone, place) => zones.findIndex((one) => one.january === zone.january && one.july === zone.july) === place,
  );
  return different.filter((zone) => {
    const others = different.filter((one) => one !== zone);
    return !(others.some((one) => isLower(one, zone)) && others.some((one) => isLower(zone, one)));
  });
}
