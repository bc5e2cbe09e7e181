/** Messages, and the evidence of what became of each. */
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  attemptKinds,
  outcomes,
  sentEvidences,
  setAsideReasons,
  settlements,
  statuses,
} from '../../domain/messages/message.ts';
import { campaign } from './campaigns.ts';
import { recipient } from './lists.ts';

export const message = sqliteTable(
  'message',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaign.id),
    recipientId: integer('recipient_id')
      .notNull()
      .references(() => recipient.id),
    /** What its recipient's number says of where they are, as it was at the start: by it their own hours are kept. */
    country: text().notNull().default(''),
    zones: text().notNull().default(''),
    /** Its recipient's folded name and number: the lists are read in their order. A trigger keeps them alike. */
    nameKey: text('name_key').notNull(),
    phoneKey: text('phone_key').notNull(),
    /** The number of the account that sends it, fixed at the start; a person may move it while it waits. */
    account: text().notNull(),
    /** The accounts that it was moved from and whose chats were not read since, as a list in JSON; a trigger writes it. */
    movedFrom: text('moved_from'),
    status: text({ enum: statuses }).notNull(),
    reason: text(),
    evidence: text({ enum: sentEvidences }),
    ack: integer(),
    settlement: text({ enum: settlements }),
    contradiction: text(),
    /** The last change in a word, when, and who made it: the history row is written from these by a trigger. */
    change: text().notNull(),
    changedAtMs: integer('changed_at_ms').notNull(),
    changedBy: text('changed_by').notNull(),
    /**
     * Our copies of the text in WhatsApp's own chat, and when somebody looked; null copies: the chat could not be read.
     */
    copiesSeen: integer('copies_seen'),
    verifiedAtMs: integer('verified_at_ms'),
    /** Why a pending message is passed over for now, and until when where that is a time. */
    setAside: text('set_aside', { enum: setAsideReasons }),
    setAsideUntilMs: integer('set_aside_until_ms'),
    /** How often WhatsApp gave no answer for this number, and when that began. */
    lookRounds: integer('look_rounds').notNull().default(0),
    firstLookFailedMs: integer('first_look_failed_ms'),
    /** When WhatsApp first said, with a witness, that the number is not registered. */
    firstAbsentMs: integer('first_absent_ms'),
    /** Until when contacts of its person are known to whoever queued it again all the same. */
    contactsAllowedAtMs: integer('contacts_allowed_at_ms'),
    /** The keyed hash of the text that Check showed for its person; null once they are erased. */
    textHash: text('text_hash'),
    /** The repeat that was declared for its person alone, the last attempt before that, and when it was. */
    repeat: integer(),
    repeatAfter: integer('repeat_after'),
    repeatAtMs: integer('repeat_at_ms'),
    /** How often the person wrote back, kept by a trigger. */
    replyCount: integer('reply_count').notNull().default(0),
    /** The date that it is for, where it has a time of its own; empty where all of its campaign go at one time. */
    occasion: text().notNull().default(''),
    /** When it is to go, and until when it may: later it would be late, and is missed. 0 and null without one. */
    dueAtMs: integer('due_at_ms').notNull().default(0),
    latestAtMs: integer('latest_at_ms'),
  },
  (table) => [
    uniqueIndex('message_recipient').on(table.campaignId, table.recipientId, table.occasion),
    index('message_person').on(table.recipientId),
    index('message_tab').on(table.status, table.changedAtMs, table.id, table.recipientId, table.account),
    index('message_campaign_tab').on(
      table.campaignId,
      table.status,
      table.changedAtMs,
      table.id,
      table.recipientId,
      table.account,
    ),
    index('message_queue').on(table.campaignId, table.account, table.country, table.zones, table.dueAtMs, table.id),
    index('message_latest').on(table.latestAtMs),
    index('message_set_aside').on(table.campaignId, table.setAside, table.setAsideUntilMs),
    index('message_absent').on(table.campaignId),
    index('message_asked_again').on(table.campaignId, table.account, table.country, table.zones, table.setAsideUntilMs),
    index('message_repeat').on(table.repeat),
    index('message_campaign_pending').on(table.campaignId, table.dueAtMs, table.id, table.recipientId, table.account),
    index('message_name').on(table.campaignId, table.status, table.nameKey, table.id, table.recipientId, table.account),
    index('message_phone').on(
      table.campaignId,
      table.status,
      table.phoneKey,
      table.id,
      table.recipientId,
      table.account,
    ),
    index('message_word').on(table.changedAtMs, table.id),
    index('message_replied').on(table.status, table.changedAtMs, table.id),
    index('message_reason').on(table.reason, table.changedAtMs, table.id),
    index('message_certainty').on(table.reason, table.changedAtMs, table.id),
    index('message_word_time').on(table.campaignId, table.changedAtMs, table.id),
    index('message_replied_time').on(table.campaignId, table.status, table.changedAtMs, table.id),
    index('message_reason_time').on(table.campaignId, table.reason, table.changedAtMs, table.id),
    index('message_certainty_time').on(table.campaignId, table.reason, table.changedAtMs, table.id),
    index('message_word_name').on(table.campaignId, table.nameKey, table.id),
    index('message_replied_name').on(table.campaignId, table.status, table.nameKey, table.id),
    index('message_reason_name').on(table.campaignId, table.reason, table.nameKey, table.id),
    index('message_certainty_name').on(table.campaignId, table.reason, table.nameKey, table.id),
    index('message_word_phone').on(table.campaignId, table.phoneKey, table.id),
    index('message_replied_phone').on(table.campaignId, table.status, table.phoneKey, table.id),
    index('message_reason_phone').on(table.campaignId, table.reason, table.phoneKey, table.id),
    index('message_certainty_phone').on(table.campaignId, table.reason, table.phoneKey, table.id),
    index('message_verified').on(table.campaignId, table.recipientId, table.copiesSeen, table.verifiedAtMs),
    index('message_contradiction').on(table.campaignId, table.id),
    uniqueIndex('message_single_flight').on(table.status, table.account),
  ],
);

/** Attempts are never deleted, so their ids rise without a counter that each message would write. */
export const attempt = sqliteTable(
  'attempt',
  {
    id: integer().primaryKey(),
    token: text().notNull().unique(),
    kind: text({ enum: attemptKinds }).notNull(),
    messageId: integer('message_id').references(() => message.id),
    account: text().notNull(),
    chatId: text('chat_id').notNull(),
    body: text().notNull(),
    attachmentHash: text('attachment_hash'),
    outcome: text({ enum: outcomes }).notNull(),
    /** WhatsApp's whole key and its random part; null until the gate has opened. */
    waKey: text('wa_key'),
    waRandom: text('wa_random').unique(),
    /** The random part of a message that the gate refused: if it is ever acknowledged, something is badly wrong. */
    refusedRandom: text('refused_random').unique(),
    ack: integer(),
    openedAtMs: integer('opened_at_ms').notNull(),
    passedAtMs: integer('passed_at_ms'),
    closedAtMs: integer('closed_at_ms'),
    ackedAtMs: integer('acked_at_ms'),
    rejectedAtMs: integer('rejected_at_ms'),
    contradictedAtMs: integer('contradicted_at_ms'),
    /** How often WhatsApp's own record was read for it, and when it is read again. */
    reconciledCount: integer('reconciled_count').notNull().default(0),
    reconcileAtMs: integer('reconcile_at_ms'),
  },
  (table) => [
    uniqueIndex('attempt_live').on(table.messageId),
    index('attempt_reconcile').on(table.account, table.reconcileAtMs),
    uniqueIndex('attempt_before_gate').on(table.kind),
    uniqueIndex('attempt_answer_open').on(table.account, table.chatId),
    index('attempt_answer').on(table.chatId, table.openedAtMs),
    index('attempt_handed_over').on(table.account, table.passedAtMs),
    index('attempt_unpassed').on(table.outcome, table.openedAtMs),
  ],
);

/** "This person has been sent this, by this attempt." The alias is a keyed hash: no phone number stands here. */
export const fence = sqliteTable(
  'fence',
  {
    scope: text().notNull(),
    /** The version of the normal form under which a text was compared; 0 for a campaign. */
    version: integer().notNull(),
    /** The date or time that it is for, where the same text comes again by plan. */
    occasion: text().notNull().default(''),
    /** 0 for the text itself, n for its n-th declared repeat: a fence stands before every claim of n or less. */
    repeat: integer().notNull().default(0),
    alias: text().notNull(),
    attemptId: integer('attempt_id')
      .notNull()
      .references(() => attempt.id),
  },
  (table) => [
    primaryKey({ columns: [table.alias, table.scope, table.version, table.occasion, table.repeat] }),
    index('fence_attempt').on(table.attemptId),
    index('fence_repeat').on(table.repeat),
  ],
);

export const history = sqliteTable(
  'history',
  {
    messageId: integer('message_id')
      .notNull()
      .references(() => message.id),
    /** Counted from 1 for each message. */
    number: integer().notNull(),
    atMs: integer('at_ms').notNull(),
    what: text().notNull(),
    fromStatus: text('from_status'),
    toStatus: text('to_status'),
    detail: text().notNull(),
    who: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.number] })],
);

/** The legal changes of status: the same table as `transitions` in the domain. */
export const transition = sqliteTable(
  'transition',
  { fromStatus: text('from_status').notNull(), toStatus: text('to_status').notNull() },
  (table) => [primaryKey({ columns: [table.fromStatus, table.toStatus] })],
);
