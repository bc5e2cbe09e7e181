/** Campaigns, and what is counted of them. */
import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import {
  campaignPauseReasons,
  campaignStates,
  contactAnswers,
  originsOfReturned,
  type Schedule,
  skipReasons,
  teamParts,
} from '../../domain/campaign.ts';
import { followedGroups, stepGroups } from '../../domain/people/follow-up.ts';
import type { ListAgainResult } from '../../domain/schedule/list-again-result.ts';
import { attachment, list, recipient } from './lists.ts';

export const campaign = sqliteTable(
  'campaign',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    uid: text().notNull().unique(),
    name: text().notNull(),
    state: text({ enum: campaignStates }).notNull(),
    pauseReason: text('pause_reason', { enum: campaignPauseReasons }),
    cameBack: text('came_back', { enum: originsOfReturned }),
    text: text().notNull(),
    attachmentHash: text('attachment_hash').references(() => attachment.hash),
    /** 0: nobody gets this text twice. Else the number of its declared repeat, which is nobody else's. */
    repeat: integer().notNull().default(0),
    /** The last attempt before the repeat was declared: whoever got the text by a later one is asked about. */
    repeatAfter: integer('repeat_after').notNull().default(0),
    /** Whoever would get a blank is left out, instead of keeping the campaign from starting. */
    leaveBlanksOut: integer('leave_blanks_out', { mode: 'boolean' }).notNull().default(false),
    /** The place where the attached picture was taken goes out with it. */
    keepsPlace: integer('keeps_place', { mode: 'boolean' }).notNull().default(false),
    listId: integer('list_id').references(() => list.id),
    /** The phone number of the linked account it was started from. */
    account: text(),
    schedule: text({ mode: 'json' }).$type<Schedule>().notNull(),
    pilotApproved: integer('pilot_approved', { mode: 'boolean' }).notNull().default(false),
    /** Messages overdue at this moment were released by the operator. */
    overdueReleasedAtMs: integer('overdue_released_at_ms'),
    createdAtMs: integer('created_at_ms').notNull(),
    startedAtMs: integer('started_at_ms'),
    finishedAtMs: integer('finished_at_ms'),
    /** The operator's answer for people whose chat has the text already: they get no message of this campaign. */
    leaveCopiesOut: integer('leave_copies_out', { mode: 'boolean' }).notNull().default(false),
    /** The campaign whose people this one writes to again: hearing from that one is no reason to leave anybody out. */
    followsId: integer('follows_id').references((): AnySQLiteColumn => campaign.id),
    /** Whom of that campaign it is for: whoever leaves the group before their message gets none. */
    followsGroup: text('follows_group', { enum: followedGroups }),
    /** Of a second message the word that its people answered with, else empty; null for what is no second message. */
    stepWord: text('step_word'),
    /** The operator's answer for people who heard from another campaign lately, and until when it knew of them. */
    contactsAnswer: text('contacts_answer', { enum: contactAnswers }),
    contactsAnsweredAtMs: integer('contacts_answered_at_ms'),
    /** How many people wrote back, counted by a trigger. */
    replied: integer().notNull().default(0),
    /** How many of them wait for an answer. */
    waitingReplies: integer('waiting_replies').notNull().default(0),
    /** The answer for those who heard from one after the start. */
    laterContactsAnswer: text('later_contacts_answer', { enum: contactAnswers }),
    /** Whether the operator was asked about its first people, of whom WhatsApp knew nobody. */
    absentAsked: integer('absent_asked', { mode: 'boolean' }).notNull().default(false),
    /** Since when nobody of it had an answer of WhatsApp; null where the last one had. */
    unansweredSinceMs: integer('unanswered_since_ms'),
    /** Of one that goes again, the first day whose people are not drawn yet; null once that was the last. */
    nextDay: text('next_day'),
    /** Of a campaign of the team whether more of its people may come; null for one that only this computer sends. */
    team: text({ enum: teamParts }),
  },
  (table) => [index('campaign_waiting_replies').on(table.waitingReplies), index('campaign_step').on(table.followsId)],
);

/** What a campaign has planned as its second message. Who gets it is drawn on their day, and a campaign is made of them. */
export const secondStep = sqliteTable('second_step', {
  campaignId: integer('campaign_id')
    .primaryKey()
    .references(() => campaign.id),
  afterDays: integer('after_days').notNull(),
  atMinute: integer('at_minute').notNull(),
  whom: text('whom', { enum: stepGroups }).notNull(),
  word: text().notNull(),
  text: text().notNull(),
  byItself: integer('by_itself', { mode: 'boolean' }).notNull(),
  /** Whoever's first message left before this moment was drawn, or left out for good. */
  drawnUntilMs: integer('drawn_until_ms').notNull().default(0),
});

/** The sums of a campaign, kept by triggers, so that no screen counts rows. */
export const campaignCounts = sqliteTable('campaign_counts', {
  campaignId: integer('campaign_id')
    .primaryKey()
    .references(() => campaign.id),
  pending: integer().notNull().default(0),
  sending: integer().notNull().default(0),
  sent: integer().notNull().default(0),
  delivered: integer().notNull().default(0),
  read: integer().notNull().default(0),
  seenByOperator: integer('seen_by_operator').notNull().default(0),
  notSent: integer('not_sent').notNull().default(0),
  notConfirmed: integer('not_confirmed').notNull().default(0),
  cancelled: integer().notNull().default(0),
  toCheck: integer('to_check').notNull().default(0),
  hasText: integer('has_text').notNull().default(0),
  isCounting: integer('is_counting'),
});

/** How many messages of a campaign wait for an account, by where their people are; kept by triggers. A plan looks at each place once. */
export const waiting = sqliteTable(
  'waiting',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaign.id),
    account: text().notNull(),
    country: text().notNull(),
    zones: text().notNull(),
    people: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.campaignId, table.account, table.country, table.zones] })],
);

/**
 * Recipients who got no message in a campaign: they have its text, must not be contacted, or would have got a blank.
 */
export const skip = sqliteTable(
  'skip',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaign.id),
    recipientId: integer('recipient_id')
      .notNull()
      .references(() => recipient.id),
    reason: text({ enum: skipReasons }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.recipientId] }),
    index('skip_person').on(table.recipientId),
  ],
);

/** What reading the list of a campaign again has changed, so that it can be taken back, and the rows that it found new. */
export const listReading = sqliteTable('list_reading', {
  campaignId: integer('campaign_id')
    .primaryKey()
    .references(() => campaign.id),
  atMs: integer('at_ms').notNull(),
  result: text({ mode: 'json' }).$type<ListAgainResult>().notNull(),
  before: text({ mode: 'json' }).$type<unknown[]>().notNull(),
  added: text({ mode: 'json' }).$type<unknown[]>().notNull(),
});

/** How much of a campaign an account handed over in each quarter of an hour, kept by a trigger: a day's cap counts no rows. */
export const handedOver = sqliteTable(
  'handed_over',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaign.id),
    account: text().notNull(),
    fromMs: integer('from_ms').notNull(),
    count: integer().notNull(),
    lastAtMs: integer('last_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.campaignId, table.fromMs, table.account] })],
);
