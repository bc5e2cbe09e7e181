/**
 * The tables as Drizzle knows them. STRICT, the CHECKs and the triggers that refuse what must never be stand in
 * `migrations/`, finished by hand, because Drizzle generates neither; a test holds the real `sqlite_master` against them.
 * All times are epoch milliseconds. Every list, campaign and attempt has a random `uid` or `token` beside its row number,
 * since a restored backup hands out the same row numbers again.
 */
import {
  type AnySQLiteColumn,
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import {
  attachmentKinds,
  campaignPauseReasons,
  campaignStates,
  contactAnswers,
  originsOfReturned,
  type Schedule,
  skipReasons,
  teamParts,
} from '../domain/campaign.ts';
import { leftOutReasons } from '../domain/lists/left-out.ts';
import { type ListChoices, noChoices } from '../domain/lists/list-choices.ts';
import { type ListFacts, noFacts } from '../domain/lists/list-facts.ts';
import type { Reading } from '../domain/lists/row-cause.ts';
import type { ColumnForm } from '../domain/lists/value-form.ts';
import {
  attemptKinds,
  outcomes,
  sentEvidences,
  setAsideReasons,
  settlements,
  statuses,
} from '../domain/messages/message.ts';
import { answerEnds } from '../domain/people/answer.ts';
import type { Audience } from '../domain/people/audience.ts';
import { blockedReasons } from '../domain/people/blocked.ts';
import { followedGroups, stepGroups } from '../domain/people/follow-up.ts';
import type { PersonFilter } from '../domain/people/person-filter.ts';
import { replyEnds, stopAnswers } from '../domain/people/stop-words.ts';
import { alarmKinds } from '../domain/state/alarm.ts';
import { noticeKinds } from '../domain/state/notice.ts';

/** The identity of this database, of its ledger, and where both stood last. */
export const meta = sqliteTable('meta', { key: text().primaryKey(), value: text().notNull() });

/** A WhatsApp login of this computer. An account is its number, which is known once it is linked. */
export const account = sqliteTable(
  'account',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    phone: text(),
    /** Given by staff; empty where none is. */
    name: text().notNull().default(''),
    /** The folder of its login; null where it has none any more. */
    folder: text(),
  },
  (table) => [uniqueIndex('account_phone').on(table.phone), uniqueIndex('account_folder').on(table.folder)],
);

export const setting = sqliteTable('setting', { key: text().primaryKey(), value: text().notNull() });

/** An imported list. It is shown only once `published_at_ms` is set, by the one transaction that ends the import. */
export const list = sqliteTable('list', {
  id: integer().primaryKey({ autoIncrement: true }),
  uid: text().notNull().unique(),
  fileName: text('file_name').notNull(),
  country: text().notNull(),
  fields: text({ mode: 'json' }).$type<ListField[]>().notNull(),
  headers: text({ mode: 'json' }).$type<string[]>().notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
  publishedAtMs: integer('published_at_ms'),
  /** When the names, numbers and cells of its people were deleted; null while they are known. */
  erasedAtMs: integer('erased_at_ms'),
  rows: integer().notNull().default(0),
  recipients: integer().notNull().default(0),
  sameNumber: integer('same_number').notNull().default(0),
  doNotContact: integer('do_not_contact').notNull().default(0),
  /** Rows that wait for a decision. */
  cannotBeUsed: integer('cannot_be_used').notNull().default(0),
  /** Rows that the operator decided to leave out. */
  leftOut: integer('left_out').notNull().default(0),
  notChosen: integer('not_chosen').notNull().default(0),
  assumedCountry: integer('assumed_country').notNull().default(0),
  possibleDuplicates: text('possible_duplicates', { mode: 'json' }).$type<PossibleDuplicate[]>().notNull(),
  /** Where phone and name stood in the file: a later file with the same headers is mapped the same. */
  phoneIndex: integer('phone_index'),
  nameIndex: integer('name_index'),
  /** Further columns with numbers of the same person, in their order. */
  furtherIndexes: text('further_indexes', { mode: 'json' }).$type<number[]>().notNull().default([]),
  areaIndex: integer('area_index'),
  countryIndex: integer('country_index'),
  /** What the operator decided about its rows. */
  choices: text({ mode: 'json' }).$type<ListChoices>().notNull().default(noChoices),
  /** What was counted while it was read, beside its sums. */
  facts: text({ mode: 'json' }).$type<ListFacts>().notNull().default(noFacts),
  /** Of whom it was drawn, where it is of people by a filter. */
  audience: text({ mode: 'json' }).$type<Audience>(),
  /** The row up to which its people are known over all lists. */
  peopleUntil: integer('people_until').notNull().default(0),
  /** The name under which the operator keeps the list for further campaigns; null when it is not kept. */
  savedName: text('saved_name'),
});
/** A placeholder that the list offers, and the column it is filled from. */
export type ListField = { key: string; header: string; index: number; filled: number; form?: ColumnForm };
type PossibleDuplicate = { rowNumbers: [number, number]; phones: [string, string] };

/** A text that the operator keeps, to begin other campaigns with. */
export const savedText = sqliteTable('saved_text', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  text: text().notNull(),
  savedAtMs: integer('saved_at_ms').notNull(),
});

/** An answer that the operator keeps, for whoever writes the like. */
export const savedAnswer = sqliteTable('saved_answer', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  text: text().notNull(),
  savedAtMs: integer('saved_at_ms').notNull(),
});

/**
 * A time in which nothing was sent and why: of one campaign, or of all where `campaign_id` is null. Reports show it.
 */
export const pause = sqliteTable(
  'pause',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    campaignId: integer('campaign_id').references(() => campaign.id),
    reason: text().notNull(),
    fromMs: integer('from_ms').notNull(),
    /** Null while it lasts. */
    toMs: integer('to_ms'),
  },
  (table) => [
    index('pause_campaign').on(table.campaignId, table.fromMs),
    uniqueIndex('pause_open').on(table.campaignId),
  ],
);

/** A person on a list. `cells` are the row's cells in the order of the list's headers. */
export const recipient = sqliteTable(
  'recipient',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    listId: integer('list_id')
      .notNull()
      .references(() => list.id),
    rowNumber: integer('row_number').notNull(),
    name: text().notNull(),
    /** The name as it is found and sorted by: `foldText` of it. */
    folded: text().notNull(),
    phone: text().notNull(),
    extra: text().notNull(),
    cells: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** The country that gives the number out; empty where none is known to. */
    country: text().notNull().default(''),
    /** The time zones that its prefix tells, where these are more than the country's; else empty. */
    zones: text().notNull().default(''),
    /** The decision that made a number of its cell; empty where none was needed. */
    decision: text().notNull().default(''),
    /** The cell that tells it from another row of the same number, where the list has dates; else empty. */
    occasion: text().notNull().default(''),
  },
  (table) => [
    uniqueIndex('recipient_row').on(table.listId, table.rowNumber),
    uniqueIndex('recipient_phone').on(table.listId, table.phone, table.occasion),
  ],
);

/** Whoever stands on a list that is kept or was sent to, once over all of these. Gone with the last row that has them. */
export const person = sqliteTable(
  'person',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    sinceMs: integer('since_ms').notNull(),
    /** When something of ours may have reached them last, and when they wrote last: kept by triggers. */
    heardMs: integer('heard_ms'),
    repliedMs: integer('replied_ms'),
  },
  (table) => [index('person_replied').on(table.id)],
);

/** The numbers of a person, by the canonical form of all digit variants. */
export const personNumber = sqliteTable(
  'person_number',
  {
    variantKey: text('variant_key').primaryKey(),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
  },
  (table) => [index('person_number_person').on(table.personId)],
);

/** Which row of which list is of a person. The newest row is the highest. */
export const membership = sqliteTable(
  'membership',
  {
    recipientId: integer('recipient_id')
      .primaryKey()
      .references(() => recipient.id),
    listId: integer('list_id')
      .notNull()
      .references(() => list.id),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
  },
  (table) => [
    index('membership_list').on(table.listId, table.personId),
    index('membership_person').on(table.personId, table.recipientId),
  ],
);

export const tag = sqliteTable('tag', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
});

export const personTag = sqliteTable(
  'person_tag',
  {
    tagId: integer('tag_id')
      .notNull()
      .references(() => tag.id),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
  },
  (table) => [
    primaryKey({ columns: [table.tagId, table.personId] }),
    index('person_tag_person').on(table.personId, table.tagId),
  ],
);

/** A filter that the operator keeps under a name. */
export const keptFilter = sqliteTable('kept_filter', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  filter: text({ mode: 'json' }).$type<PersonFilter>().notNull(),
});

/** Who of a list has which piece of a name or a number: what `SearchIndex` keeps, and can make anew from the list. */
export const searchGram = sqliteTable(
  'search_gram',
  {
    listId: integer('list_id')
      .notNull()
      .references(() => list.id),
    gram: text().notNull(),
    count: integer().notNull(),
    ids: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.listId, table.gram] })],
);

/** A row of the file that became no recipient, and why; kept so that the report adds up. */
export const leftOut = sqliteTable(
  'left_out',
  {
    listId: integer('list_id')
      .notNull()
      .references(() => list.id),
    rowNumber: integer('row_number').notNull(),
    reason: text({ enum: leftOutReasons }).notNull(),
    problem: text().notNull(),
    cell: text().notNull(),
    name: text().notNull(),
    cells: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** What its number may be, where that waits for a decision. */
    readings: text({ mode: 'json' }).$type<Reading[]>().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.listId, table.rowNumber] })],
);

export const attachment = sqliteTable('attachment', {
  hash: text().primaryKey(),
  fileName: text('file_name').notNull(),
  mimeType: text('mime_type').notNull(),
  kind: text({ enum: attachmentKinds }).notNull(),
  bytes: integer().notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
});

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

/** What must not have happened, or what only the operator can judge: a set, each acknowledged by itself. */
export const alarm = sqliteTable(
  'alarm',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: alarmKinds }).notNull(),
    /** Null where no single message is concerned, or none can be named. */
    messageId: integer('message_id').references(() => message.id),
    detail: text().notNull(),
    count: integer(),
    raisedAtMs: integer('raised_at_ms').notNull(),
    acknowledgedAtMs: integer('acknowledged_at_ms'),
    acknowledgedBy: text('acknowledged_by'),
  },
  (table) => [uniqueIndex('alarm_open').on(table.kind, table.messageId)],
);

/** What was set aside so that all else goes on: it stops nothing, and is said once. */
export const notice = sqliteTable(
  'notice',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: noticeKinds }).notNull(),
    messageId: integer('message_id').references(() => message.id),
    campaignId: integer('campaign_id').references(() => campaign.id),
    detail: text().notNull(),
    raisedAtMs: integer('raised_at_ms').notNull(),
    dismissedAtMs: integer('dismissed_at_ms'),
    dismissedBy: text('dismissed_by'),
  },
  (table) => [uniqueIndex('notice_once').on(table.kind, table.messageId, table.campaignId, table.detail)],
);

/** What people wrote back: each reply belongs to the last message that its person was handed before. */
export const reply = sqliteTable(
  'reply',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    messageId: integer('message_id')
      .notNull()
      .references(() => message.id),
    atMs: integer('at_ms').notNull(),
    text: text().notNull(),
    /**
     * The random part of WhatsApp's own id of the reply, so that the same event counts once; null where it gave none.
     */
    waKey: text('wa_key').unique(),
  },
  (table) => [index('reply_message').on(table.messageId)],
);

/**
 * What anybody wrote with a stop word, whether or not a campaign wrote to them: it waits for the operator's answer, and
 * nothing goes to its person before that.
 */
export const stop = sqliteTable(
  'stop',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    atMs: integer('at_ms').notNull(),
    /** Null where WhatsApp gives only a LID, and once the person is erased. */
    phone: text(),
    /** The canonical form of all digit variants of the number. */
    variantKey: text('variant_key'),
    text: text().notNull(),
    stopWord: text('stop_word').notNull(),
    waKey: text('wa_key').unique(),
    answer: text({ enum: stopAnswers }),
    answeredAtMs: integer('answered_at_ms'),
  },
  (table) => [index('stop_open').on(table.variantKey)],
);

/** By which ids, hashed, WhatsApp knows the person of a stop. */
export const stopAlias = sqliteTable(
  'stop_alias',
  {
    alias: text().notNull(),
    stopId: integer('stop_id')
      .notNull()
      .references(() => stop.id),
  },
  (table) => [primaryKey({ columns: [table.alias, table.stopId] }), index('stop_alias_stop').on(table.stopId)],
);

/**
 * Who wrote back to a message, opened by a trigger with each reply: it waits for an answer, or somebody wrote there, or the
 * operator said that none is needed.
 */
export const conversation = sqliteTable(
  'conversation',
  {
    messageId: integer('message_id')
      .primaryKey()
      .references(() => message.id),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaign.id),
    /** The oldest reply that nobody answered; null while none waits. */
    waitsSinceMs: integer('waits_since_ms'),
    lastAtMs: integer('last_at_ms').notNull(),
    /** The canonical number of its person; null until it is put there, and after they are erased. */
    variantKey: text('variant_key'),
    /** Whether the person asked to stop or is on the do-not-contact list: they wait for that and for no answer. */
    isHeld: integer('is_held', { mode: 'boolean' }).notNull().default(false),
    settledHow: text('settled_how', { enum: replyEnds }),
    settledAtMs: integer('settled_at_ms'),
    /** It comes back then, or when its person writes again. */
    remindAtMs: integer('remind_at_ms'),
  },
  (table) => [
    index('conversation_later').on(table.remindAtMs),
    index('conversation_campaign').on(table.campaignId),
    index('conversation_person').on(table.variantKey),
    index('conversation_waiting').on(table.waitsSinceMs, table.lastAtMs),
    index('conversation_answered').on(table.lastAtMs),
  ],
);

/** What was written to somebody who wrote back: its words, its chat and what became of it are its attempt's. */
export const answer = sqliteTable(
  'answer',
  {
    attemptId: integer('attempt_id')
      .primaryKey()
      .references(() => attempt.id),
    /** The message to which its person wrote back. */
    messageId: integer('message_id')
      .notNull()
      .references(() => conversation.messageId),
    /** Told by the window with each press of Send. */
    press: text().notNull().unique(),
    /** The newest reply that its writer may have seen; 0 where none is kept. The send gate knows a later one. */
    seenReplyId: integer('seen_reply_id').notNull(),
    /** The same words went to the chat within a minute, and its writer was asked. */
    isRepeat: integer('is_repeat', { mode: 'boolean' }).notNull(),
    /** Its person is not to be contacted, and its writer was asked. */
    isAllTheSame: integer('is_all_the_same', { mode: 'boolean' }).notNull(),
    /** Why it did not leave; null for one that did, or may have, and where the app ended before. */
    why: text({ enum: answerEnds }),
  },
  (table) => [index('answer_message').on(table.messageId)],
);

/** The legal changes of status: the same table as `transitions` in the domain. */
export const transition = sqliteTable(
  'transition',
  { fromStatus: text('from_status').notNull(), toStatus: text('to_status').notNull() },
  (table) => [primaryKey({ columns: [table.fromStatus, table.toStatus] })],
);

export const doNotContact = sqliteTable(
  'do_not_contact',
  {
    phone: text().primaryKey(),
    /** The canonical form of all digit variants of the number: one entry blocks them all. */
    variantKey: text('variant_key').notNull(),
    note: text().notNull(),
    addedAtMs: integer('added_at_ms').notNull(),
    why: text({ enum: blockedReasons }).notNull(),
    who: text().notNull(),
    fileName: text('file_name').notNull(),
  },
  (table) => [index('do_not_contact_variant').on(table.variantKey)],
);

/** People whom the operator took off that list: what a file says of them may be older, so they are asked about. */
export const letBackIn = sqliteTable('let_back_in', {
  variantKey: text('variant_key').primaryKey(),
  atMs: integer('at_ms').notNull(),
});

/**
 * What this computer asked its team's database for, before it was asked: a token of its own for each, and the keys of the
 * fences, which name nobody. Empty without a team.
 */
export const teamAsk = sqliteTable(
  'team_ask',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    token: text().notNull().unique(),
    /** Whose keys these are: another team is told everything under its own. */
    team: text().notNull(),
    /** The start of the app that asked; empty for what was sent before this computer joined. */
    run: text().notNull(),
    messageId: integer('message_id')
      .notNull()
      .references(() => message.id),
    /** The team's campaign; empty for one that only this computer sends. */
    campaign: text().notNull(),
    fences: text({ mode: 'json' }).notNull().$type<readonly { readonly key: string; readonly repeat: number }[]>(),
    askedAtMs: integer('asked_at_ms').notNull(),
    /** The connection over which it was granted; null where it was not. */
    grantedOver: text('granted_over'),
    /** The outcome that the team's database has confirmed; 0 where it said nothing, -1 where it refused. */
    told: integer().notNull(),
  },
  (table) => [index('team_ask_untold').on(table.id), index('team_ask_message').on(table.messageId)],
);
