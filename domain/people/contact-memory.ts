import type { ContactAnswer } from '../campaign.ts';
import { limits } from '../limits.ts';

/**
 * Who heard from us lately. A contact is a message of any campaign that left, or may have. All times are epoch
 * milliseconds; a contact counts when it lies after the moment that these functions return.
 */
type Rule = {
  /** Nobody hears twice within so many days, whatever is answered; null where there is no such rule. */
  readonly quietDays: number | null;
};
type DraftAnswer = Rule & {
  readonly answer: ContactAnswer | null;
  /** The answer is about contacts until then: whoever hears from us after it is asked about anew. */
  readonly answeredAtMs: number | null;
};
type StartedAnswer = Rule & {
  readonly startedAtMs: number;
  /** The operator queued this one message again although its person had heard from us. */
  readonly allowedAtMs: number | null;
};

const dayMs = 86_400_000;

/** Contacts after `afterMs`, and people who wait in campaigns that send within the memory of `goesAtMs`. */
export type RecentContacts = {
  readonly afterMs: number;
  readonly recentMs: number;
  readonly nowMs: number;
  readonly goesAtMs: number;
};

/** Contacts after this moment are recent to what goes at one: those of the day before it, or of the days of the rule. */
export function recentAfterMs({ quietDays }: Rule, goesAtMs: number): number {
  return goesAtMs - Math.max(limits.contactMemoryMs, (quietDays ?? 0) * dayMs);
}

/**
 * Contacts after this moment leave their people out at the start. Without an answer that is everybody who is recent.
 * `goesAtMs`: when the campaign first goes to anybody, where that is not with its start.
 */
export function leftOutAfterMs(
  { quietDays, answer, answeredAtMs }: DraftAnswer,
  nowMs: number,
  goesAtMs: number = nowMs,
): number {
  const recentMs = recentAfterMs({ quietDays }, goesAtMs);
  if (quietDays !== null || answer !== 'send' || answeredAtMs === null) return recentMs;
  // Put back meanwhile, the clock would make the answer one about contacts that are still to come.
  return Math.max(recentMs, Math.min(answeredAtMs, nowMs));
}

/** Contacts after this moment hold a message of a started campaign up: what was before its start has been decided. */
export function heldAfterMs({ quietDays, startedAtMs, allowedAtMs }: StartedAnswer, nowMs: number): number {
  const recentMs = recentAfterMs({ quietDays }, nowMs);
  if (quietDays !== null) return recentMs;
  return Math.max(recentMs, Math.min(nowMs, Math.max(startedAtMs, allowedAtMs ?? 0)));
}
