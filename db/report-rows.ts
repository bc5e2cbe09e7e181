import type { ReadDb } from './database.ts';
import { messageTables } from './message-rows.ts';
import { type CampaignPart, isInPartSql, partValues } from './report-part.ts';
import { type Span, triedAt, within } from './reports.ts';

/** A line of a report file: a message, or a row of the list that became none. */
export type ExportRow = {
  readonly campaignName: string;
  readonly listId: number;
  readonly rowNumber: number;
  readonly name: string;
  readonly phone: string;
  readonly cells: readonly string[];
  readonly status: string;
  readonly reason: string | null;
  readonly evidence: string | null;
  readonly ack: number | null;
  readonly settlement: string | null;
  readonly settledBy: string | null;
  readonly contradiction: string | null;
  readonly handedOverAtMs: number | null;
  readonly ackedAtMs: number | null;
  readonly changedAtMs: number | null;
  readonly attempts: number;
  /** Our copies that were seen in WhatsApp's own chat; null while nobody looked. */
  readonly copiesSeen: number | null;
  /** What the person wrote back, a line each; null when nothing. */
  readonly replies: string | null;
};
export type ListHeaders = { readonly listId: number; readonly headers: readonly string[] };

const exportColumns = `c.name AS campaignName, r.list_id AS listId, r.row_number AS rowNumber, r.name, r.phone, r.cells, m.status, m.reason,
  m.evidence, m.ack, m.settlement,
  CASE WHEN m.settlement IS NOT NULL THEN (
    SELECT who FROM history WHERE message_id = m.id AND what = 'settled' ORDER BY number DESC LIMIT 1) END AS settledBy,
  m.contradiction, (SELECT max(passed_at_ms) FROM attempt WHERE message_id = m.id) AS handedOverAtMs,
  (SELECT max(acked_at_ms) FROM attempt WHERE message_id = m.id) AS ackedAtMs, m.changed_at_ms AS changedAtMs,
  (SELECT count(*) FROM attempt WHERE message_id = m.id AND wa_random IS NOT NULL) AS attempts, m.copies_seen AS copiesSeen,
  (SELECT group_concat(text, char(10)) FROM (SELECT text FROM reply WHERE message_id = m.id ORDER BY id)) AS replies`;
const nothingSent = `NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL`;

/** Every row of the campaign's list in the order of the file: what became a message, and what was left out. */
const campaignSql = (scope: CampaignPart) => `
  SELECT ${exportColumns} FROM ${messageTables} WHERE m.campaign_id = @campaignId AND ${isInPartSql('r', scope)}
  UNION ALL
  SELECT c.name, r.list_id, r.row_number, r.name, r.phone, r.cells, 'skipped', s.reason, ${nothingSent}
  FROM skip s JOIN recipient r ON r.id = s.recipient_id JOIN campaign c ON c.id = s.campaign_id WHERE s.campaign_id = @campaignId
    AND ${isInPartSql('r', scope)}
  UNION ALL
  SELECT c.name, o.list_id, o.row_number, o.name, o.cell, o.cells, 'skipped',
    CASE WHEN o.reason = 'cannot_be_used' THEN 'problem:' || o.problem ELSE o.reason END, ${nothingSent}
  FROM left_out o JOIN campaign c ON c.list_id = o.list_id WHERE c.id = @campaignId AND ${isInPartSql('o', scope)}
  ORDER BY 3`;

/** The rows of report files, read one by one: a campaign may have a hundred thousand. */
export class ReportRows {
  readonly #db: ReadDb;

  constructor(db: ReadDb) {
    this.#db = db;
  }

  /** Every row of the campaign's list, or of a part of it, in the order of its file. */
  ofCampaign(scope: CampaignPart): Generator<ExportRow> {
    return this.#read(campaignSql(scope), partValues(scope));
  }

  /** Every message that was tried within a time, the first tried first. */
  within(span: Span): Generator<ExportRow> {
    return this.#read(`SELECT ${exportColumns} FROM ${messageTables} WHERE ${within} ORDER BY ${triedAt}, m.id`, span);
  }

  /** The headers of the campaign's list. */
  headersOfCampaign(campaignId: number): ListHeaders[] {
    return this.#headers(`SELECT list_id FROM campaign WHERE id = @campaignId`, { campaignId });
  }

  /** The headers of the lists behind the messages that were tried within a time. */
  headersWithin(span: Span): ListHeaders[] {
    return this.#headers(
      `SELECT c.list_id FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE ${within}`,
      span,
    );
  }

  *#read(sql: string, values: Span | ReturnType<typeof partValues>): Generator<ExportRow> {
    const rows = this.#db.iterate<Omit<ExportRow, 'cells'> & { cells: string }>(sql, values);
    for (const row of rows) yield { ...row, cells: JSON.parse(row.cells) };
  }

  #headers(lists: string, values: Span | { campaignId: number }): ListHeaders[] {
    const rows = this.#db.all<{ listId: number; headers: string }>(
      `SELECT id AS listId, headers FROM list WHERE id IN (${lists}) ORDER BY id`,
      values,
    );
    return rows.map(({ listId, headers }) => ({ listId, headers: JSON.parse(headers) }));
  }
}
