import parsePhoneNumber from 'libphonenumber-js/min';
import { isErased } from '../domain/people/erased.ts';
import type { Language } from '../domain/settings.ts';
import { locales } from '../domain/text/languages.ts';
import type { Text } from '../domain/text/make-text.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export type Format = ReturnType<typeof createFormat>;

/** Turns numbers and moments into words. Moments are in a given zone, else in `systemZone`. Digits are always Latin. */
export function createFormat(text: Text, language: Language, systemZone?: string) {
  const locale = locales[language];
  const number = new Intl.NumberFormat(locale);
  const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const plain = new Intl.NumberFormat(locale, { useGrouping: false }).format;
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const lists = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });
  const phone = (e164: string) => (isErased(e164) ? text('privacy.erasedNumber') : spacedPhone(e164));

  return {
    ...momentFormats(locale, systemZone),
    number: (value: number) => number.format(value),
    /** `0.2 s`, `12 s`, `2 min 40 s`, `3 h 5 min`, `2 days 4 h`. */
    duration: (durationMs: number) => durationWords(text, durationMs, (value) => oneDecimal.format(value)),
    /** The form for a field, without thousands separators: `1200`, `0,2`. */
    plain,
    /** Milliseconds as seconds without a unit, for a field: `6`, `0,2`. */
    seconds: (milliseconds: number) => plain(milliseconds / secondMs),
    /** `222 h`, even for more than a day. */
    hours: (hours: number) => text('unit.hours', { value: number.format(hours) }),
    bytes: (count: number) =>
      count < kilobytesBelow
        ? text('unit.kilobytes', { value: number.format(Math.max(1, Math.round(count / 1024))) })
        : count < gigabytesFrom
          ? text('unit.megabytes', { value: oneDecimal.format(count / (1024 * 1024)) })
          : text('unit.gigabytes', { value: oneDecimal.format(count / gigabytesFrom) }),
    /** `94.9 %` of a whole; zero where the whole is zero. */
    percent: (part: number, whole: number) => percent.format(whole === 0 ? 0 : part / whole),
    /** A number in E.164 with its country's spaces; any other text as it is. */
    phone,
    /** The same within a sentence: unbroken, and left to right whatever the direction around it. */
    phoneInText: (number: string) => `\u2066${phone(number).replaceAll(' ', '\u00a0')}\u2069`,
    country: (code: string) => regions.of(code) ?? code,
    /** `Mon, Tue, Wed` */
    list: (parts: readonly string[]) => lists.format(parts),
  };
}

const hourAndMinute = { hour: '2-digit', minute: '2-digit' } as const;
const wholeDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
const shortDay = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** A moment in words, as `(atMs, timeZone?)`. */
function momentFormats(locale: string, systemZone: string | undefined) {
  const inZone = (options: Intl.DateTimeFormatOptions) => {
    const known = new Map<string | undefined, Intl.DateTimeFormat>();
    return (atMs: number, timeZone = systemZone) => {
      const found = known.get(timeZone) ?? new Intl.DateTimeFormat(locale, { ...options, hourCycle: 'h23', timeZone });
      known.set(timeZone, found);
      return found.format(atMs);
    };
  };
  const time = inZone(hourAndMinute);
  const timeWithSeconds = inZone({ ...hourAndMinute, second: '2-digit' });
  const date = inZone({ day: 'numeric', month: 'long', year: 'numeric' });
  const dateTime = inZone({ ...shortDay, ...hourAndMinute });
  return {
    /** `13:42` */
    time,
    /** `13:42:04` */
    timeWithSeconds,
    /** `14 March 2026` */
    date,
    /** `Sat 14 Mar` */
    weekday: inZone({ weekday: 'short', day: 'numeric', month: 'short' }),
    /** `Sat 14 Mar 2026` */
    weekdayAndYear: inZone({ weekday: 'short', ...shortDay }),
    /** `March 2026` */
    monthAndYear: inZone({ month: 'long', year: 'numeric' }),
    /** `14 Mar` */
    dayAndMonth: inZone({ day: 'numeric', month: 'short' }),
    /** `14 Mar 2026` */
    shortDate: inZone(shortDay),
    /** `Saturday 14 March 2026` */
    fullDate: inZone(wholeDay),
    /** `Saturday 14 March 2026 at 13:42` */
    fullDateTime: inZone({ ...wholeDay, ...hourAndMinute }),
    /** `14 Mar 2026, 13:42` */
    dateTime,
    /** The time alone if the moment is today, otherwise with its date. */
    moment: (atMs: number, nowMs: number, timeZone?: string) =>
      date(atMs, timeZone) === date(nowMs, timeZone) ? time(atMs, timeZone) : dateTime(atMs, timeZone),
    /** The same, with seconds if it is today. */
    exactMoment: (atMs: number, nowMs: number) => (date(atMs) === date(nowMs) ? timeWithSeconds(atMs) : dateTime(atMs)),
  };
}

function spacedPhone(phone: string): string {
  return parsePhoneNumber(phone)?.formatInternational() ?? phone;
}

/** A smaller file would be shown as "0 MB". */
const kilobytesBelow = 100 * 1024;
const gigabytesFrom = 1024 ** 3;

/** Two units at most, since nobody needs seconds beside hours. */
function durationWords(text: Text, durationMs: number, write: (value: number) => string): string {
  const wholeSeconds = Math.round(durationMs / secondMs);
  if (wholeSeconds < minuteMs / secondMs) {
    const seconds = durationMs < 10 * secondMs ? durationMs / secondMs : wholeSeconds;
    return text('unit.seconds', { value: write(seconds) });
  }
  if (durationMs < hourMs) {
    const shownMs = Math.max(durationMs, minuteMs);
    const minutes = Math.floor(shownMs / minuteMs);
    const seconds = Math.floor((shownMs % minuteMs) / secondMs);
    if (seconds === 0) return text('unit.minutes', { value: write(minutes) });
    return text('unit.minutesSeconds', { minutes: write(minutes), seconds: write(seconds) });
  }
  if (durationMs < 2 * dayMs) {
    const hours = Math.floor(durationMs / hourMs);
    const minutes = Math.floor((durationMs % hourMs) / minuteMs);
    if (minutes === 0) return text('unit.hours', { value: write(hours) });
    return text('unit.hoursMinutes', { hours: write(hours), minutes: write(minutes) });
  }
  const wholeHours = Math.round(durationMs / hourMs);
  const days = text('unit.days', { count: Math.floor(wholeHours / 24) });
  const hours = wholeHours % 24;
  return hours === 0 ? days : text('unit.daysHours', { days, hours: write(hours) });
}
