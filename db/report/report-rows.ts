import type { CheckedReason } from '../../domain/lists/left-out.ts';
import { type ColumnForm, type NumberColumns, noNumberColumns } from '../../domain/lists/value-form.ts';
import type { FailureReason, SentEvidence, Settlement, Status } from '../../domain/messages/message.ts';
import type { ReadDb } from '../database.ts';
import { messageTables } from '../messages/message-rows.ts';
import { type CampaignPart, isInPartSql, partValues } from './report-part.ts';
import { type Span, triedAt, within } from './reports.ts';
import { hasNothingSql, notInGroupSql } from './step-sums.ts';

/** Why a row got no message; `problem:` is followed by what is wrong with a row that cannot be used. */
export type SkipReason = CheckedReason | 'not_in_group' | `problem:${string}`;
export type MessageFate =
  | { readonly status: 'failed'; readonly reason: FailureReason }
  | { readonly status: Exclude<Status, 'failed'>; readonly reason: null };
type Skipped = { readonly status: 'skipped'; readonly reason: SkipReason | null };

/** What happened to a person of a list. */
export type Outcome = (MessageFate | Skipped) & {
  readonly evidence: SentEvidence | null;
  readonly ack: number | null;
  readonly settlement: Settlement | null;
  readonly settledBy: string | null;
  readonly contradiction: string | null;
  readonly handedOverAtMs: number | null;
  readonly ackedAtMs: number | null;
  readonly attempts: number;
  /** How many of our copies were seen in WhatsApp's own chat; null while nobody looked. */
  readonly copiesSeen: number | null;
  /** The person's replies, one on each line; null without any. */
  readonly replies: string | null;
  /** The number of the account that sends the message; null for a person without a message. */
  readonly account: string | null;
};
/** A line of a report file: a message, or a row of the list without one. */
export type ExportRow = Outcome & {
  readonly listId: number;
  readonly rowNumber: number;
  readonly name: string;
  readonly phone: string;
  /** The cells as they stand in the file, as a JSON array of texts. */
  readonly cells: string;
};
/** `occasion`: the date or time that the message is for; empty where its campaign has none, null without a message. */
export type DatedRow = ExportRow & { readonly occasion: string | null };
export type TriedRow = DatedRow & { readonly campaignName: string };
/** The columns of a list, and how their cells are written. */
export type ListColumns = {
  readonly listId: number;
  readonly headers: readonly string[];
  readonly country: string;
  readonly numbers: NumberColumns;
  readonly fields: readonly { readonly index: number; readonly form?: ColumnForm }[];
};

/** All attempts `a` of a message are in one group. Most messages have no reply: replies are not read for these. */
export const exportColumns = `r.list_id AS listId, r.row_number AS rowNumber, r.name, r.phone, r.cells, m.status, m.reason, m.evidence, m.ack,
  m.settlement, CASE WHEN m.settlement IS NOT NULL THEN (
    SELECT who FROM history WHERE message_id = m.id AND what = 'settled' ORDER BY number DESC LIMIT 1) END AS settledBy,
  m.contradiction, max(a.passed_at_ms) AS handedOverAtMs, max(a.acked_at_ms) AS ackedAtMs, count(a.wa_random) AS attempts,
  m.copies_seen AS copiesSeen, CASE WHEN m.reply_count > 0 THEN (
    SELECT group_concat(text, char(10)) FROM (SELECT text FROM reply WHERE message_id = m.id ORDER BY id)) END AS replies, m.account`;
const nothingSent = `NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL`;
export const attemptsOfMessage = `LEFT JOIN attempt a ON a.message_id = m.id`;
/** Whether recipient `r` of a campaign that goes again still gets a message for a date: it is made the day before. */
const awaitsTheirDaySql = `c.next_day IS NOT NULL AND c.state IN ('running', 'paused') AND r.gone_at_ms IS NULL`;

/**
 * Messages are found along the rows (CROSS JOIN), which are in the order of the file: sorting takes as long as reading.
 */
const campaignSql = (scope: CampaignPart) => `
  SELECT ${exportColumns}, m.occasion FROM campaign c CROSS JOIN recipient r ON r.list_id = c.list_id
    CROSS JOIN message m ON m.campaign_id = c.id AND m.recipient_id = r.id ${attemptsOfMessage}
  WHERE c.id = @campaignId AND ${isInPartSql('r', scope)} GROUP BY r.row_number, m.occasion
  UNION ALL
  SELECT r.list_id, r.row_number, r.name, r.phone, r.cells, 'skipped', s.reason, ${nothingSent}
  FROM skip s JOIN recipient r ON r.id = s.recipient_id WHERE s.campaign_id = @campaignId AND ${isInPartSql('r', scope)}
  UNION ALL
  SELECT r.list_id, r.row_number, r.name, r.phone, r.cells, 'skipped', 'not_in_group', ${nothingSent}
  FROM campaign c JOIN recipient r ON r.list_id = c.list_id
  WHERE c.id = @campaignId AND ${notInGroupSql} AND ${isInPartSql('r', scope)}
  UNION ALL
  SELECT r.list_id, r.row_number, r.name, r.phone, r.cells, 'pending', NULL, ${nothingSent}
  FROM campaign c JOIN recipient r ON r.list_id = c.list_id
  WHERE c.id = @campaignId AND ${awaitsTheirDaySql} AND ${hasNothingSql} AND ${isInPartSql('r', scope)}
  UNION ALL
  SELECT o.list_id, o.row_number, o.name, o.cell, o.cells, 'skipped',
    CASE WHEN o.reason = 'cannot_be_used' OR o.problem = 'says_no' THEN 'problem:' || o.problem ELSE o.reason END, ${nothingSent}
  FROM left_out o JOIN campaign c ON c.list_id = o.list_id WHERE c.id = @campaignId AND ${isInPartSql('o', scope)}
  ORDER BY 2`;

/** Every row of the campaign's list, or of a part of it, in the order of the file. */
export function rowsOfCampaign(db: ReadDb, scope: CampaignPart): IterableIterator<DatedRow> {
  return db.iterate(campaignSql(scope), partValues(scope));
}

/** Whether messages of the campaign are for dates of their own. */
export function hasDates(db: ReadDb, campaignId: number): boolean {
  return db.has(`SELECT 1 FROM message WHERE campaign_id = ? AND occasion <> ''`, campaignId);
}

/** Whether any messages that were tried within a time are for dates of their own. */
export function hasDatesWithin(db: ReadDb, span: Span): boolean {
  return db.has(
    `SELECT 1 FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE ${within} AND m.occasion <> ''`,
    span,
  );
}

/** Every message that was tried within a time, the first tried first. */
export function rowsWithin(db: ReadDb, span: Span): IterableIterator<TriedRow> {
  return db.iterate(
    `SELECT ${exportColumns}, m.occasion, c.name AS campaignName FROM ${messageTables} ${attemptsOfMessage}
     WHERE ${within} GROUP BY m.id ORDER BY ${triedAt}, m.id`,
    span,
  );
}

export function columnsOfCampaign(db: ReadDb, campaignId: number): ListColumns[] {
  return columnsOf(db, `SELECT list_id FROM campaign WHERE id = @campaignId`, { campaignId });
}

/** The columns of the lists behind the messages that were tried within a time. */
export function columnsWithin(db: ReadDb, span: Span): ListColumns[] {
  return columnsOf(db, `SELECT c.list_id FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE ${within}`, span);
}

function columnsOf(db: ReadDb, lists: string, values: Span | { campaignId: number }): ListColumns[] {
  const rows = db.all<{ listId: number; headers: string; country: string; numbers: string; fields: string }>(
    `SELECT id AS listId, headers, country, coalesce(facts -> '$.numbers', '{}') AS numbers, fields
     FROM list WHERE id IN (${lists}) ORDER BY id`,
    values,
  );
  return rows.map(({ listId, headers, country, numbers, fields }) => ({
    listId,
    country,
    headers: JSON.parse(headers),
    fields: JSON.parse(fields),
    numbers: { ...noNumberColumns, ...JSON.parse(numbers) },
  }));
}
