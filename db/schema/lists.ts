/** Imported lists with their rows, and files and texts that are kept for campaigns. */
import { blob, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { attachmentKinds } from '../../domain/campaign.ts';
import { leftOutReasons } from '../../domain/lists/left-out.ts';
import { type ListChoices, noChoices } from '../../domain/lists/list-choices.ts';
import { type ListFacts, noFacts } from '../../domain/lists/list-facts.ts';
import type { Reading } from '../../domain/lists/row-cause.ts';
import type { ColumnForm } from '../../domain/lists/value-form.ts';
import type { Audience } from '../../domain/people/audience.ts';

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
    /** When the list was read again without it; null while it stands there. */
    goneAtMs: integer('gone_at_ms'),
  },
  (table) => [
    uniqueIndex('recipient_row').on(table.listId, table.rowNumber),
    uniqueIndex('recipient_phone').on(table.listId, table.phone, table.occasion),
  ],
);

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
