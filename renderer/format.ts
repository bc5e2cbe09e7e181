import parsePhoneNumber from 'libphonenumber-js/min';
import { isErased } from '../domain/people/erased.ts';
import type { Language } from '../domain/settings.ts';
import { locales } from '../domain/text/languages.ts';
import type { Text } from '../domain/text/make-text.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Everything that turns a number or a moment into words. Digits are Latin in every language. */
export type Format = {
  readonly number: (value: number) => string;
  /** `13:42`, in the given IANA zone or this computer's. */
  readonly time: (atMs: number, timeZone?: string) => string;
  /** `13:42:04` */
  readonly timeWithSeconds: (atMs: number) => string;
  /** `14 March 2026` */
  readonly date: (atMs: number, timeZone?: string) => string;
  /** `Sat 14 Mar` */
  readonly weekday: (atMs: number, timeZone?: string) => string;
  /** `14 Mar` */
  readonly monthAndYear: (atMs: number, timeZone?: string) => string;
  readonly dayAndMonth: (atMs: number, timeZone?: string) => string;
  /** `Saturday 14 March 2026` */
  readonly fullDate: (atMs: number, timeZone?: string) => string;
  /** `Saturday 14 March 2026 at 13:42` */
  readonly fullDateTime: (atMs: number, timeZone?: string) => string;
  /** `14 Mar 2026, 13:42` */
  readonly dateTime: (atMs: number, timeZone?: string) => string;
  /** The time alone when the moment is today, otherwise with its date; in the given IANA zone or this computer's. */
  readonly moment: (atMs: number, nowMs: number, timeZone?: string) => string;
  /** The same, with seconds when it is today. */
  readonly exactMoment: (atMs: number, nowMs: number) => string;
  /** `0.2 s`, `12 s`, `2 min 40 s`, `3 h 5 min`, `2 days 4 h`. */
  readonly duration: (durationMs: number) => string;
  /** As a field has it, in which nobody types thousands apart: `1200`, `0,2`. */
  readonly plain: (value: number) => string;
  /** Milliseconds as seconds without a unit, as a field has them: `6`, `0,2`. */
  readonly seconds: (milliseconds: number) => string;
  /** `222 h`, also where these are more than a day. */
  readonly hours: (hours: number) => string;
  readonly bytes: (count: number) => string;
  /** `94.9 %` of a whole; of nothing it is none. */
  readonly percent: (part: number, whole: number) => string;
  /** A number in E.164 with the spaces of its country; anything else as it is. */
  readonly phone: (phone: string) => string;
  /** The same inside a sentence: in one piece, and left to right whatever the words around it. */
  readonly phoneInText: (phone: string) => string;
  readonly country: (code: string) => string;
  /** `Mon, Tue, Wed` */
  readonly list: (parts: readonly string[]) => string;
};

export function createFormat(text: Text, language: Language): Format {
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
  const inZone = (options: Intl.DateTimeFormatOptions) => {
    const known = new Map<string | undefined, Intl.DateTimeFormat>();
    return (atMs: number, timeZone?: string) => {
      const found =
        known.get(timeZone) ??
        new Intl.DateTimeFormat(locale, {
          ...options,
          hourCycle: 'h23',
          ...(timeZone === undefined ? {} : { timeZone }),
        });
      known.set(timeZone, found);
      return found.format(atMs);
    };
  };
  const time = inZone({ hour: '2-digit', minute: '2-digit' });
  const timeWithSeconds = inZone({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const date = inZone({ day: 'numeric', month: 'long', year: 'numeric' });
  const wholeDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const lists = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });
  const dateTime = inZone({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });

  const phone = (e164: string) => (isErased(e164) ? text('privacy.erasedNumber') : spacedPhone(e164));

  return {
    number: (value) => number.format(value),
    time,
    timeWithSeconds,
    date,
    weekday: inZone({ weekday: 'short', day: 'numeric', month: 'short' }),
    monthAndYear: inZone({ month: 'long', year: 'numeric' }),
    dayAndMonth: inZone({ day: 'numeric', month: 'short' }),
    fullDate: inZone(wholeDay),
    fullDateTime: inZone({ ...wholeDay, hour: '2-digit', minute: '2-digit' }),
    dateTime,
    moment: (atMs, nowMs, timeZone) =>
      date(atMs, timeZone) === date(nowMs, timeZone) ? time(atMs, timeZone) : dateTime(atMs, timeZone),
    exactMoment: (atMs, nowMs) => (date(atMs) === date(nowMs) ? timeWithSeconds(atMs) : dateTime(atMs)),
    duration: (durationMs) => durationWords(text, durationMs, (value) => oneDecimal.format(value)),
    plain,
    seconds: (milliseconds) => plain(milliseconds / secondMs),
    hours: (hours) => text('unit.hours', { value: number.format(hours) }),
    bytes: (count) =>
      count < kilobytesBelow
        ? text('unit.kilobytes', { value: number.format(Math.max(1, Math.round(count / 1024))) })
        : count < gigabytesFrom
          ? text('unit.megabytes', { value: oneDecimal.format(count / (1024 * 1024)) })
          : text('unit.gigabytes', { value: oneDecimal.format(count / gigabytesFrom) }),
    percent: (part, whole) => percent.format(whole === 0 ? 0 : part / whole),
    phone,
    phoneInText: (number) => `\u2066${phone(number).replaceAll(' ', '\u00a0')}\u2069`,
    country: (code) => regions.of(code) ?? code,
    list: (parts) => lists.format(parts),
  };
}

function spacedPhone(phone: string): string {
  return parsePhoneNumber(phone)?.formatInternational() ?? phone;
}

/** Smaller files would be "0 MB". */
const kilobytesBelow = 100 * 1024;
const gigabytesFrom = 1024 ** 3;

/** Two units at most: nobody plans by the second over hours. */
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
