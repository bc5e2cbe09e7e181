import { z } from 'zod';

/** The five statuses are the operator's words. What is certain about a failed message is said by its reason. */
export const statuses = ['pending', 'sending', 'sent', 'failed', 'cancelled'] as const;
export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;

/** Reasons that prove the message did not leave. */
export const notSentReasons = [
  'invalid_number',
  'not_on_whatsapp',
  'do_not_contact',
  'duplicate',
  'missed',
  /** The operator chose not to send it, when its campaign was overdue. */
  'skipped',
  'look_up_failed',
  'contacted_recently',
  'text_changed',
  'text_not_made',
  'left_group',
  /** By the account that would write to them. */
  'blocked_in_whatsapp',
  'not_handed_over',
  'attachment_failed',
] as const;
/** Reasons under which the message may have arrived, so the app never sends it again. */
export const notConfirmedReasons = ['no_confirmation', 'interrupted', 'rejected'] as const;

export const NotSentReason = z.enum(notSentReasons);
export type NotSentReason = z.infer<typeof NotSentReason>;
export const NotConfirmedReason = z.enum(notConfirmedReasons);
export type NotConfirmedReason = z.infer<typeof NotConfirmedReason>;
export const failureReasons = [...notSentReasons, ...notConfirmedReasons] as const;
export const FailureReason = z.enum(failureReasons);
export type FailureReason = z.infer<typeof FailureReason>;

/** What a sent message rests on: WhatsApp's acknowledgement, or the operator who saw it in the chat. */
export const sentEvidences = ['ack', 'operator'] as const;
export const SentEvidence = z.enum(sentEvidences);
export type SentEvidence = z.infer<typeof SentEvidence>;

/**
 * Every legal change of status. The database holds the same table and refuses the rest, and a test compares the two.
 * There is no way from sending back to pending: nothing that may have left is ever queued again.
 */
export const transitions: Readonly<Record<Status, readonly Status[]>> = {
  pending: ['sending', 'sent', 'failed', 'cancelled'],
  sending: ['sent', 'failed', 'cancelled'],
  sent: [],
  failed: ['pending', 'sent'],
  cancelled: ['sent'],
};

/** Whether the reason proves that the message did not leave. */
export function isNotSentReason(reason: FailureReason): reason is NotSentReason {
  return (notSentReasons as readonly string[]).includes(reason);
}

/** Whether the message may have arrived. */
export function isNotConfirmedReason(reason: FailureReason): reason is NotConfirmedReason {
  return !isNotSentReason(reason);
}

/**
 * Whether the operator may queue a failed message again. A duplicate is never offered: the person has the text already. Nor
 * is a follow-up to somebody who is not in its group any more: they answered, or read it.
 */
function mayRequeue(reason: FailureReason): boolean {
  return isNotSentReason(reason) && reason !== 'duplicate' && reason !== 'left_group';
}

/** The reasons of failures that may be queued again, and those of failures that never are. */
export const requeuedReasons = failureReasons.filter(mayRequeue);
export const neverRequeuedReasons = failureReasons.filter((reason) => !mayRequeue(reason));

/** Why a message is not queued again; null when it may be. The one answer for window and main, one or many. */
export function whyNotQueuedAgain(
  message: {
    readonly status: Status;
    readonly reason: FailureReason | null;
    readonly isOnDoNotContact: boolean;
    readonly latestAtMs: number | null;
  },
  nowMs: number,
): 'doNotContact' | 'hasText' | 'notPossible' | null {
  const { status, reason, isOnDoNotContact, latestAtMs } = message;
  if (status !== 'failed' || reason === null) return 'notPossible';
  // Its own time is over: it would be late.
  if (latestAtMs !== null && latestAtMs <= nowMs) return 'notPossible';
  // Who was on the list then and is not on it now may get it.
  if (isOnDoNotContact) return 'doNotContact';
  if (reason === 'duplicate') return 'hasText';
  return mayRequeue(reason) ? null : 'notPossible';
}

/** Why a pending message is passed over for now, so that the next one goes. */
export const setAsideReasons = [
  /** WhatsApp does not answer for the number. */
  'no_answer',
  /** The chat has the text already. */
  'in_chat',
  /** They got it from another campaign since its repeat was declared. */
  'got_meanwhile',
  /** They heard from another campaign meanwhile. */
  'contacted',
  /** The text would be another than the one that was checked. */
  'text_changed',
  /** They wrote a stop word on which nobody has decided. */
  'asked_to_stop',
  /** Nobody has seen yet who gets the second message. */
  'second_step',
  /** The list was read again, and has them no more. */
  'list_changed',
  /** The chat of the account that it was moved from cannot be read. */
  'old_chat',
] as const;
export const SetAsideReason = z.enum(setAsideReasons);
export type SetAsideReason = z.infer<typeof SetAsideReason>;

/** WhatsApp's word on a message id: 0 pending, 1 server, 2 delivered, 3 read, 4 played. It only ever rises. */
export const Ack = z.int().min(0).max(4);
export type Ack = z.infer<typeof Ack>;
/** The least acknowledgement that proves WhatsApp took the message. */
export const serverAck = 1;
export const deliveredAck = 2;
export const readAck = 3;
export const playedAck = 4;

/** A campaign's message, a test to oneself, a ledger line of a message not in this database, or an answer. */
export const attemptKinds = ['campaign', 'test', 'ledger', 'answer'] as const;
export type AttemptKind = (typeof attemptKinds)[number];

/** What an attempt came to. `unknown` may still become either; both others are final. */
export const outcomes = ['unknown', 'sent', 'not_sent'] as const;
export type Outcome = (typeof outcomes)[number];

/** The operator's answer to a not-confirmed message after looking at the chat. */
export const settlements = ['seen', 'not_there'] as const;
export const Settlement = z.enum(settlements);
export type Settlement = z.infer<typeof Settlement>;

/** Where a message shows in the outbox. Cancelled messages are not shown. */
export const Tab = z.enum(['pending', 'sent', 'failed']);
export type Tab = z.infer<typeof Tab>;

/**
 * The sums of a campaign or of everything. `delivered` and `read` are parts of `sent`, as is `seenByOperator`; `toCheck`,
 * whose chats nobody looked at yet, of `notConfirmed`; `hasText`, who have the text or may have it, of `notSent`.
 */
export const Counts = z.object({
  pending: z.int(),
  sending: z.int(),
  sent: z.int(),
  delivered: z.int(),
  read: z.int(),
  seenByOperator: z.int(),
  notSent: z.int(),
  notConfirmed: z.int(),
  cancelled: z.int(),
  toCheck: z.int(),
  hasText: z.int(),
});
export type Counts = z.infer<typeof Counts>;

export const noCounts: Counts = {
  pending: 0,
  sending: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  seenByOperator: 0,
  notSent: 0,
  notConfirmed: 0,
  cancelled: 0,
  toCheck: 0,
  hasText: 0,
};
