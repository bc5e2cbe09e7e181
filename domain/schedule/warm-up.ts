import { z } from 'zod';
import { limits } from '../limits.ts';

/** A calendar day on which an account handed messages over, in any campaign. `startMs` is its midnight. */
export const SendingDay = z.object({ startMs: z.int(), count: z.int().min(1) });
export type SendingDay = z.infer<typeof SendingDay>;

/**
 * The most messages that an account may hand over on the day that begins at `dayMs` while it warms up; null once it is
 * warm. Days without a message warm nothing, and two campaigns share the day's number: the account counts, not the
 * campaign.
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

/** The days after more went out on one. Beyond the warm-up they matter no longer and are not kept. */
export function withMore(days: readonly SendingDay[], startMs: number, count: number): readonly SendingDay[] {
  if (days.some((day) => day.startMs === startMs))
    return days.map((day) => (day.startMs === startMs ? { startMs, count: day.count + count } : day));
  return days.length >= limits.warmUpMessages.length ? days : [...days, { startMs, count }];
}
