import { z } from 'zod';
import { limits } from '../limits.ts';

/** A calendar day on which an account handed over messages of any campaign. `startMs` is its midnight. */
export const SendingDay = z.object({ startMs: z.int(), count: z.int().min(1) });
export type SendingDay = z.infer<typeof SendingDay>;

/**
 * The most messages that an account may hand over on the day beginning at `dayMs` while it warms up; null once it is
 * warm. Days without a message do not count. The number is the account's, so campaigns share it.
 */
export function warmUpCapOn(dayMs: number, days: readonly SendingDay[]): number | null {
  const earlier = days.filter(({ startMs }) => startMs < dayMs).length;
  return limits.warmUpMessages[earlier] ?? null;
}

/** How many more messages the account may hand over on that day while it warms up; infinite once it is warm. */
export function warmUpRoomOn(dayMs: number, days: readonly SendingDay[]): number {
  const cap = warmUpCapOn(dayMs, days);
  if (cap === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, cap - (days.find(({ startMs }) => startMs === dayMs)?.count ?? 0));
}

/** The sending days after `count` more messages on one of them. Days after the warm-up are not kept. */
export function withMore(days: readonly SendingDay[], startMs: number, count: number): readonly SendingDay[] {
  if (days.some((day) => day.startMs === startMs))
    return days.map((day) => (day.startMs === startMs ? { startMs, count: day.count + count } : day));
  return days.length >= limits.warmUpMessages.length ? days : [...days, { startMs, count }];
}
