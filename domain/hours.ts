import { DateTime } from 'luxon';
import type { Schedule, SendingWindow } from './campaign.ts';
import { limits } from './limits.ts';

/** Where the hours of some people are counted, and why there. */
export type Place = {
  /** IANA names. The hours are those that all of them have in common on one date. */
  readonly zones: readonly string[];
  /** `no_zone` and `few_hours`: they should be counted where the people are, and the campaign's zone stands in. */
  readonly why: 'campaign' | 'theirs' | 'no_zone' | 'few_hours';
};

/** Hours that are open or the next to open. */
type OpenHours = { readonly opensMs: number; readonly closesMs: number };

const minuteMs = 60_000;
/** A window has at least one day a week; the day on which the clocks leave it out is followed by one a week later. */
const daysLookedAt = 15;

/** Where the hours of a campaign are counted for people with numbers of a country. */
export function placeOfHours({ window, timeZone }: Schedule, country: string, atMs: number): Place {
  if (window?.perPerson !== true) return { zones: [timeZone], why: 'campaign' };
  const zones = zonesOf(country).map((name) => seasonsOf(name, atMs));
  if (zones.length === 0) return { zones: [timeZone], why: 'no_zone' };
  const apart = (offsets: readonly number[]) => Math.max(...offsets) - Math.min(...offsets);
  const apartMs = Math.max(apart(zones.map(({ january }) => january)), apart(zones.map(({ july }) => july))) * minuteMs;
  const commonMs = (window.toMinute - window.fromMinute) * minuteMs - apartMs;
  if (commonMs < limits.commonHoursMs) return { zones: [timeZone], why: 'few_hours' };
  return { zones: outermost(zones).map(({ name }) => name), why: 'theirs' };
}

/** Whether a campaign's message may go to somebody with a number of that country at a moment. */
export function isWithinHours(schedule: Schedule, country: string, atMs: number): boolean {
  const { window } = schedule;
  return window === null || openHours(atMs, window, placeOfHours(schedule, country, atMs).zones).opensMs <= atMs;
}

/** The first moment at or after `atMs` when the window is open. */
export function nextOpening(atMs: number, window: SendingWindow, zones: readonly string[]): number {
  return Math.max(atMs, openHours(atMs, window, zones).opensMs);
}

/**
 * The first hours that are not over at `atMs`: those that the zones have in common on one date. Without a limit where a
 * zone is not known here.
 */
export function openHours(atMs: number, window: SendingWindow, zones: readonly string[]): OpenHours {
  const here = zones.map((zone) => DateTime.fromMillis(atMs, { zone }));
  const first = here.reduce((one, other) => (one.offset <= other.offset ? one : other)).startOf('day');
  for (let day = 0; day <= daysLookedAt; day += 1) {
    const date = first.plus({ days: day });
    if (!window.days.includes(date.weekday)) continue;
    const dates = here.map(({ zone }) => date.setZone(zone, { keepLocalTime: true }).startOf('day'));
    const opensMs = Math.max(...dates.map((one) => minuteOfDay(one, window.fromMinute)));
    const closesMs = Math.min(...dates.map((one) => minuteOfDay(one, window.toMinute)));
    if (atMs < closesMs && opensMs < closesMs) return { opensMs, closesMs };
  }
  return { opensMs: atMs, closesMs: Number.POSITIVE_INFINITY };
}

/** The wall-clock minute of a day, so that a window keeps its hours on the days when the clocks change. */
export function minuteOfDay(date: DateTime, minute: number): number {
  return minute === 1440
    ? date.plus({ days: 1 }).toMillis()
    : date.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}

/** Minutes after midnight as `HH:mm`; the end of the day is shown as midnight, as clocks do. */
export function toClock(minute: number): string {
  const within = minute % (24 * 60);
  return [Math.floor(within / 60), within % 60].map((part) => `${part}`.padStart(2, '0')).join(':');
}

/** The time zones of a country, by its ISO code; none where none is known. */
export function zonesOf(country: string): readonly string[] {
  if (country === '') return [];
  // The method is in newer engines what the property was in older ones.
  const locale: Intl.Locale & { getTimeZones?(): Zones; readonly timeZones?: Zones } = new Intl.Locale('und', {
    region: country,
  });
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
type Zones = readonly string[] | undefined;

/** A zone with its offsets from UTC in minutes: where it has a summer time, one of them is that. */
type Seasons = { readonly name: string; readonly january: number; readonly july: number };

function seasonsOf(name: string, atMs: number): Seasons {
  const year = new Date(atMs).getUTCFullYear();
  const offsetAt = (month: number) => DateTime.fromMillis(Date.UTC(year, month), { zone: name }).offset;
  return { name, january: offsetAt(0), july: offsetAt(6) };
}

/**
 * The zones whose common hours are those of all: whoever lies between two others all year adds nothing, and of those with
 * the same clocks one is enough. A country of thirty zones is looked at as often as each message is planned.
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
