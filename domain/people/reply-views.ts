import { z } from 'zod';
import { AtMs, Id, Phone, Search } from '../view-parts.ts';
import { AnswerView } from './answer.ts';
import { replyEnds } from './stop-words.ts';

/** What the screens show of what people wrote back. */

/** What a person wrote back. */
export const PersonReply = z.object({ atMs: AtMs, text: z.string() });
export type PersonReply = z.infer<typeof PersonReply>;

/** What somebody wrote with a stop word: a person decides whether they go onto the do-not-contact list. */
export const StopProposal = z.object({
  id: Id,
  name: z.string(),
  /** Null where WhatsApp gives no number. */
  phone: z.string().nullable(),
  text: z.string(),
  stopWord: z.string(),
  atMs: AtMs,
});
export type StopProposal = z.infer<typeof StopProposal>;

/** Who wrote back to a message, with their last words. */
export const ReplyRow = z.object({
  messageId: Id,
  campaignId: Id,
  campaignName: z.string(),
  /** The number of the account that wrote to them, from which they are answered. */
  account: z.string(),
  name: z.string(),
  phone: z.string(),
  text: z.string(),
  lastAtMs: AtMs,
  /** The oldest reply that nobody answered; null while none waits. */
  waitsSinceMs: AtMs.nullable(),
  /** It waits, and the operator wants to be reminded then; null once that is over. */
  remindAtMs: AtMs.nullable(),
  /** What was answered last from here. */
  answer: AnswerView.pick({ text: true, state: true }).nullable(),
  settled: z.enum(replyEnds).nullable(),
  settledAtMs: AtMs.nullable(),
  /** Wrote a stop word, or is on the do-not-contact list: waits for no answer. */
  isStopped: z.boolean(),
});
export type ReplyRow = z.infer<typeof ReplyRow>;

/** Who waits for an answer, who was put off, and all others, in the order in which they are shown. */
export const replyGroups = ['waiting', 'later', 'answered'] as const;
export type ReplyGroup = (typeof replyGroups)[number];

export const ReplyFilter = z.object({
  campaignId: Id.nullable(),
  /** Only who was written to from the account of this number; null for all. */
  account: Phone.nullable(),
  search: Search,
  group: z.enum(['all', ...replyGroups]),
});
export type ReplyFilter = z.infer<typeof ReplyFilter>;
