/** Where sending stands still and why, and what the operator must know. */
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { alarmKinds } from '../../domain/state/alarm.ts';
import { noticeKinds } from '../../domain/state/notice.ts';
import { campaign } from './campaigns.ts';
import { message } from './messages.ts';

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
