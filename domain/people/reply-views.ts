import { z } from 'zod';
import { AtMs, Id, Phone, Search } from '../view-parts.ts';
import { AnswerView } from './answer.ts';
import { replyEnds } from './stop-words.ts';

export const PersonReply = z.object({ atMs: AtMs, text: z.string() });
export type PersonReply = z.infer<typeof PersonReply>;

/** A message with a stop word. The operator decides whether its person goes on the do-not-contact list. */
export const StopProposal = z.object({
  id: Id,
  name: z.string(),
  /** Null where WhatsApp tells no number. */
  phone: z.string().nullable(),
  text: z.string(),
  stopWord: z.string(),
  atMs: AtMs,
});
export type StopProposal = z.infer<typeof StopProposal>;

/** A person who wrote back to a message, with their latest reply. */
export const ReplyRow = z.object({
  messageId: Id,
  campaignId: Id,
  campaignName: z.string(),
  /** The number of the account that wrote to them, which is also the one they are answered from. */
  account: z.string(),
  name: z.string(),
  phone: z.string(),
  text: z.string(),
  lastAtMs: AtMs,
  /** The oldest unanswered reply; null while none waits. */
  waitsSinceMs: AtMs.nullable(),
  /** It waits, and the operator wants to be reminded at this time; null once that is over. */
  remindAtMs: AtMs.nullable(),
  /** The last answer given from here. */
  answer: AnswerView.pick({ text: true, state: true }).nullable(),
  settled: z.enum(replyEnds).nullable(),
  settledAtMs: AtMs.nullable(),
  /** They wrote a stop word or are on the do-not-contact list, so they wait for no answer. */
  isStopped: z.boolean(),
});
export type ReplyRow = z.infer<typeof ReplyRow>;

/** The groups of conversations in the order in which they are shown. */
export const replyGroups = ['waiting', 'later', 'answered'] as const;
export type ReplyGroup = (typeof replyGroups)[number];

export function replyGroup({ waitsSinceMs, remindAtMs }: Pick<ReplyRow, 'waitsSinceMs' | 'remindAtMs'>): ReplyGroup {
  if (waitsSinceMs === null) return 'answered';
  return remindAtMs === null ? 'waiting' : 'later';
}

/** Which wait comes first among those who wait. */
export const replyOrders = ['longest', 'shortest'] as const;

export const ReplyFilter = z.object({
  campaignId: Id.nullable(),
  /** Only people written to from the account with this number; null for all. */
  account: Phone.nullable(),
  search: Search,
  group: z.enum(['all', ...replyGroups]),
  order: z.enum(replyOrders),
});
export type ReplyFilter = z.infer<typeof ReplyFilter>;

/** A row's place in the list. The next page begins behind it, whatever becomes of the row. */
export const ReplyPlace = ReplyRow.pick({ messageId: true, lastAtMs: true, waitsSinceMs: true, remindAtMs: true });
export type ReplyPlace = z.infer<typeof ReplyPlace>;
