import type { CampaignState } from '../../domain/campaign.ts';
import type { DaysReport, DaysTotals, MessageRow } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { deliveredAck, readAck } from '../../domain/messages/message.ts';
import type { Tried } from '../../domain/report/report-chart.ts';
import { normalFormVersion } from '../../domain/template/text-identity.ts';
import type { CampaignRow } from '../campaigns/campaign-rows.ts';
import type { ReadDb } from '../database.ts';
import { asMessageRow, doubtSql, messageColumns, messageTables, type StoredRow } from '../messages/message-rows.ts';
import { type CampaignPart, ofPartSql, partValues } from './report-part.ts';

/** From `fromMs` until just before `toMs`. */
export type Span = { readonly fromMs: number; readonly toMs: number };
/** The messages of one campaign that were tried within a minute. */
export type TriedMinute = Tried & DaysTotals & { readonly campaignId: number };

/** When a message was tried: the last attempt's hand-over, else its beginning; without an attempt, when it failed. */
export const triedAt = `coalesce((SELECT max(coalesce(a.passed_at_ms, a.opened_at_ms)) FROM attempt a WHERE a.message_id = m.id), m.changed_at_ms)`;
const wasTried = `m.status IN ('sent', 'failed')`;
const inSpan = (atMs: string) => `${atMs} >= @fromMs AND ${atMs} < @toMs`;
/**
 * Tried within a span. Indexes find the messages with an attempt in that time or that failed then; only for these it is
 * checked whether that attempt was the last.
 */
export const within = `m.id IN (
    SELECT message_id FROM attempt WHERE account IN (SELECT account FROM campaign) AND kind = 'campaign' AND ${inSpan('passed_at_ms')}
    UNION ALL SELECT message_id FROM attempt WHERE passed_at_ms IS NULL AND outcome IN ('unknown', 'not_sent') AND ${inSpan('opened_at_ms')}
    UNION ALL SELECT id FROM message WHERE status = 'failed' AND ${inSpan('changed_at_ms')})
  AND ${wasTried} AND ${inSpan(triedAt)}`;

/** The queries of reports. Only reads; runs in the worker, since many messages take long. */
export class Reports {
  readonly #db: ReadDb;

  constructor(db: ReadDb) {
    this.#db = db;
  }

  /** The newest messages of a campaign that did not simply succeed. */
  exceptions(scope: CampaignPart): MessageRow[] {
    return this.#newest(scope, `m.status = 'failed' OR m.contradiction IS NOT NULL`);
  }

  cancelled(scope: CampaignPart): MessageRow[] {
    return this.#newest(scope, `m.status = 'cancelled'`);
  }

  secondCopies(scope: CampaignPart): MessageRow[] {
    return this.#newest(scope, 'm.copies_seen > 1');
  }

  /** The newest messages within a time that did not simply succeed. */
  exceptionsWithin(span: Span): MessageRow[] {
    return this.#db
      .all<StoredRow>(
        `SELECT ${messageColumns} FROM ${messageTables} WHERE ${within} AND (m.status = 'failed' OR m.contradiction IS NOT NULL)
         ORDER BY ${triedAt} DESC, m.id DESC LIMIT ${limits.problemsShown}`,
        span,
      )
      .map(asMessageRow);
  }

  /** The messages tried in a campaign, or in all within a time: a row for each minute and campaign, oldest first. */
  tried(scope: CampaignPart | Span): TriedMinute[] {
    const condition = 'campaignId' in scope ? `${wasTried} AND ${ofPartSql(scope)}` : within;
    return this.#db.all(
      `SELECT campaignId, atMs / 60000 * 60000 AS atMs, sum(status = 'sent') AS sent,
           sum(status = 'sent' AND coalesce(ack, 0) >= ${deliveredAck}) AS delivered, sum(status = 'sent' AND coalesce(ack, 0) >= ${readAck}) AS read,
           sum(evidence IS 'operator') AS seenByOperator, sum(status = 'failed' AND reason IN ${doubtSql}) AS notConfirmed,
           sum(status = 'failed' AND reason IN ${doubtSql} AND settlement IS NULL) AS toCheck,
           sum(status = 'failed' AND reason NOT IN ${doubtSql}) AS notSent
         FROM (SELECT m.campaign_id AS campaignId, ${triedAt} AS atMs, m.status, m.ack, m.evidence, m.reason, m.settlement
           FROM message m WHERE ${condition})
         GROUP BY 2, 1 ORDER BY 2, 1`,
      'campaignId' in scope ? partValues(scope) : scope,
    );
  }

  /** How many people were sent something within a time, and how many of them then wrote back. Each counts once. */
  replied(span: Span): DaysReport['replied'] {
    const found = this.#db.get<DaysReport['replied']>(
      `SELECT count(DISTINCT r.phone) FILTER (WHERE m.status = 'sent') AS reached,
         count(DISTINCT r.phone) FILTER (WHERE EXISTS (SELECT 1 FROM reply y WHERE y.message_id = m.id)) AS people
       FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE ${within}`,
      span,
    );
    return found ?? { reached: 0, people: 0 };
  }

  /** What the totals of a time leave out: messages that still wait, and messages that were cancelled within it. */
  untriedWithin({ fromMs, toMs }: Span): { readonly waiting: number; readonly cancelled: number } {
    const found = this.#db.get<{ waiting: number; cancelled: number }>(
      `SELECT coalesce((SELECT sum(t.pending + t.sending) FROM campaign_counts t JOIN campaign c ON c.id = t.campaign_id
             WHERE c.state IN ('running', 'paused') AND c.started_at_ms < @toMs), 0) AS waiting,
           (SELECT count(*) FROM message WHERE status = 'cancelled' AND changed_at_ms >= @fromMs AND changed_at_ms < @toMs) AS cancelled`,
      { fromMs, toMs },
    );
    return found ?? { waiting: 0, cancelled: 0 };
  }

  /** The names of the scopes in which the text counts that an account sent first for a campaign. */
  firstTexts({ id, startedAtMs }: Pick<CampaignRow, 'id' | 'startedAtMs'>, account: string): string[] {
    return this.#db.values(
      `SELECT DISTINCT s.name FROM fence f JOIN scope s ON s.id = f.scope_id WHERE s.version = ${normalFormVersion} AND f.attempt_id = (
         SELECT a.id FROM attempt a JOIN message m ON m.id = a.message_id WHERE a.account = ? AND a.kind = 'campaign'
           AND a.passed_at_ms >= ? AND m.campaign_id = ? ORDER BY a.passed_at_ms LIMIT 1)`,
      ...[account, startedAtMs ?? 0, id],
    );
  }

  attachmentName(campaignId: number): string | undefined {
    return this.#db.value(
      `SELECT coalesce(c.attachment_name, a.file_name) FROM campaign c JOIN attachment a ON a.hash = c.attachment_hash WHERE c.id = ?`,
      campaignId,
    );
  }

  names(): ReadonlyMap<number, { readonly name: string; readonly state: CampaignState }> {
    const rows = this.#db.all<{ id: number; name: string; state: CampaignState }>(
      `SELECT id, name, state FROM campaign`,
    );
    return new Map(rows.map(({ id, name, state }) => [id, { name, state }]));
  }

  #newest(scope: CampaignPart, condition: string): MessageRow[] {
    return this.#db
      .all<StoredRow>(
        `SELECT ${messageColumns} FROM ${messageTables} WHERE ${ofPartSql(scope)} AND (${condition})
         ORDER BY m.changed_at_ms DESC, m.id DESC LIMIT ${limits.problemsShown}`,
        partValues(scope),
      )
      .map(asMessageRow);
  }
}
