/** What people wrote back, and what they were answered. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { answerEnds } from '../../domain/people/answer.ts';
import { replyEnds, stopAnswers } from '../../domain/people/stop-words.ts';
import { campaign } from './campaigns.ts';
import { attempt, message } from './messages.ts';

/** An answer that the operator keeps, for whoever writes the like. */
export const savedAnswer = sqliteTable('saved_answer', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  text: text().notNull(),
  savedAtMs: integer('saved_at_ms').notNull(),
});

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
