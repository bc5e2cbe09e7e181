import { z } from 'zod';

/** The five statuses are the operator's words. The reason of a failed message says what is certain about it. */
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
  /** The operator chose not to send it when its campaign was overdue. */
  'skipped',
  'look_up_failed',
  'contacted_recently',
  'text_changed',
  'text_not_made',
  'left_group',
  /** Blocked by the account that would write to them. */
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

/** The evidence of a sent message: WhatsApp's acknowledgement, or the operator who saw it in the chat. */
export const sentEvidences = ['ack', 'operator'] as const;
export const SentEvidence = z.enum(sentEvidences);
export type SentEvidence = z.infer<typeof SentEvidence>;

/**
 * Every legal change of status. The database holds the same table and refuses all other changes; a test compares the
 * two. Nothing leads from sending back to pending: what may have left is never queued again.
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
 * Whether the operator may queue a failed message again. A duplicate may not: the person has the text already. Nor may
 * a follow-up to somebody who has left its group because they answered or read it.
 */
function mayRequeue(reason: FailureReason): boolean {
  return isNotSentReason(reason) && reason !== 'duplicate' && reason !== 'left_group';
}

/** The reasons of failures that may be queued again, and of those that never are. */
export const requeuedReasons = failureReasons.filter(mayRequeue);
export const neverRequeuedReasons = failureReasons.filter((reason) => !mayRequeue(reason));

/** Why a message is not queued again; null when it may be. Window and main both use it, for one message or many. */
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
  // Its own time is over, so it would be late.
  if (latestAtMs !== null && latestAtMs <= nowMs) return 'notPossible';
  // The person was on the list then. If they are not on it now, they may get it.
  if (isOnDoNotContact) return 'doNotContact';
  if (reason === 'duplicate') return 'hasText';
  return mayRequeue(reason) ? null : 'notPossible';
}

/** Why a pending message is passed over for now, so that the next one is sent. */
export const setAsideReasons = [
  /** WhatsApp gives no answer for the number. */
  'no_answer',
  /** The chat already has the text. */
  'in_chat',
  /** They got it from another campaign since its repeat was declared. */
  'got_meanwhile',
  /** They heard from another campaign meanwhile. */
  'contacted',
  /** The text would differ from the one that was checked. */
  'text_changed',
  /** They wrote a stop word that nobody has decided about. */
  'asked_to_stop',
  /** The operator has not yet seen who gets the second message. */
  'second_step',
  /** The list was read again, and no longer holds these people. */
  'list_changed',
  /** The chat of the message's former account cannot be read. */
  'old_chat',
] as const;
export const SetAsideReason = z.enum(setAsideReasons);
export type SetAsideReason = z.infer<typeof SetAsideReason>;

/** WhatsApp's acknowledgement of a message id: 0 pending, 1 server, 2 delivered, 3 read, 4 played. It only rises. */
export const Ack = z.int().min(0).max(4);
export type Ack = z.infer<typeof Ack>;
/** The lowest acknowledgement that proves that WhatsApp took the message. */
export const serverAck = 1;
export const deliveredAck = 2;
export const readAck = 3;
export const playedAck = 4;

/** A campaign's message, a test to oneself, a message that only the ledger knows, or an answer. */
export const attemptKinds = ['campaign', 'test', 'ledger', 'answer'] as const;
export type AttemptKind = (typeof attemptKinds)[number];

/** The outcome of an attempt. `unknown` may still become either of the others, which are final. */
export const outcomes = ['unknown', 'sent', 'not_sent'] as const;
export type Outcome = (typeof outcomes)[number];

/** What the operator says about a not-confirmed message after looking at the chat. */
export const settlements = ['seen', 'not_there'] as const;
export const Settlement = z.enum(settlements);
export type Settlement = z.infer<typeof Settlement>;

/** The tab of the outbox that a message is in. Cancelled messages are in none. */
export const Tab = z.enum(['pending', 'sent', 'failed']);
export type Tab = z.infer<typeof Tab>;

/**
 * The sums of one campaign or of all. `delivered`, `read` and `seenByOperator` are parts of `sent`. `toCheck` is a part
 * of `notConfirmed`: nobody has looked at these chats yet. `hasText` is a part of `notSent`: these people have the
 * text, or may have it.
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
