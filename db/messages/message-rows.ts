import type { MessageRow } from '../../domain/contract.ts';
import { notConfirmedReasons } from '../../domain/messages/message.ts';
import { type ReadDb, sqlList } from '../database.ts';
import { isOnListSql } from '../people/do-not-contact.ts';

/** The columns of an outbox row, of the tables in `messageTables`; `asMessageRow` makes the row of them. */
export const messageColumns = `m.id, m.campaign_id AS campaignId, c.name AS campaignName, r.name, r.phone, m.account, r.extra, m.status, m.reason,
  m.evidence, m.ack, m.settlement, m.contradiction, m.set_aside AS setAside,
  m.set_aside_until_ms AS setAsideUntilMs, m.country, m.zones, m.changed_at_ms AS changedAtMs, m.reply_count AS replyCount,
  m.occasion, nullif(m.due_at_ms, 0) AS dueAtMs, m.latest_at_ms AS latestAtMs,
  m.status = 'failed' AND ${isOnListSql} AS isOnDoNotContact`;
export const messageTables = `message m JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id`;
/** The reasons of a message that may have arrived, for `IN`. */
export const doubtSql = sqlList(notConfirmedReasons);

/** The row as SQLite returns it, without booleans. */
export type StoredRow = Omit<MessageRow, 'isOnDoNotContact'> & { readonly isOnDoNotContact: 0 | 1 };

/** The row as the window gets it. */
export function asMessageRow<Row extends StoredRow>(row: Row): Omit<Row, 'isOnDoNotContact'> & MessageRow {
  return { ...row, isOnDoNotContact: row.isOnDoNotContact === 1 };
}

/** The existing rows of these messages, in the order asked for. One statement: one for each would cost more. */
export function readMessageRows(db: ReadDb, ids: readonly number[]): MessageRow[] {
  const sql = `SELECT ${messageColumns} FROM json_each(?) asked CROSS JOIN ${messageTables} WHERE m.id = asked.value ORDER BY asked.key`;
  return db.all<StoredRow>(sql, JSON.stringify(ids)).map(asMessageRow);
}
