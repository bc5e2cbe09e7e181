import { type CampaignState, Schedule } from '../domain/campaign.ts';
import type {
  CampaignDetail,
  CampaignSummary,
  Cursor,
  ListReport,
  MessageDetail,
  MessageFilter,
  MessagePage,
  MessageRow,
  Report,
} from '../domain/contract.ts';
import { limits } from '../domain/limits.ts';
import { type Counts, noCounts, notConfirmedReasons } from '../domain/message.ts';
import type { Db } from './open.ts';

const doubtSql = `('${notConfirmedReasons.join("', '")}')`;
const rowColumns = `m.id, m.campaign_id AS campaignId, c.name AS campaignName, r.name, r.phone, r.extra, m.status, m.reason,
  m.evidence, m.ack, m.settlement, m.contradiction, m.changed_at_ms AS changedAtMs,
  (SELECT count(*) FROM reply WHERE message_id = m.id) AS replyCount`;
const rowTables = `message m JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id`;
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

/** Pages, sums and details for the screens. This class only reads. */
export class Queries {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

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
         FROM tally`,
      )
      .get() as Record<keyof Counts, number | null>;
    return Object.fromEntries(Object.keys(noCounts).map((key) => [key, row[key as keyof Counts] ?? 0])) as Counts;
  }

  contradictions(): number {
    return this.#db.sqlite
      .prepare(`SELECT count(*) FROM message WHERE contradiction IS NOT NULL`)
      .pluck()
      .get() as number;
  }

  /** One page of a tab, read from the key after the last row of the page before: as quick at any depth. */
  page(filter: MessageFilter, after: Cursor | null): MessagePage {
    const { where, values } = conditions(filter);
    const isPending = filter.tab === 'pending';
    // The message being sent stands first under Pending, and pending ones go out in the order of their ids.
    const order = isPending ? `m.id` : `m.changed_at_ms DESC, m.id DESC`;
    if (after !== null) {
      where.push(isPending ? `m.id > ?` : `(m.changed_at_ms, m.id) < (?, ?)`);
      values.push(...(isPending ? [after.id] : [after.at, after.id]));
    }
    const rows = this.#db.sqlite
      .prepare(
        `SELECT ${rowColumns} FROM ${rowTables} WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${limits.pageRows}`,
      )
      .all(...values) as MessageRow[];
    const last = rows.at(-1);
    const next = rows.length === limits.pageRows && last ? { at: last.changedAtMs, id: last.id } : null;
    if (!isPending || after !== null) return { rows, next };
    return { rows: [...this.#sending(filter), ...rows], next };
  }

  /** Every pending message that the filter shows. */
  pendingIds(filter: MessageFilter): number[] {
    const { where, values } = conditions({ ...filter, tab: 'pending' });
    return this.#db.sqlite
      .prepare(`SELECT m.id FROM ${rowTables} WHERE ${where.join(' AND ')} ORDER BY m.id`)
      .pluck()
      .all(...values) as number[];
  }

  rows(ids: readonly number[]): MessageRow[] {
    const read = this.#db.sqlite.prepare(`SELECT ${rowColumns} FROM ${rowTables} WHERE m.id = ?`);
    return ids.flatMap((id) => (read.get(id) as MessageRow | undefined) ?? []);
  }

  /** Everything about one message but its text, which the domain renders while it is pending. */
  message(id: number): (Omit<MessageDetail, 'text' | 'attachment' | 'replies'> & { body: string | null }) | undefined {
    const row = this.#db.sqlite
      .prepare(
        `SELECT ${rowColumns}, r.row_number AS rowNumber, m.copies_seen AS copiesSeen, r.cells, l.headers,
           (SELECT body FROM attempt WHERE message_id = m.id ORDER BY id DESC LIMIT 1) AS body
         FROM ${rowTables} JOIN list l ON l.id = r.list_id WHERE m.id = ?`,
      )
      .get(id) as
      | (MessageRow & {
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
    return { ...rest, columns, history: this.#history(id), attempts: this.#attempts(id) };
  }

  list(id: number): ListReport | undefined {
    const row = this.#db.sqlite
      .prepare(
        `SELECT id, file_name AS fileName, published_at_ms AS importedAtMs, rows, recipients, same_number AS sameNumber,
           do_not_contact AS doNotContact, cannot_be_used AS cannotBeUsed, assumed_country AS assumedCountry, country, fields, twins, warnings
         FROM list WHERE id = ? AND published_at_ms IS NOT NULL`,
      )
      .get(id) as
      | (Omit<ListReport, 'fields' | 'twins' | 'warnings' | 'problems'> &
          Record<'fields' | 'twins' | 'warnings', string>)
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
      twins: JSON.parse(row.twins),
      warnings: JSON.parse(row.warnings),
      problems,
    };
  }

  /** The parts of a report that are read from rows; its totals come from the tally. */
  reportParts(
    campaignId: number,
  ): Pick<Report, 'skipped' | 'exceptions' | 'secondCopies' | 'timeline'> & { imported: number } {
    const skipped = this.#db.sqlite
      .prepare(
        `SELECT l.rows AS imported, l.same_number AS sameNumber, l.cannot_be_used AS cannotBeUsed,
           l.do_not_contact + (SELECT count(*) FROM skip WHERE campaign_id = c.id AND reason = 'do_not_contact') AS doNotContact,
           (SELECT count(*) FROM skip WHERE campaign_id = c.id AND reason = 'already_has_text') AS alreadyHadText,
           (SELECT count(*) FROM skip WHERE campaign_id = c.id AND reason = 'blank_placeholder') AS blankPlaceholder
         FROM campaign c JOIN list l ON l.id = c.list_id WHERE c.id = ?`,
      )
      .get(campaignId) as (Report['skipped'] & { imported: number }) | undefined;
    const { imported, ...reasons } = skipped ?? {
      imported: 0,
      sameNumber: 0,
      cannotBeUsed: 0,
      doNotContact: 0,
      alreadyHadText: 0,
      blankPlaceholder: 0,
    };
    return {
      imported,
      skipped: reasons,
      exceptions: this.#newest(campaignId, `m.status = 'failed' OR m.contradiction IS NOT NULL`),
      secondCopies: this.#newest(campaignId, 'm.copies_seen > 1'),
      timeline: this.#timeline(campaignId),
    };
  }

  #newest(campaignId: number, condition: string): MessageRow[] {
    return this.#db.sqlite
      .prepare(
        `SELECT ${rowColumns} FROM ${rowTables} WHERE m.campaign_id = ? AND (${condition})
         ORDER BY m.changed_at_ms DESC, m.id DESC LIMIT ${limits.problemsShown}`,
      )
      .all(campaignId) as MessageRow[];
  }

  /** Every row of a campaign's list, for the report file: messages first, then what was left out, in the order of the file. */
  *exportRows(campaignId: number): Generator<ExportRow> {
    const rows = this.#db.sqlite.prepare(exportSql).iterate({ campaignId }) as IterableIterator<
      Omit<ExportRow, 'cells'> & { cells: string }
    >;
    for (const row of rows) yield { ...row, cells: JSON.parse(row.cells) as string[] };
  }

  exportHeaders(campaignId: number): string[] {
    const headers = this.#db.sqlite
      .prepare(`SELECT l.headers FROM campaign c JOIN list l ON l.id = c.list_id WHERE c.id = ?`)
      .pluck()
      .get(campaignId) as string | undefined;
    return headers === undefined ? [] : (JSON.parse(headers) as string[]);
  }

  #campaignRows(where: string, ...values: number[]): CampaignRow[] {
    return this.#db.sqlite
      .prepare(
        `SELECT c.id, c.name, c.state, c.pause_reason AS pauseReason, c.account, c.created_at_ms AS createdAtMs,
           c.started_at_ms AS startedAtMs, c.finished_at_ms AS finishedAtMs, c.schedule, c.text, c.repeat, c.list_id AS listId,
           c.attachment_hash AS attachmentHash, ${countColumns}
         FROM campaign c JOIN tally t ON t.campaign_id = c.id ${where} ORDER BY c.created_at_ms DESC, c.id DESC`,
      )
      .all(...values) as CampaignRow[];
  }

  #sending(filter: MessageFilter): MessageRow[] {
    const { where, values } = conditions(filter, 'sending');
    return this.#db.sqlite
      .prepare(`SELECT ${rowColumns} FROM ${rowTables} WHERE ${where.join(' AND ')}`)
      .all(...values) as MessageRow[];
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

  #timeline(campaignId: number): Report['timeline'] {
    return this.#db.sqlite
      .prepare(
        `SELECT (a.acked_at_ms / 60000) * 60000 AS atMs, count(*) AS sent, sum(m.ack >= 3) AS read
         FROM attempt a JOIN message m ON m.id = a.message_id
         WHERE m.campaign_id = ? AND a.acked_at_ms IS NOT NULL GROUP BY 1 ORDER BY 1`,
      )
      .all(campaignId) as Report['timeline'];
  }
}

export type ExportRow = {
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
  /** What the person wrote back, a line each; null when nothing. */
  readonly replies: string | null;
};

const exportSql = `
  SELECT r.row_number AS rowNumber, r.name, r.phone, r.cells, m.status, m.reason, m.evidence, m.ack, m.settlement,
    CASE WHEN m.settlement IS NOT NULL THEN (
      SELECT who FROM history WHERE message_id = m.id AND what = 'settled' ORDER BY id DESC LIMIT 1) END AS settledBy,
    m.contradiction, (SELECT max(passed_at_ms) FROM attempt WHERE message_id = m.id) AS handedOverAtMs,
    (SELECT max(acked_at_ms) FROM attempt WHERE message_id = m.id) AS ackedAtMs, m.changed_at_ms AS changedAtMs,
    (SELECT count(*) FROM attempt WHERE message_id = m.id AND wa_random IS NOT NULL) AS attempts,
    (SELECT group_concat(text, char(10)) FROM (SELECT text FROM reply WHERE message_id = m.id ORDER BY id)) AS replies
  FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.campaign_id = @campaignId
  UNION ALL
  SELECT r.row_number, r.name, r.phone, r.cells, 'skipped', s.reason, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL
  FROM skip s JOIN recipient r ON r.id = s.recipient_id WHERE s.campaign_id = @campaignId
  UNION ALL
  SELECT o.row_number, o.name, o.cell, o.cells, 'skipped', CASE WHEN o.reason = 'cannot_be_used' THEN 'problem:' || o.problem ELSE o.reason END,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL
  FROM left_out o JOIN campaign c ON c.list_id = o.list_id WHERE c.id = @campaignId
  ORDER BY 1`;

function conditions(filter: MessageFilter, status: string = filter.tab): { where: string[]; values: unknown[] } {
  const where = ['m.status = ?'];
  const values: unknown[] = [status];
  if (filter.campaignId !== null) {
    where.push('m.campaign_id = ?');
    values.push(filter.campaignId);
  }
  if (filter.tab === 'failed' && filter.certainty !== null) {
    where.push(`m.reason ${filter.certainty === 'not_confirmed' ? '' : 'NOT'} IN ${doubtSql}`);
  }
  const words = filter.search.trim();
  if (words !== '') {
    const digits = words.replaceAll(/[^0-9]/g, '');
    const isNumber = digits.length >= 3 && /^[+\d\s()./-]+$/.test(words);
    where.push(isNumber ? `r.phone LIKE ? ESCAPE '\\'` : `r.name LIKE ? ESCAPE '\\'`);
    values.push(`%${escapeLike(isNumber ? digits.replace(/^0+/, '') : words)}%`);
  }
  return { where, values };
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
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
