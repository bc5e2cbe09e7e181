/**
 * The tables that are read and written through Drizzle. Every table, with its keys, indexes, CHECKs and the triggers
 * that refuse what must never be, is defined in `migrations/`; a test compares these columns with it. All times are
 * epoch milliseconds. Every list, campaign and attempt has a random `uid` or `token` beside its row number, since a
 * restored backup hands out the same row numbers again.
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
  leftOut: integer().notNull().default(0),
  notChosen: integer().notNull().default(0),
  assumedCountry: integer().notNull().default(0),
  possibleDuplicates: text({ mode: 'json' }).$type<PossibleDuplicate[]>().notNull(),
  /** The place of phone and name in the file: a later file with the same headers is mapped the same. */
  phoneIndex: integer(),
  nameIndex: integer(),
  /** Further columns with numbers of the same person, in their order. */
  furtherIndexes: text({ mode: 'json' }).$type<number[]>().notNull().default([]),
  areaIndex: integer(),
  countryIndex: integer(),
  choices: text({ mode: 'json' }).$type<ListChoices>().notNull().default(noChoices),
  facts: text({ mode: 'json' }).$type<ListFacts>().notNull().default(noFacts),
  /** The filter that the list was drawn by, where it was drawn from people. */
  audience: text({ mode: 'json' }).$type<Audience>(),
  /** The last row whose person is known across all lists. */
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
  /** The name in the form of `foldText`, to find and sort by; null where SQLite's own small letters are the same. */
  foldedApart: text(),
  phone: text().notNull(),
  extra: text().notNull(),
  cells: text({ mode: 'json' }).$type<string[]>().notNull(),
  /** The country that gives the number out; empty where none is known to. */
  country: text().notNull().default(''),
  /** The time zones of the number's prefix, where its country has others too; else empty. */
  zones: text().notNull().default(''),
  /** The decision that made a number of the cell; empty where none was needed. */
  decision: text().notNull().default(''),
  /** The cell that tells this row from another one with the same number, where the list has dates; else empty. */
  occasion: text().notNull().default(''),
  /** When a new reading of the list no longer had the row; null while it has it. */
  goneAtMs: integer(),
});

/** A row of the file that is no recipient, and why; kept so that the report adds up. */
export const leftOut = sqliteTable('left_out', {
  listId: integer().notNull(),
  rowNumber: integer().notNull(),
  reason: text({ enum: leftOutReasons }).notNull(),
  problem: text().notNull(),
  cell: text().notNull(),
  name: text().notNull(),
  cells: text({ mode: 'json' }).$type<string[]>().notNull(),
  /** The possible readings of the number, where a decision about it is open. */
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
  /** The name of the file in this campaign; null for the one that it had when it was first chosen. */
  attachmentName: text(),
  /** 0: nobody gets this text twice. Else the number of its declared repeat, which no other campaign has. */
  repeat: integer().notNull().default(0),
  /** The last attempt before the repeat was declared: people who got the text by a later one are asked about. */
  repeatAfter: integer().notNull().default(0),
  /** People who would get a blank are left out, instead of keeping the campaign from starting. */
  leaveBlanksOut: integer({ mode: 'boolean' }).notNull().default(false),
  keepsPlace: integer({ mode: 'boolean' }).notNull().default(false),
  listId: integer(),
  /** The phone number of the linked account it was started from. */
  account: text(),
  schedule: text({ mode: 'json' }).$type<Schedule>().notNull(),
  pilotApproved: integer({ mode: 'boolean' }).notNull().default(false),
  /** When the operator released overdue messages: what was due before counts as due from this moment. */
  overdueReleasedAtMs: integer(),
  createdAtMs: integer().notNull(),
  startedAtMs: integer(),
  finishedAtMs: integer(),
  /** The operator's answer for people whose chat has the text already: they get no message of this campaign. */
  leaveCopiesOut: integer({ mode: 'boolean' }).notNull().default(false),
  /** The campaign whose people this one writes to again: hearing from that one is no reason to leave anybody out. */
  followsId: integer(),
  /** The group of that campaign's people: a person who leaves it before their message goes gets none. */
  followsGroup: text({ enum: followedGroups }),
  /** For a second message, the word that its people answered with, or an empty text; null for any other campaign. */
  stepWord: text(),
  /**
   * The operator's answer for people who heard from another campaign lately. `contactsAnsweredAtMs`: the moment up to
   * which contacts were known then.
   */
  contactsAnswer: text({ enum: contactAnswers }),
  contactsAnsweredAtMs: integer(),
  /** How many people wrote back, counted by a trigger. */
  replied: integer().notNull().default(0),
  waitingReplies: integer().notNull().default(0),
  /** The operator's answer for people who heard from another campaign after the start. */
  laterContactsAnswer: text({ enum: contactAnswers }),
  absentAsked: integer({ mode: 'boolean' }).notNull().default(false),
  /** Since when nobody of the campaign got an answer from WhatsApp; null where the last person did. */
  unansweredSinceMs: integer(),
  /** For a campaign that goes again: the first day whose people are not drawn yet; null after the last day. */
  nextDay: text(),
  /** For a campaign of the team: whether more of its people may come. Null for one that only this computer sends. */
  team: text({ enum: teamParts }),
});

/** The planned second message of a campaign. Its people are drawn when they are due, and a campaign is made of them. */
export const secondStep = sqliteTable('second_step', {
  campaignId: integer().primaryKey(),
  afterDays: integer().notNull(),
  atMinute: integer().notNull(),
  group: text('whom', { enum: stepGroups }).notNull(),
  word: text().notNull(),
  text: text().notNull(),
  byItself: integer({ mode: 'boolean' }).notNull(),
  /** Everybody whose first message left before this moment was drawn, or left out for good. */
  drawnUntilMs: integer().notNull().default(0),
});
