/**
 * The tables that are written and read through Drizzle, as it knows them. Every table, with its keys, indexes, CHECKs
 * and the triggers that refuse what must never be, stands in `migrations/`; a test holds these columns against it. All
 * times are epoch milliseconds. Every list, campaign and attempt has a random `uid` or `token` beside its row number,
 * since a restored backup hands out the same row numbers again.
 */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import {
  campaignPauseReasons,
  campaignStates,
  contactAnswers,
  originsOfReturned,
  type Schedule,
  teamParts,
} from '../domain/campaign.ts';
import { leftOutReasons } from '../domain/lists/left-out.ts';
import { type ListChoices, noChoices } from '../domain/lists/list-choices.ts';
import { type ListFacts, noFacts } from '../domain/lists/list-facts.ts';
import type { Reading } from '../domain/lists/row-cause.ts';
import type { ColumnForm } from '../domain/lists/value-form.ts';
import type { Audience } from '../domain/people/audience.ts';
import { followedGroups, stepGroups } from '../domain/people/follow-up.ts';

/** An imported list. It is shown only once `published_at_ms` is set, by the one transaction that ends the import. */
export const list = sqliteTable('list', {
  id: integer().primaryKey({ autoIncrement: true }),
  uid: text().notNull(),
  fileName: text().notNull(),
  country: text().notNull(),
  fields: text({ mode: 'json' }).$type<ListField[]>().notNull(),
  headers: text({ mode: 'json' }).$type<string[]>().notNull(),
  createdAtMs: integer().notNull(),
  publishedAtMs: integer(),
  /** When the names, numbers and cells of its people were deleted; null while they are known. */
  erasedAtMs: integer(),
  rows: integer().notNull().default(0),
  recipients: integer().notNull().default(0),
  sameNumber: integer().notNull().default(0),
  doNotContact: integer().notNull().default(0),
  /** Rows that wait for a decision. */
  cannotBeUsed: integer().notNull().default(0),
  /** Rows that the operator decided to leave out. */
  leftOut: integer().notNull().default(0),
  notChosen: integer().notNull().default(0),
  assumedCountry: integer().notNull().default(0),
  possibleDuplicates: text({ mode: 'json' }).$type<PossibleDuplicate[]>().notNull(),
  /** Where phone and name stood in the file: a later file with the same headers is mapped the same. */
  phoneIndex: integer(),
  nameIndex: integer(),
  /** Further columns with numbers of the same person, in their order. */
  furtherIndexes: text({ mode: 'json' }).$type<number[]>().notNull().default([]),
  areaIndex: integer(),
  countryIndex: integer(),
  /** What the operator decided about its rows. */
  choices: text({ mode: 'json' }).$type<ListChoices>().notNull().default(noChoices),
  /** What was counted while it was read, beside its sums. */
  facts: text({ mode: 'json' }).$type<ListFacts>().notNull().default(noFacts),
  /** Of whom it was drawn, where it is of people by a filter. */
  audience: text({ mode: 'json' }).$type<Audience>(),
  /** The row up to which its people are known over all lists. */
  peopleUntil: integer().notNull().default(0),
  /** The name under which the operator keeps the list for further campaigns; null when it is not kept. */
  savedName: text(),
});

/** A placeholder that the list offers, and the column it is filled from. */
export type ListField = { key: string; header: string; index: number; filled: number; form?: ColumnForm };

type PossibleDuplicate = { rowNumbers: [number, number]; phones: [string, string] };

/** A person on a list. `cells` are the row's cells in the order of the list's headers. */
export const recipient = sqliteTable('recipient', {
  id: integer().primaryKey({ autoIncrement: true }),
  listId: integer().notNull(),
  rowNumber: integer().notNull(),
  name: text().notNull(),
  /** The name as it is found and sorted by, `foldText` of it, where that is more than its small letters. */
  foldedApart: text(),
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
  /** When the list was read again without it; null while it stands there. */
  goneAtMs: integer(),
});

/** A row of the file that became no recipient, and why; kept so that the report adds up. */
export const leftOut = sqliteTable('left_out', {
  listId: integer().notNull(),
  rowNumber: integer().notNull(),
  reason: text({ enum: leftOutReasons }).notNull(),
  problem: text().notNull(),
  cell: text().notNull(),
  name: text().notNull(),
  cells: text({ mode: 'json' }).$type<string[]>().notNull(),
  /** What its number may be, where that waits for a decision. */
  readings: text({ mode: 'json' }).$type<Reading[]>().notNull().default([]),
});

export const campaign = sqliteTable('campaign', {
  id: integer().primaryKey({ autoIncrement: true }),
  uid: text().notNull(),
  name: text().notNull(),
  state: text({ enum: campaignStates }).notNull(),
  pauseReason: text({ enum: campaignPauseReasons }),
  cameBack: text({ enum: originsOfReturned }),
  text: text().notNull(),
  attachmentHash: text(),
  /**
   * What it is called here; another campaign may have the same file under another name. Null: as where it was first
   * chosen.
   */
  attachmentName: text(),
  /** 0: nobody gets this text twice. Else the number of its declared repeat, which is nobody else's. */
  repeat: integer().notNull().default(0),
  /** The last attempt before the repeat was declared: whoever got the text by a later one is asked about. */
  repeatAfter: integer().notNull().default(0),
  /** Whoever would get a blank is left out, instead of keeping the campaign from starting. */
  leaveBlanksOut: integer({ mode: 'boolean' }).notNull().default(false),
  /** The place where the attached picture was taken goes out with it. */
  keepsPlace: integer({ mode: 'boolean' }).notNull().default(false),
  listId: integer(),
  /** The phone number of the linked account it was started from. */
  account: text(),
  schedule: text({ mode: 'json' }).$type<Schedule>().notNull(),
  pilotApproved: integer({ mode: 'boolean' }).notNull().default(false),
  /** Messages overdue at this moment were released by the operator. */
  overdueReleasedAtMs: integer(),
  createdAtMs: integer().notNull(),
  startedAtMs: integer(),
  finishedAtMs: integer(),
  /** The operator's answer for people whose chat has the text already: they get no message of this campaign. */
  leaveCopiesOut: integer({ mode: 'boolean' }).notNull().default(false),
  /** The campaign whose people this one writes to again: hearing from that one is no reason to leave anybody out. */
  followsId: integer(),
  /** Whom of that campaign it is for: whoever leaves the group before their message gets none. */
  followsGroup: text({ enum: followedGroups }),
  /** Of a second message the word that its people answered with, else empty; null for what is no second message. */
  stepWord: text(),
  /** The operator's answer for people who heard from another campaign lately, and until when it knew of them. */
  contactsAnswer: text({ enum: contactAnswers }),
  contactsAnsweredAtMs: integer(),
  /** How many people wrote back, counted by a trigger. */
  replied: integer().notNull().default(0),
  /** How many of them wait for an answer. */
  waitingReplies: integer().notNull().default(0),
  /** The answer for those who heard from one after the start. */
  laterContactsAnswer: text({ enum: contactAnswers }),
  /** Whether the operator was asked about its first people, of whom WhatsApp knew nobody. */
  absentAsked: integer({ mode: 'boolean' }).notNull().default(false),
  /** Since when nobody of it had an answer of WhatsApp; null where the last one had. */
  unansweredSinceMs: integer(),
  /** Of one that goes again, the first day whose people are not drawn yet; null once that was the last. */
  nextDay: text(),
  /** Of a campaign of the team whether more of its people may come; null for one that only this computer sends. */
  team: text({ enum: teamParts }),
});

/**
 * What a campaign has planned as its second message. Who gets it is drawn on their day, and a campaign is made of them.
 */
export const secondStep = sqliteTable('second_step', {
  campaignId: integer().primaryKey(),
  afterDays: integer().notNull(),
  atMinute: integer().notNull(),
  group: text('whom', { enum: stepGroups }).notNull(),
  word: text().notNull(),
  text: text().notNull(),
  byItself: integer({ mode: 'boolean' }).notNull(),
  /** Whoever's first message left before this moment was drawn, or left out for good. */
  drawnUntilMs: integer().notNull().default(0),
});
