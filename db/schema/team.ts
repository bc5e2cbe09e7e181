/** What the database of a team was asked for. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { message } from './messages.ts';

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
