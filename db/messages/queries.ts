import type { ListReport, MessageDetail, MessageRow } from '../../domain/contract.ts';
import { type Counts, noCounts } from '../../domain/messages/message.ts';
import { countColumns } from '../campaigns/campaign-rows.ts';
import type { ReadDb } from '../database.ts';
import { readListReport } from '../report/list-report.ts';
import { asMessageRow, messageColumns, messageTables, readMessageRows, type StoredRow } from './message-rows.ts';

/** Without any campaign the sum would be null. */
const sumsSql = countColumns((column) => `coalesce(sum(${column}), 0)`);

type StoredMessage = StoredRow & {
  readonly rowNumber: number;
  readonly copiesSeen: number | null;
  readonly cells: string;
  readonly headers: string;
  readonly body: string | null;
};
/** Sums and details for the screens. Only reads. */
export class Queries {
  readonly #db: ReadDb;

  constructor(db: ReadDb) {
    this.#db = db;
  }

  counts(): Counts {
    return this.#db.get<Counts>(`SELECT ${sumsSql} FROM campaign_counts`) ?? noCounts;
  }

  /** How many messages wait that this computer would send by itself if it had no team. */
  pendingOfItsOwn(): number {
    return this.#db.count(
      `SELECT coalesce(sum(n.pending), 0) FROM campaign c JOIN campaign_counts n ON n.campaign_id = c.id WHERE c.team IS NULL`,
    );
  }

  /** How many messages have evidence against what was believed of them. */
  contradictions(): number {
    return this.#db.count(`SELECT count(*) FROM message WHERE contradiction IS NOT NULL`);
  }

  campaignsOf(messageIds: readonly number[]): number[] {
    return this.#db.values(
      `SELECT DISTINCT m.campaign_id FROM json_each(?) asked JOIN message m ON m.id = asked.value`,
      JSON.stringify(messageIds),
    );
  }

  /** The rows of these messages, in the order asked for, without those that do not exist. */
  rows(ids: readonly number[]): MessageRow[] {
    return readMessageRows(this.#db, ids);
  }

  /** Everything about one message except its text, which the domain renders while it is pending. */
  message(id: number): (Omit<MessageDetail, 'text' | 'attachment' | 'replies'> & { body: string | null }) | undefined {
    const row = this.#db.get<StoredMessage>(
      `SELECT ${messageColumns}, r.row_number AS rowNumber, m.copies_seen AS copiesSeen, r.cells, l.headers,
           (SELECT body FROM attempt WHERE message_id = m.id ORDER BY id DESC LIMIT 1) AS body
         FROM ${messageTables} JOIN list l ON l.id = r.list_id WHERE m.id = ?`,
      id,
    );
    if (!row) return undefined;
    const { cells, headers, ...rest } = row;
    const values: string[] = JSON.parse(cells);
    const names: string[] = JSON.parse(headers);
    const columns = names.map((header, index) => ({ header, value: values[index] ?? '' }));
    return { ...asMessageRow(rest), columns, history: this.#history(id), attempts: this.#attempts(id) };
  }

  /** A published list with its sums and what was decided about its rows. */
  list(id: number): ListReport | undefined {
    return readListReport(this.#db, id);
  }

  /** Where the table has no first line, the campaign's start gives it. */
  #history(messageId: number): MessageDetail['history'] {
    return this.#db.all(
      `SELECT c.started_at_ms AS atMs, 'created' AS what, 'pending' AS "to", '' AS detail, 'operator' AS who
         FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE m.id = @messageId
           AND NOT EXISTS (SELECT 1 FROM history WHERE message_id = m.id AND what = 'created')
         UNION ALL SELECT * FROM (
           SELECT at_ms, what, to_status, detail, who FROM history WHERE message_id = @messageId ORDER BY number)`,
      { messageId },
    );
  }

  #attempts(messageId: number): MessageDetail['attempts'] {
    return this.#db.all(
      `SELECT id, outcome, opened_at_ms AS openedAtMs, passed_at_ms AS passedAtMs, ack
       FROM attempt WHERE message_id = ? ORDER BY id`,
      messageId,
    );
  }
}
