import { z } from 'zod';
import { limits } from '../limits.ts';
import { Phone, Search } from '../view-parts.ts';
import { deliveredAck, FailureReason, isNotSentReason, readAck, Tab } from './message.ts';
import type { MessageRow } from './message-views.ts';

/** How far a sent message came, as its row shows it. `word`: the operator saw it, but WhatsApp said nothing. */
export const deliveries = ['sent', 'delivered', 'read', 'word'] as const;
export const Delivery = z.enum(deliveries);
export type Delivery = z.infer<typeof Delivery>;

function deliveryOf(row: Pick<MessageRow, 'evidence' | 'ack'>): Delivery {
  if (row.evidence === 'operator') return 'word';
  if (row.ack !== null && row.ack >= readAck) return 'read';
  return row.ack !== null && row.ack >= deliveredAck ? 'delivered' : 'sent';
}

/** What a list of messages is filtered by. `campaignId` null means all campaigns. */
export const MessageFilter = z.object({
  campaignId: z.int().positive().nullable(),
  tab: Tab,
  /** Under Failed: only messages that certainly did not leave, or only those in doubt. */
  certainty: z.enum(['not_sent', 'not_confirmed']).nullable(),
  reason: FailureReason.nullable(),
  /** Under Sent: only messages that came exactly this far. */
  delivery: Delivery.nullable(),
  /** Only messages whose people wrote back. */
  replied: z.boolean(),
  account: Phone.nullable(),
  /** Under Pending: only messages whose own time is on one of these days. Absent for all. */
  days: z
    .array(z.object({ fromMs: z.int(), untilMs: z.int() }))
    .min(1)
    .max(limits.openDays)
    .nullish(),
  search: Search,
});
export type MessageFilter = z.infer<typeof MessageFilter>;

/** `time`: under Pending the order in which messages go out, elsewhere when the status last changed. */
export const MessageSort = z.object({ by: z.enum(['time', 'name', 'phone']), descending: z.boolean() });
export type MessageSort = z.infer<typeof MessageSort>;

/**
 * The order of a tab unless another is chosen: the next to go out, or the latest change, is on top. Each tab has one
 * object, since the window takes another one for a change.
 */
export function naturalSort(tab: Tab): MessageSort {
  return tab === 'pending' ? nextOnTop : lastOnTop;
}
const nextOnTop: MessageSort = { by: 'time', descending: false };
const lastOnTop: MessageSort = { by: 'time', descending: true };

type FilteredRow = Pick<
  MessageRow,
  'campaignId' | 'status' | 'reason' | 'evidence' | 'ack' | 'replyCount' | 'account' | 'dueAtMs'
>;

/** Whether a row matches a filter, apart from its search: only the database knows what a search matches. */
export function belongs(filter: MessageFilter, row: FilteredRow): boolean {
  if (filter.campaignId !== null && filter.campaignId !== row.campaignId) return false;
  if (filter.replied && row.replyCount === 0) return false;
  if (filter.account !== null && filter.account !== row.account) return false;
  switch (filter.tab) {
    case 'pending':
      return (row.status === 'pending' || row.status === 'sending') && isOnDays(filter, row);
    case 'sent':
      return row.status === 'sent' && (filter.delivery === null || filter.delivery === deliveryOf(row));
    case 'failed': {
      if (row.status !== 'failed' || row.reason === null) return false;
      if (filter.reason !== null && filter.reason !== row.reason) return false;
      const certainty = isNotSentReason(row.reason) ? 'not_sent' : 'not_confirmed';
      return filter.certainty === null || filter.certainty === certainty;
    }
  }
}

function isOnDays({ days }: MessageFilter, { dueAtMs }: FilteredRow): boolean {
  return !days || (dueAtMs !== null && days.some(({ fromMs, untilMs }) => dueAtMs >= fromMs && dueAtMs < untilMs));
}

/** The messages that a command concerns: the given ones, or all that a filter shows except some. */
export const MessageTarget = z.union([
  z.object({ ids: z.array(z.int().positive()).min(1).max(limits.importRows) }),
  z.object({ filter: MessageFilter, except: z.array(z.int().positive()).max(limits.importRows) }),
]);
export type MessageTarget = z.infer<typeof MessageTarget>;

export const BulkProgress = z.object({
  what: z.enum(['cancel', 'queue_again', 'move']),
  done: z.int(),
  total: z.int(),
});
export type BulkProgress = z.infer<typeof BulkProgress>;

export const CancelResult = z.object({
  changed: z.int(),
  /** They had left the queue before their turn came. */
  tooLate: z.int(),
  /** The operator stopped it: the remaining messages are unchanged. */
  stopped: z.boolean(),
});
export type CancelResult = z.infer<typeof CancelResult>;

/** How many of some messages belong to an account, or belonged to it. */
const OfAccount = z.object({ phone: z.string(), people: z.int() });

/** What would happen to messages that are moved to another account. */
export const Moving = z.object({
  from: z.array(OfAccount),
  /** The messages that stay because they may have left. */
  stay: z.int(),
  /** The messages' present and former accounts whose chats cannot be read now. */
  unread: z.array(OfAccount),
});
export type Moving = z.infer<typeof Moving>;

export const MoveResult = z.object({
  changed: z.int(),
  /** They had left the queue already, or belonged to that account already. */
  stayed: z.int(),
  stopped: z.boolean(),
});
export type MoveResult = z.infer<typeof MoveResult>;

/** The result of queueing again, and how many were left out for which reason. */
export const RequeueResult = z.object({
  changed: z.int(),
  doNotContact: z.int(),
  hasText: z.int(),
  /** The campaign is over, or the message may have arrived. */
  notPossible: z.int(),
  stopped: z.boolean(),
});
export type RequeueResult = z.infer<typeof RequeueResult>;
