import type { ContactAnswer } from '../campaign.ts';
import { limits } from '../limits.ts';

/**
 * The rule for who counts as having heard from us lately. A contact is a message of any campaign that left, or may have
 * left. All times are epoch milliseconds. A contact counts if it is later than the moment that these functions return.
 */
type Rule = {
  /** Nobody gets a second message within so many days, whatever is answered; null where there is no such rule. */
  readonly quietDays: number | null;
};
type DraftAnswer = Rule & {
  readonly answer: ContactAnswer | null;
  /** The operator's answer concerns contacts up to this moment: people who hear from us later are asked about again. */
  readonly answeredAtMs: number | null;
};
type StartedAnswer = Rule & {
  readonly startedAtMs: number;
  /** The operator queued this one message again although its person had heard from us. */
  readonly allowedAtMs: number | null;
};

const dayMs = 86_400_000;

/** Contacts after `afterMs`, and people waiting in campaigns that send at about the time `goesAtMs`. */
export type RecentContacts = {
  readonly afterMs: number;
  readonly recentMs: number;
  readonly nowMs: number;
  readonly goesAtMs: number;
};

/** Contacts after this are recent for a message sent at `goesAtMs`: within the day before, or the rule's days. */
export function recentAfterMs({ quietDays }: Rule, goesAtMs: number): number {
  return goesAtMs - Math.max(limits.contactMemoryMs, (quietDays ?? 0) * dayMs);
}

/**
 * Contacts after this moment exclude their people at the start. Without an answer these are all recent contacts.
 * `goesAtMs`: when the campaign first sends, if not at its start.
 */
export function leftOutAfterMs(
  { quietDays, answer, answeredAtMs }: DraftAnswer,
  nowMs: number,
  goesAtMs: number = nowMs,
): number {
  const recentMs = recentAfterMs({ quietDays }, goesAtMs);
  if (quietDays !== null || answer !== 'send' || answeredAtMs === null) return recentMs;
  // If the clock was put back meanwhile, the answer would otherwise also cover contacts still to come.
  return Math.max(recentMs, Math.min(answeredAtMs, nowMs));
}

/** Contacts after this moment hold up a message of a started campaign. Contacts before its start were decided then. */
export function heldAfterMs({ quietDays, startedAtMs, allowedAtMs }: StartedAnswer, nowMs: number): number {
  const recentMs = recentAfterMs({ quietDays }, nowMs);
  if (quietDays !== null) return recentMs;
  return Math.max(recentMs, Math.min(nowMs, Math.max(startedAtMs, allowedAtMs ?? 0)));
}
