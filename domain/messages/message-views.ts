import { z } from 'zod';
import { Attachment } from '../campaign.ts';
import { limits } from '../limits.ts';
import { PersonReply } from '../people/reply-views.ts';
import { AtMs, Id } from '../view-parts.ts';
import { Ack, FailureReason, outcomes, SentEvidence, SetAsideReason, Settlement, Status } from './message.ts';

export const MessageRow = z.object({
  id: Id,
  campaignId: Id,
  campaignName: z.string(),
  name: z.string(),
  phone: z.string(),
  /** The number of the account that the message goes or went from. */
  account: z.string(),
  /** The first further column of the list, shown beside the name where there is room. */
  extra: z.string(),
  status: Status,
  reason: FailureReason.nullable(),
  evidence: SentEvidence.nullable(),
  ack: Ack.nullable(),
  settlement: Settlement.nullable(),
  contradiction: z.string().nullable(),
  /** Why a pending message is passed over for now. */
  setAside: SetAsideReason.nullable(),
  /** When WhatsApp is asked for its number again; null where no moment is set. */
  setAsideUntilMs: AtMs.nullable(),
  /** The country whose hours count for this person; empty where none is known. */
  country: z.string(),
  /** The time zones that the number's prefix tells, where it tells more than the country. */
  zones: z.string(),
  /** Of a message with its own time: its date, when it is to go, and until when it may. Empty and null otherwise. */
  occasion: z.string(),
  dueAtMs: AtMs.nullable(),
  latestAtMs: AtMs.nullable(),
  /** What the person wrote after this message and before the next one. */
  replyCount: z.int(),
  /** Whether the person of a failed message is on the do-not-contact list now, whatever it failed for. */
  isOnDoNotContact: z.boolean(),
  /** When the status last changed. */
  changedAtMs: AtMs,
});
export type MessageRow = z.infer<typeof MessageRow>;

export const HistoryEntry = z.object({
  atMs: AtMs,
  what: z.string(),
  to: Status.nullable(),
  detail: z.string(),
  who: z.string(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

const AttemptView = z.object({
  id: Id,
  outcome: z.enum(outcomes),
  openedAtMs: AtMs,
  passedAtMs: AtMs.nullable(),
  ack: Ack.nullable(),
});

/** A message of a chat, shown to the operator who decides whether ours is among them. */
export const ChatLine = z.object({
  fromMe: z.boolean(),
  text: z.string(),
  atMs: AtMs,
  /** WhatsApp's acknowledgement of ours; null for theirs. At 0 the message may exist in this computer's chat only. */
  ack: Ack.nullable(),
});
export type ChatLine = z.infer<typeof ChatLine>;

export const MessageDetail = MessageRow.extend({
  /** How many copies of our text were seen in WhatsApp's own chat; null while nobody looked. */
  copiesSeen: z.int().nullable(),
  /** The text as it was handed over; for a pending message as it would be rendered now. */
  text: z.string(),
  attachment: Attachment.nullable(),
  rowNumber: z.int(),
  columns: z.array(z.object({ header: z.string(), value: z.string() })),
  history: z.array(HistoryEntry),
  attempts: z.array(AttemptView),
  /** In the order in which they came. */
  replies: z.array(PersonReply),
});
export type MessageDetail = z.infer<typeof MessageDetail>;

/** A position in a list that is read page by page; opaque to the renderer. */
export const Cursor = z.object({ at: z.union([z.int(), z.string()]), id: z.int() });
export type Cursor = z.infer<typeof Cursor>;

/** A page of a list. The first under Pending also has the messages being sent on top, one an account at most. */
export const MessagePage = z.object({
  rows: z.array(MessageRow).max(limits.pageRows + limits.accountsMax),
  next: Cursor.nullable(),
});
export type MessagePage = z.infer<typeof MessagePage>;
