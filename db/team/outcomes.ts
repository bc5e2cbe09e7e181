import { type TeamOutcome, teamStatuses } from '../../domain/report/team-report.ts';
import type { Db } from '../database.ts';
import { doubtSql } from '../messages/message-rows.ts';
import {
  attemptsOfMessage,
  type ExportRow,
  exportColumns,
  type MessageFate,
  type Outcome,
  type SkipReason,
} from '../report/report-rows.ts';
import { scheduleSql } from '../stored-json.ts';

/** A person whose result the team has not confirmed yet. */
export type UntoldOutcome = {
  readonly campaignId: number;
  readonly recipientId: number;
  readonly changes: number;
  readonly campaign: string;
  readonly place: number;
  readonly account: string;
  /** 0 while there is no result. */
  readonly outcome: TeamOutcome['status'] | 0;
  readonly reply: TeamOutcome['reply'];
  /** When they last wrote back; null where they did not. */
  readonly repliedAtMs: number | null;
  /** When the result came, and the time zone of the campaign. */
  readonly atMs: number;
  readonly timeZone: string;
  /** What only a member knows; the result itself is known to all. */
  readonly known: Outcome;
};

type NoMessage = { readonly status: null; readonly reason: null };
type Row = Omit<ExportRow, 'status' | 'reason'> &
  (MessageFate | NoMessage) &
  Omit<UntoldOutcome, 'known' | 'place'> & { readonly skipped: SkipReason | null; readonly first: string };

const { sent, delivered, read, seen, notConfirmed, notInChat, notSent, hasText, cancelled } = teamStatuses;
const outcomeSql = `CASE WHEN m.evidence = 'operator' THEN ${seen}
    WHEN m.status = 'sent' THEN CASE WHEN m.ack >= 3 THEN ${read} WHEN m.ack >= 2 THEN ${delivered} ELSE ${sent} END
    WHEN m.status = 'failed' AND m.reason IN ${doubtSql} THEN CASE WHEN m.settlement IS NULL THEN ${notConfirmed} ELSE ${notInChat} END
    WHEN m.status = 'failed' THEN CASE WHEN m.reason = 'duplicate' THEN ${hasText} ELSE ${notSent} END
    WHEN m.status = 'cancelled' THEN ${cancelled}
    WHEN m.id IS NULL AND s.reason = 'already_has_text' THEN ${hasText} WHEN s.reason IS NOT NULL THEN ${notSent} ELSE 0 END`;
const replySql = `CASE WHEN coalesce(m.reply_count, 0) = 0 THEN 0 WHEN k.is_held = 1 THEN 3 WHEN k.waits_since_ms IS NOT NULL THEN 2 ELSE 1 END`;
const repliedAtSql = `CASE WHEN m.reply_count > 0 THEN (SELECT max(written_at_ms) FROM reply WHERE message_id = m.id) END`;

/** The results of people of the team's campaigns since the team was told. Triggers note whose results changed. */
export class UntoldOutcomes {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  next(most: number): UntoldOutcome[] {
    const rows = this.#db.all<Row>(
      `SELECT u.campaign_id AS campaignId, u.recipient_id AS recipientId, u.changes, c.uid AS campaign, c.account AS first, s.reason AS skipped,
         coalesce(${scheduleSql('c', '$.timeZone')}, 'UTC') AS timeZone, coalesce(max(a.passed_at_ms), m.changed_at_ms, c.started_at_ms) AS atMs,
         ${outcomeSql} AS outcome, ${replySql} AS reply, ${repliedAtSql} AS repliedAtMs, ${exportColumns}
       FROM (SELECT * FROM team_untold LIMIT ?) u JOIN campaign c ON c.id = u.campaign_id JOIN recipient r ON r.id = u.recipient_id
         LEFT JOIN message m ON m.campaign_id = c.id AND m.recipient_id = r.id
         LEFT JOIN skip s ON s.campaign_id = c.id AND s.recipient_id = r.id
         LEFT JOIN conversation k ON k.message_id = m.id ${attemptsOfMessage}
       GROUP BY u.campaign_id, u.recipient_id`,
      most,
    );
    return rows.map(asUntold);
  }

  /** Notes that the team has confirmed these. A result that changed meanwhile is told next. */
  confirm(told: readonly UntoldOutcome[]): void {
    this.#db.immediate(() => {
      const sql = `DELETE FROM team_untold WHERE campaign_id = ? AND recipient_id = ? AND changes = ?`;
      for (const { campaignId, recipientId, changes } of told) this.#db.run(sql, campaignId, recipientId, changes);
    });
  }
}

function asUntold(row: Row): UntoldOutcome {
  const { campaignId, recipientId, changes, campaign, timeZone, atMs, outcome, reply, repliedAtMs, ...rest } = row;
  const { first, skipped, rowNumber: place, listId: _list, name: _name, phone: _phone, cells: _cells, ...known } = rest;
  const account = known.account ?? first;
  return {
    campaignId,
    recipientId,
    changes,
    campaign,
    place,
    outcome,
    reply,
    repliedAtMs,
    account,
    atMs,
    timeZone,
    known: known.status === null ? { ...known, account, status: 'skipped', reason: skipped } : { ...known, account },
  };
}

/** Lets the team be told the results of everybody once more. */
export function tellOutcomesAnew(db: Db): void {
  db.run(
    `INSERT INTO team_untold (campaign_id, recipient_id) SELECT c.id, r.id FROM campaign c JOIN recipient r ON r.list_id = c.list_id
     WHERE c.team IS NOT NULL ON CONFLICT DO NOTHING`,
  );
}
