import type { Status } from '../../domain/messages/message.ts';
import type { ListAgainResult } from '../../domain/schedule/list-again-result.ts';
import type { Db } from '../database.ts';
import { noteHistory, tryMove } from '../messages/message-status.ts';
import { takeName } from './list-again.ts';
import type { NewRow } from './lists.ts';

/** A row, and the last message of its person, as they were before the list was read again. */
type Standing = {
  readonly recipientId: number;
  readonly name: string;
  readonly extra: string;
  readonly cells: string;
  readonly rowOccasion: string;
  readonly goneAtMs: number | null;
  /** Null where no message was made yet. */
  readonly messageId: number | null;
  readonly waits: 0 | 1;
  readonly occasion: string;
  readonly dueAtMs: number;
  readonly latestAtMs: number | null;
  readonly textHash: string | null;
  readonly setAside: string | null;
  readonly setAsideUntilMs: number | null;
};

/** The last reading of a campaign's list: its moment, its result, and the new rows that nobody has added. */
export type ListReading = {
  readonly atMs: number;
  readonly result: ListAgainResult;
  readonly added: readonly NewRow[];
};

type Row = { readonly recipientId: number };

/** What readings changed on campaigns' lists. Kept until the next reading, so that it can be undone or added to. */
export class ListReadings {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  of(campaignId: number): ListReading | null {
    const stored = this.#db.get<{ atMs: number; result: string; added: string }>(
      `SELECT l.at_ms AS atMs, l.result, l.added FROM list_reading l JOIN campaign c ON c.id = l.campaign_id
       WHERE l.campaign_id = ? AND c.state IN ('running', 'paused')`,
      campaignId,
    );
    return stored === undefined
      ? null
      : { atMs: stored.atMs, result: JSON.parse(stored.result), added: JSON.parse(stored.added) };
  }

  /** Stores the rows that a reading may change before it does: so a reading that a crash cut off can be undone too. */
  begin(campaignId: number, touched: readonly Row[], reading: ListReading): void {
    const standing = ({ recipientId }: Row) => this.#db.get<Standing>(standingSql, campaignId, recipientId) ?? [];
    const before = touched.flatMap(standing);
    this.#db.run(
      `INSERT OR REPLACE INTO list_reading (campaign_id, at_ms, result, before, added) VALUES (?, ?, ?, ?, ?)`,
      ...[campaignId, reading.atMs, ...[reading.result, before, reading.added].map((part) => JSON.stringify(part))],
    );
  }

  /** Whether the reading of that moment is still the last one, and was not undone. */
  isLast(campaignId: number, { atMs }: Pick<ListReading, 'atMs'>): boolean {
    return this.#db.has(`SELECT 1 FROM list_reading WHERE campaign_id = ? AND at_ms = ?`, campaignId, atMs);
  }

  /** Updates the result of a reading while it is the last one. `added`: the new rows that are still not on the list. */
  say(campaignId: number, { atMs, result, added }: ListReading): void {
    this.#db.run(
      `UPDATE list_reading SET result = ?, added = ? WHERE campaign_id = ? AND at_ms = ?`,
      ...[JSON.stringify(result), JSON.stringify(added), campaignId, atMs],
    );
  }

  /**
   * Undoes the last reading, all or nothing; not once one of its messages was claimed or ended otherwise, or a further
   * one made. Messages that it marked as missed wait again.
   */
  undo(campaignId: number, nowMs: number): boolean {
    return this.#db.immediate(() => {
      const json = this.#db.value<string>(`SELECT before FROM list_reading WHERE campaign_id = ?`, campaignId);
      const isOpen = this.#db.has(`SELECT 1 FROM campaign WHERE id = ? AND state IN ('running', 'paused')`, campaignId);
      if (json === undefined || !isOpen) return false;
      const before: Standing[] = JSON.parse(json);
      if (!before.every((one) => this.#isAsLeft(campaignId, one))) return false;
      for (const one of before) this.#putBack(one, nowMs);
      this.#db.run(`DELETE FROM list_reading WHERE campaign_id = ?`, campaignId);
      return true;
    });
  }

  #isAsLeft(campaignId: number, { recipientId, messageId, waits }: Standing): boolean {
    const now = this.#db.get<Standing>(standingSql, campaignId, recipientId);
    if (now?.messageId !== messageId) return false;
    return messageId === null || waits === 0 || this.#db.has(asLeftSql, messageId);
  }

  #putBack(before: Standing, nowMs: number): void {
    const { recipientId, messageId } = before;
    const from: [Status, Status] = ['failed', 'pending'];
    if (messageId !== null && before.waits === 1)
      tryMove(this.#db, messageId, from, { change: 'queued_again', who: 'operator', nowMs });
    this.#db.run(
      `UPDATE recipient SET cells = ?, occasion = ?, gone_at_ms = ? WHERE id = ?`,
      ...[before.cells, before.rowOccasion, before.goneAtMs, recipientId],
    );
    takeName(this.#db, recipientId, before);
    if (messageId === null || before.waits === 0) return;
    this.#db.run(
      `UPDATE message SET occasion = ?, due_at_ms = ?, latest_at_ms = ?, text_hash = ?, set_aside = ?, set_aside_until_ms = ? WHERE id = ?`,
      ...[before.occasion, before.dueAtMs, before.latestAtMs, before.textHash],
      ...[before.setAside, before.setAsideUntilMs, messageId],
    );
    noteHistory(this.#db, messageId, { what: 'moved', detail: before.occasion, who: 'operator', nowMs });
  }
}

const standingSql = `SELECT r.id AS recipientId, r.name, r.extra, r.cells, r.occasion AS rowOccasion, r.gone_at_ms AS goneAtMs, m.id AS messageId,
    coalesce(m.status = 'pending', 0) AS waits, m.occasion, m.due_at_ms AS dueAtMs, m.latest_at_ms AS latestAtMs,
    m.text_hash AS textHash, m.set_aside AS setAside, m.set_aside_until_ms AS setAsideUntilMs
  FROM recipient r LEFT JOIN message m ON m.id = (SELECT max(n.id) FROM message n WHERE n.campaign_id = ? AND n.recipient_id = r.id)
  WHERE r.id = ?`;

const asLeftSql = `SELECT 1 FROM message m WHERE m.id = ?
  AND (m.status = 'pending' OR (m.status = 'failed' AND m.reason = 'missed'))
  AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.message_id = m.id)`;

/** Deletes what readings have kept: an erased person may be in it. */
export const forgetReadingsSql = `DELETE FROM list_reading`;
