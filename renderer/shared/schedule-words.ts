import { DateTime } from 'luxon';
import type { Schedule } from '../../domain/campaign.ts';
import type { MessageRow } from '../../domain/contract.ts';
import { toClock } from '../../domain/schedule/hours.ts';
import type { Text } from '../../domain/text/index.ts';
import { locales } from '../../domain/text/languages.ts';
import { useFormat, useLanguage, useWords } from '../text.tsx';

const daysInWeek = 7;

/** A schedule in words, as the operator reads it before starting. */
export function useScheduleWords() {
  const { text, format } = useWords();
  const locale = { locale: locales[useLanguage()] };
  const inZone = (atMs: number, timeZone: string) => DateTime.fromMillis(atMs, { zone: timeZone, ...locale });
  const dayNames = Array.from({ length: daysInWeek }, (_, place) => {
    const date = DateTime.fromObject({ weekYear: 2026, weekNumber: 2, weekday: (place + 1) as 1 }, locale);
    return { day: place + 1, short: date.toFormat('ccc'), long: date.toFormat('cccc') };
  });
  const zone = (timeZone: string, atMs: number) => {
    const place = placeOf(timeZone, text);
    const offset = offsetOf(inZone(atMs, timeZone));
    return place === offset ? place : text('campaign.when.zoneTime', { place, offset });
  };
  const gapWords = (schedule: Schedule, range: 'gap' | 'gapShort') => {
    const from = format.seconds(schedule.gapMinMs);
    const to = format.seconds(schedule.gapMaxMs);
    if (from === to) return text(`campaign.check.${range}Fixed`, { seconds: from });
    return text(`campaign.check.${range}`, { from, to });
  };
  return {
    /** "London time (GMT)". The offset is that of the given moment. */
    zone,
    dayNames,
    /** "Saturday 14 March 2026 at 10:00" on the wall clock of the zone. */
    moment: format.fullDateTime,
    day: format.fullDate,
    hours: ({ window, timeZone }: Schedule, atMs: number) => {
      if (window === null) return text('campaign.check.anyHour', { zone: zone(timeZone, atMs) });
      const range = { from: toClock(window.fromMinute), to: toClock(window.toMinute) };
      const hours =
        window.perPerson === true
          ? text('campaign.check.betweenThere', range)
          : text('campaign.check.between', { ...range, zone: zone(timeZone, atMs) });
      if (window.days.length === daysInWeek) return hours;
      const days = dayNames.filter(({ day }) => window.days.includes(day)).map(({ short }) => short);
      return text('campaign.check.onDays', { hours, days: format.list(days) });
    },
    gap: (schedule: Schedule) => gapWords(schedule, 'gap'),
    gapShort: (schedule: Schedule) => gapWords(schedule, 'gapShort'),
  };
}

/** Cities whose accents are missing in IANA zone names, and are written in every language without a word of its own. */
const accented =
  'São Paulo,Cuiabá,Belém,Maceió,Araguaína,Santarém,Bogotá,Asunción,Cancún,Mérida,Mazatlán,Córdoba,Tucumán,Réunion';
const spellings = new Map(accented.split(',').map((city) => [city.normalize('NFD').replaceAll(/\p{M}/gu, ''), city]));

/** The city of an IANA zone as the language calls it: `America/Argentina/Buenos_Aires` is Buenos Aires. */
export function placeOf(timeZone: string, text: Text): string {
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  const pairs = text('campaign.when.cities').split(',');
  const own = pairs.find((pair) => pair.startsWith(`${city}=`))?.slice(city.length + 1);
  return own ?? spellings.get(city) ?? city;
}

/** `GMT`, `GMT+5:30`: the offset tells two zones apart, and every reader knows it. */
export function offsetOf(moment: DateTime): string {
  return moment.setLocale('en-GB').offsetNameShort ?? moment.toFormat('ZZ');
}

/** A date of a list or a calendar, with its time if it has one. It is the same in every zone. */
export function useOccasionWords(): (row: Pick<MessageRow, 'occasion'>) => string {
  const format = useFormat();
  return ({ occasion }) => {
    if (occasion === '') return '';
    const atMs = Date.parse(occasion.includes('T') ? `${occasion}Z` : occasion);
    return occasion.includes('T') ? format.dateTime(atMs, 'UTC') : format.shortDate(atMs, 'UTC');
  };
}
