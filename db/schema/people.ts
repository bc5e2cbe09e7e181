/** Who people are over all lists, and who must not be written to. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { blockedReasons } from '../../domain/people/blocked.ts';
import type { PersonFilter } from '../../domain/people/person-filter.ts';
import { list, recipient } from './lists.ts';

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
  (table) => [index('person_heard').on(table.heardMs), index('person_replied').on(table.id)],
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
