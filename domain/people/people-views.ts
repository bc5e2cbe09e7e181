import { z } from 'zod';
import { FailureCode } from '../failure.ts';
import { Ack, FailureReason, SentEvidence, Status } from '../messages/message.ts';
import { AtMs, Id } from '../view-parts.ts';
import { PersonFilter } from './person-filter.ts';

export const Tag = z.object({ id: Id, name: z.string(), people: z.int() });
export type Tag = z.infer<typeof Tag>;

export const KeptFilter = z.object({ id: Id, name: z.string(), filter: PersonFilter });
export type KeptFilter = z.infer<typeof KeptFilter>;

/** A person, with the name and number of their newest list. */
export const PersonRow = z.object({
  id: Id,
  name: z.string(),
  phone: z.string(),
  tags: z.array(z.string()),
  isBlocked: z.boolean(),
  /** When a message of ours last left for them, or may have, and when they last wrote. */
  heardAtMs: AtMs.nullable(),
  repliedAtMs: AtMs.nullable(),
  /** The number of the account that last wrote to them; null where none did. */
  account: z.string().nullable(),
});
export type PersonRow = z.infer<typeof PersonRow>;

/** `next`: where to continue. More may follow an empty page, since only so many people are looked at in one go. */
export const PersonPage = z.object({ people: z.array(PersonRow), next: Id.nullable() });
export type PersonPage = z.infer<typeof PersonPage>;

/** A message sent to a person, and what they wrote after it. */
const Sent = z.object({
  messageId: Id,
  campaignId: Id,
  campaignName: z.string(),
  /** The date it is for; empty where its campaign has none. */
  occasion: z.string(),
  /** The number of the account that wrote to them, or will. */
  account: z.string(),
  status: Status,
  reason: FailureReason.nullable(),
  evidence: SentEvidence.nullable(),
  ack: Ack.nullable(),
  atMs: AtMs,
  replies: z.array(z.object({ atMs: AtMs, text: z.string() })),
  /** The answers from here that reached them, or may have. */
  answers: z.array(z.object({ atMs: AtMs, text: z.string(), isConfirmed: z.boolean() })),
});

export const PersonDetail = PersonRow.extend({
  tagIds: z.array(Id),
  /** All their numbers, the newest list's first. `isPartable`: joined only because the operator said so. */
  phones: z.array(z.object({ phone: z.string(), isPartable: z.boolean() })),
  sinceMs: AtMs,
  /** Newest first. A list of a campaign has the campaign's name. */
  lists: z.array(z.object({ name: z.string(), rowNumber: z.int(), atMs: AtMs })),
  /** The columns of the newest list that are filled for them. */
  columns: z.array(z.object({ header: z.string(), value: z.string() })),
  /** Newest first. */
  sent: z.array(Sent),
});
export type PersonDetail = z.infer<typeof PersonDetail>;

/** What filters are made of, and kept filters. `isWhole`: whether all lists' people are known; `problem`: why not. */
export const PeopleChoices = z.object({
  isWhole: z.boolean(),
  problem: FailureCode.nullable(),
  total: z.int(),
  tags: z.array(Tag),
  kept: z.array(KeptFilter),
  campaigns: z.array(z.object({ id: Id, name: z.string() })),
  lists: z.array(z.object({ id: Id, name: z.string(), headers: z.array(z.string()) })),
});
export type PeopleChoices = z.infer<typeof PeopleChoices>;
