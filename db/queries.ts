import { type CampaignState, Schedule } from '../domain/campaign.ts';
import type { CampaignDetail, CampaignSummary, ListReport, MessageDetail, MessageRow } from '../domain/contract.ts';
import { limits } from '../domain/limits.ts';
import { type Counts, noCounts } from '../domain/message.ts';
import { asMessageRow, messageColumns, messageTables, type StoredRow } from './message-rows.ts';
import type { Db } from './open.ts';

const countColumns = `t.pending, t.sending, t.sent, t.delivered, t.read, t.seen_by_operator AS seenByOperator,
  t.not_sent AS notSent, t.not_confirmed AS notConfirmed, t.cancelled`;

type CampaignRow = Counts & {
  id: number;
  name: string;
  state: CampaignState;
  pauseReason: CampaignSummary['pauseReason'];
  account: string | null;
  createdAtMs: number;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  schedule: string;
  text: string;
  repeat: number;
  listId: number | null;
  attachmentHash: string | null;
};

/** A campaign as it is read; when it will be done is worked out above the database. */
export type CampaignView = Omit<CampaignSummary, 'expectedFinishMs' | 'overdue'>;
export type CampaignFullView = CampaignView &
  Pick<CampaignDetail, 'text' | 'repeat'> & { listId: number | null; attachmentHash: string | null };

/** Sums and details for the screens; lists of messages are in `message-pages.ts`. This class only reads. */
export class Queries {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Every campaign, the newest first. */
  campaigns(): CampaignView[] {
    return this.#campaignRows('').map(asView);
  }

  campaign(id: number): CampaignFullView | undefined {
    const row = this.#campaignRows('WHERE c.id = ?', id)[0];
    return (
      row && {
        ...asView(row),
        text: row.text,
        repeat: row.repeat,
        listId: row.listId,
        attachmentHash: row.attachmentHash,
      }
    );
  }

  /** The sums over all campaigns. */
  counts(): Counts {
    const row = this.#db.sqlite
      .prepare(
        `SELECT sum(pending) AS pending, sum(sending) AS sending, sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read,
           sum(seen_by_operator) AS seenByOperator, sum(not_sent) AS notSent, sum(not_confirmed) AS notConfirmed, sum(cancelled) AS cancelled
         FROM campaign_counts`,
      )
      .get() as Record<keyof Counts, number | null>;
    return Object.fromEntries(Object.keys(noCounts).map((key) => [key, row[key as keyof Counts] ?? 0])) as Counts;
  }

  /** How many messages have evidence that contradicts what was believed of them. */
  contradictions(): number {
    return this.#db.sqlite
      .prepare(`SELECT count(*) FROM message WHERE contradiction IS NOT NULL`)
      .pluck()
      .get() as number;
  }

  /** The campaigns that these messages are of. */
  campaignsOf(messageIds: readonly number[]): number[] {
    return this.#db.sqlite
      .prepare(`SELECT DISTINCT m.campaign_id FROM json_each(?) asked JOIN message m ON m.id = asked.value`)
      .pluck()
      .all(JSON.stringify(messageIds)) as number[];
  }

  /** The rows of these messages, in the order that was asked for; those that are not there are left out. */
  rows(ids: readonly number[]): MessageRow[] {
    const read = this.#db.sqlite.prepare(`SELECT ${messageColumns} FROM ${messageTables} WHERE m.id = ?`);
    return ids.flatMap((id) => {
      const row = read.get(id) as StoredRow | undefined;
      return row ? [asMessageRow(row)] : [];
    });
  }

  /** Everything about one message but its text, which the domain renders while it is pending. */
  message(id: number): (Omit<MessageDetail, 'text' | 'attachment' | 'replies'> & { body: string | null }) | undefined {
    const row = this.#db.sqlite
      .prepare(
        `SELECT ${messageColumns}, r.row_number AS rowNumber, m.copies_seen AS copiesSeen, r.cells, l.headers,
           (SELECT body FROM attempt WHERE message_id = m.id ORDER BY id DESC LIMIT 1) AS body
         FROM ${messageTables} JOIN list l ON l.id = r.list_id WHERE m.id = ?`,
      )
      .get(id) as
      | (StoredRow & {
          rowNumber: number;
          copiesSeen: number | null;
          cells: string;
          headers: string;
          body: string | null;
        })
      | undefined;
    if (!row) return undefined;
    const { cells, headers, ...rest } = row;
    const values = JSON.parse(cells) as string[];
    const columns = (JSON.parse(headers) as string[]).map((header, index) => ({ header, value: values[index] ?? '' }));
    return { ...asMessageRow(rest), columns, history: this.#history(id), attempts: this.#attempts(id) };
  }

  /** A published list with its sums and the first of its problems. */
  list(id: number): ListReport | undefined {
    const row = this.#db.sqlite
      .prepare(
        `SELECT id, file_name AS fileName, published_at_ms AS importedAtMs, rows, recipients, same_number AS sameNumber,
           do_not_contact AS doNotContact, cannot_be_used AS cannotBeUsed, assumed_country AS assumedCountry, country, fields, possible_duplicates AS possibleDuplicates, warnings
         FROM list WHERE id = ? AND published_at_ms IS NOT NULL`,
      )
      .get(id) as
      | (Omit<ListReport, 'fields' | 'possibleDuplicates' | 'warnings' | 'problems'> &
          Record<'fields' | 'possibleDuplicates' | 'warnings', string>)
      | undefined;
    if (!row) return undefined;
    const problems = this.#db.sqlite
      .prepare(
        `SELECT row_number AS rowNumber, cell, problem FROM left_out WHERE list_id = ? AND reason = 'cannot_be_used'
         ORDER BY row_number LIMIT ${limits.problemsShown}`,
      )
      .all(id) as ListReport['problems'];
    return {
      ...row,
      fields: JSON.parse(row.fields),
      possibleDuplicates: JSON.parse(row.possibleDuplicates),
      warnings: JSON.parse(row.warnings),
      problems,
    };
  }

  #campaignRows(where: string, ...values: number[]): CampaignRow[] {
    return this.#db.sqlite
      .prepare(
        `SELECT c.id, c.name, c.state, c.pause_reason AS pauseReason, c.account, c.created_at_ms AS createdAtMs,
           c.started_at_ms AS startedAtMs, c.finished_at_ms AS finishedAtMs, c.schedule, c.text, c.repeat, c.list_id AS listId,
           c.attachment_hash AS attachmentHash, ${countColumns}
         FROM campaign c JOIN campaign_counts t ON t.campaign_id = c.id ${where} ORDER BY c.created_at_ms DESC, c.id DESC`,
      )
      .all(...values) as CampaignRow[];
  }

  /** The table holds the changes; that it was put into the queue is what its campaign's start says. */
  #history(messageId: number): MessageDetail['history'] {
    return this.#db.sqlite
      .prepare(
        `SELECT c.started_at_ms AS atMs, 'created' AS what, NULL AS "from", 'pending' AS "to", '' AS detail, 'operator' AS who
         FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE m.id = @messageId
         UNION ALL SELECT * FROM (
           SELECT at_ms, what, from_status, to_status, detail, who FROM history WHERE message_id = @messageId ORDER BY id)`,
      )
      .all({ messageId }) as MessageDetail['history'];
  }

  #attempts(messageId: number): MessageDetail['attempts'] {
    return this.#db.sqlite
      .prepare(
        `SELECT id, outcome, opened_at_ms AS openedAtMs, passed_at_ms AS passedAtMs, acked_at_ms AS ackedAtMs,
           rejected_at_ms AS rejectedAtMs, ack FROM attempt WHERE message_id = ? ORDER BY id`,
      )
      .all(messageId) as MessageDetail['attempts'];
  }
}

function asView(row: CampaignRow): CampaignView {
  const counts = Object.fromEntries(Object.keys(noCounts).map((key) => [key, row[key as keyof Counts]])) as Counts;
  const total = counts.pending + counts.sending + counts.sent + counts.notSent + counts.notConfirmed + counts.cancelled;
  const { id, name, state, pauseReason, account, createdAtMs, startedAtMs, finishedAtMs } = row;
  return {
    id,
    name,
    state,
    pauseReason,
    account,
    createdAtMs,
    startedAtMs,
    finishedAtMs,
    schedule: Schedule.parse(JSON.parse(row.schedule)),
    counts,
    total,
  };
}
