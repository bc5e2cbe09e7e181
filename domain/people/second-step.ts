import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Schedule } from '../campaign.ts';
import { limits } from '../limits.ts';
import { minuteOfDay, type Whereabouts, zoneNames } from '../schedule/hours.ts';
import { isSeries } from '../schedule/series.ts';
import { midnightAfter, zoneOf } from '../schedule/zones.ts';
import { checkText } from '../template/template.ts';
import { normalForm } from '../template/text-identity.ts';
import { MessageText, MinuteOfDay } from '../view-parts.ts';
import { stepGroups } from './follow-up.ts';
import { plainWords } from './stop-words.ts';

/** A second message, by what happened to the first. Days count from each person's first, in the campaign's zone. */
export const SecondStep = z.object({
  afterDays: z.int().min(1).max(limits.stepDaysMax),
  atMinute: MinuteOfDay,
  group: z.enum(stepGroups),
  /** Of the people who answered, those who wrote this word. Empty for all other groups. */
  word: z.string().max(limits.stopWordCharacters),
  text: MessageText,
  /** It is sent without anybody having seen who it is for. */
  byItself: z.boolean(),
});
export type SecondStep = z.infer<typeof SecondStep>;

type When = Pick<SecondStep, 'afterDays' | 'atMinute'>;
type Calendar = Pick<Schedule, 'timeZone' | 'window'>;

/** When somebody's second message is due. If that is none of the campaign's days, the next one counts. */
export function stepMomentMs({ afterDays, atMinute }: When, calendar: Calendar, firstMs: number): number {
  const days = calendar.window?.days ?? [];
  let date = dayOf(calendar, firstMs).plus({ days: afterDays });
  while (days.length > 0 && !days.includes(date.weekday)) date = date.plus({ days: 1 });
  return minuteOfDay(date, atMinute);
}

/** People whose first message left before this moment are due for the second one. */
export function dueBeforeMs(when: When, calendar: Calendar, nowMs: number): number {
  let day = dayOf(calendar, nowMs).minus({ days: when.afterDays });
  // Every week has at least one of the campaign's days.
  while (stepMomentMs(when, calendar, day.toMillis()) > nowMs) day = day.minus({ days: 1 });
  return midnightAfter(day).toMillis();
}

/** The last moment at which a second message helps before an occasion: its time or day's end, on the earliest clock. */
export function latestStepMs(occasion: string, timeZone: string, where: Whereabouts): number {
  const clocks = [timeZone, ...zoneNames(where)];
  const ends = clocks.map((zone) => DateTime.fromISO(occasion, { zone: zoneOf(zone) }));
  return Math.min(...ends.map((date) => (occasion.includes('T') ? date : date.endOf('day')).toMillis() - 1));
}

function dayOf({ timeZone }: Calendar, atMs: number): DateTime {
  return DateTime.fromMillis(atMs, { zone: zoneOf(timeZone) }).startOf('day');
}

/** What is wrong with a second message, in the order of its fields. */
type StepProblem =
  /** The campaign repeats, so that each date would need a second message of its own. */
  | 'goes_again'
  | 'outside_hours'
  | 'no_word'
  | 'empty_text'
  | 'same_text'
  | 'unknown_placeholder'
  | 'unbalanced_braces'
  | 'text_too_long';

/** `keys`: the placeholders that the list offers; null while there is no list. */
export function stepProblems(
  step: SecondStep,
  {
    text,
    schedule,
    keys,
  }: {
    readonly text: string;
    readonly schedule: Pick<Schedule, 'window' | 'own' | 'weekly'>;
    readonly keys: readonly string[] | null;
  },
): StepProblem[] {
  const { window } = schedule;
  const isOutside = window !== null && (step.atMinute < window.fromMinute || step.atMinute >= window.toMinute);
  const found = checkText(step.text, keys ?? [])
    .map(({ code }) => code)
    .filter((code) => keys !== null || code !== 'unknown_placeholder');
  return [
    ...(isSeries(schedule) ? (['goes_again'] as const) : []),
    ...(isOutside ? (['outside_hours'] as const) : []),
    ...(step.group === 'said_word' && plainWords(step.word) === '' ? (['no_word'] as const) : []),
    // The fences of the first message would keep it from everybody.
    ...(found.length === 0 && normalForm(step.text) === normalForm(text) ? (['same_text'] as const) : []),
    ...new Set(found),
  ];
}
