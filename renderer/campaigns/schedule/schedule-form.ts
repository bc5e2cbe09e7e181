import { DateTime } from 'luxon';
import type { Schedule, SendingWindow } from '../../../domain/campaign.ts';
import { limits } from '../../../domain/limits.ts';
import { toClock } from '../../../domain/schedule/hours.ts';
import { isSeries } from '../../../domain/schedule/series.ts';
import { typedNumber } from '../../../domain/typed-number.ts';
import type { Format } from '../../format.ts';

/** The content of the When step's fields: text as typed, so that a half-typed number is not lost. */
export type ScheduleForm = Readonly<ReturnType<typeof toForm>>;

export type ScheduleProblem =
  | 'no_date'
  | 'no_time'
  | 'time_skipped'
  | 'own_count_out_of_range'
  | 'no_own_time'
  | 'no_first_day'
  | 'window_empty'
  | 'no_days'
  | 'gap_min_out_of_range'
  | 'gap_max_out_of_range'
  | 'gap_reversed'
  | 'daily_cap_out_of_range'
  | 'pilot_out_of_range';

type ScheduleReading =
  | { readonly ok: true; readonly schedule: Schedule }
  | { readonly ok: false; readonly problems: readonly ScheduleProblem[] };

const usualDays = [1, 2, 3, 4, 5, 6, 7];
const usualWindow = { from: '09:00', to: '20:00' };
const usualOwnMinute = 18 * 60;
const usualDailyCap = '500';
const usualPilotCount = '10';
const minutesInDay = 24 * 60;

/** Fills the fields from a schedule. Fields of switched-off parts get useful values for when these are switched on. */
export function toForm(schedule: Schedule, nowMs: number, { seconds }: Pick<Format, 'seconds'>) {
  const start = DateTime.fromMillis(schedule.startAtMs ?? nextFullHour(nowMs), { zone: schedule.timeZone });
  const { window } = schedule;
  return {
    startsLater: schedule.startAtMs !== null,
    /** `2026-03-14` and `10:00` on the wall clock of the time zone. */
    date: start.toFormat('yyyy-MM-dd'),
    time: start.toFormat('HH:mm'),
    timeZone: schedule.timeZone,
    /** The rule of own times, whose number and time are typed in the next two; null for others. */
    own: schedule.own ?? null,
    ownCount: `${schedule.own?.count ?? 1}`,
    ownTime: toClock(schedule.weekly?.atMinute ?? schedule.own?.atMinute ?? usualOwnMinute),
    /** The rule of a weekly series, which uses the same time, and whose first day is typed next; null for others. */
    weekly: schedule.weekly ?? null,
    weeklyFrom: schedule.weekly?.fromDay ?? '',
    byItself: schedule.byItself === true,
    hasWindow: window !== null,
    windowFrom: window === null ? usualWindow.from : toClock(window.fromMinute),
    windowTo: window === null ? usualWindow.to : toClock(window.toMinute),
    days: window === null ? usualDays : window.days,
    isPerPerson: window?.perPerson === true,
    /** The decision about people without known hours of their own; empty until it is made. */
    withoutHours: window?.withoutHours ?? ('' as const),
    gapMinSeconds: seconds(schedule.gapMinMs),
    gapMaxSeconds: seconds(schedule.gapMaxMs),
    hasDailyCap: schedule.dailyCap !== null,
    dailyCap: schedule.dailyCap === null ? usualDailyCap : `${schedule.dailyCap}`,
    hasWarmUp: schedule.warmUp === true,
    hasPilot: schedule.pilotCount !== null,
    pilotCount: schedule.pilotCount === null ? usualPilotCount : `${schedule.pilotCount}`,
    /** The accounts that send; undefined for the linked one. */
    from: schedule.from,
    byComputer: schedule.byComputer,
  };
}

/** Reads the fields into a schedule, or says which of them are wrong. */
export function readForm(form: ScheduleForm): ScheduleReading {
  const { own, weekly } = form;
  const hasStart = own === null && weekly === null;
  const start =
    form.startsLater && hasStart ? DateTime.fromISO(`${form.date}T${form.time}`, { zone: form.timeZone }) : null;
  const fromMinute = toMinute(form.windowFrom);
  // Midnight as the end of a window is the end of the day, not its beginning.
  const toMinuteOfDay = form.windowTo === '00:00' ? minutesInDay : toMinute(form.windowTo);
  const gapMinMs = toMilliseconds(form.gapMinSeconds);
  const gapMaxMs = toMilliseconds(form.gapMaxSeconds);
  const isGap = (gapMs: number) => isWithin(gapMs, limits.gapMinMs, limits.gapMaxMs);
  const dailyCap = toCount(form.dailyCap);
  const pilotCount = toCount(form.pilotCount);

  const problems: ScheduleProblem[] = [];
  const ownCount = toCount(form.ownCount);
  const ownMinute = toMinute(form.ownTime);
  if (own !== null && !isWithin(ownCount, 0, limits.ownTimesMaxCount)) problems.push('own_count_out_of_range');
  const hasTime = own?.unit === 'days' || weekly !== null;
  if (hasTime && !isWithin(ownMinute, 0, minutesInDay - 1)) problems.push('no_own_time');
  if (weekly !== null && form.weeklyFrom === '') problems.push('no_first_day');
  if (form.startsLater && hasStart && form.date === '') problems.push('no_date');
  if (start !== null && form.date !== '' && !start.isValid) problems.push('no_time');
  if (start?.isValid && isSkipped(start, form)) problems.push('time_skipped');
  if (form.hasWindow && !(fromMinute < toMinuteOfDay)) problems.push('window_empty');
  if (form.hasWindow && form.days.length === 0) problems.push('no_days');
  if (!isGap(gapMinMs)) problems.push('gap_min_out_of_range');
  if (!isGap(gapMaxMs)) problems.push('gap_max_out_of_range');
  if (isGap(gapMinMs) && isGap(gapMaxMs) && gapMinMs > gapMaxMs) problems.push('gap_reversed');
  if (form.hasDailyCap && !isWithin(dailyCap, 1, limits.dailyCapMax)) problems.push('daily_cap_out_of_range');
  if (form.hasPilot && !isWithin(pilotCount, 1, limits.pilotMaxCount)) problems.push('pilot_out_of_range');
  if (problems.length > 0) return { ok: false, problems };

  const window: SendingWindow = {
    fromMinute,
    toMinute: toMinuteOfDay,
    days: form.days.toSorted(),
    ...(form.isPerPerson ? { perPerson: true } : {}),
    ...(form.isPerPerson && form.withoutHours !== '' ? { withoutHours: form.withoutHours } : {}),
  };
  return {
    ok: true,
    schedule: {
      startAtMs: start === null ? null : start.toMillis(),
      timeZone: form.timeZone,
      window: form.hasWindow ? window : null,
      gapMinMs,
      gapMaxMs,
      dailyCap: form.hasDailyCap ? dailyCap : null,
      pilotCount: form.hasPilot ? pilotCount : null,
      ...(own === null
        ? {}
        : { own: { ...own, count: ownCount, atMinute: own.unit === 'days' ? ownMinute : own.atMinute } }),
      ...(weekly === null ? {} : { weekly: { ...weekly, atMinute: ownMinute, fromDay: form.weeklyFrom } }),
      ...(isSeries({ own: own ?? undefined, weekly: weekly ?? undefined }) ? { byItself: form.byItself } : {}),
      ...(form.hasWarmUp ? { warmUp: true } : {}),
      ...(form.from ? { from: form.from } : {}),
      ...(form.byComputer ? { byComputer: form.byComputer } : {}),
    },
  };
}

/** Whether the clocks go forward over the typed time, so that it does not exist on that day. */
function isSkipped(start: DateTime, { date, time }: ScheduleForm): boolean {
  return start.toFormat('yyyy-MM-dd HH:mm') !== `${date} ${time.slice(0, 'HH:mm'.length)}`;
}

/** The milliseconds of a gap as typed; NaN where it is no number. */
export function toMilliseconds(seconds: string): number {
  return Math.round(typedNumber(seconds) * 1000);
}

/** A time of day as minutes after midnight; NaN where it is none. */
export function toMinute(clock: string): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(clock) ?? [];
  return hours === undefined || minutes === undefined ? Number.NaN : Number(hours) * 60 + Number(minutes);
}

function toCount(value: string): number {
  const count = typedNumber(value);
  return Number.isInteger(count) ? count : Number.NaN;
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function nextFullHour(nowMs: number): number {
  return DateTime.fromMillis(nowMs).startOf('hour').plus({ hours: 1 }).toMillis();
}
