import { limits } from '../../domain/limits.ts';
import type { Db } from '../database.ts';
import { noteHistory, waitsForNobodySql } from './message-status.ts';

/** Some of the messages that an operator wants to move, which need the same questions and checks. */
export type MoveGroup = {
  readonly account: string;
  /** The accounts that had these messages before and whose chats nobody has read since. */
  readonly movedFrom: readonly string[];
  /** Whether they wait, and none of them may have left. */
  readonly isMovable: boolean;
  readonly people: number;
};

type Move = {
  readonly id: number;
  readonly to: string;
  /** The accounts whose chats cannot be read, as the operator was told before agreeing to the move all the same. */
  readonly unread: readonly string[];
};

const movableSql = `m.status = 'pending' AND NOT EXISTS (
  SELECT 1 FROM attempt a WHERE a.message_id = m.id AND (a.outcome <> 'not_sent' OR a.contradicted_at_ms IS NOT NULL))`;

/** Moves waiting messages to another account: only a person does that, and never where an attempt may have left. */
export class Moves {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  groups(ids: readonly number[]): MoveGroup[] {
    const rows = this.#db.all<Pick<MoveGroup, 'account' | 'people'> & { movedFrom: string | null; isMovable: 0 | 1 }>(
      `SELECT m.account, m.moved_from AS movedFrom, ${movableSql} AS isMovable, count(*) AS people
       FROM json_each(?) f CROSS JOIN message m ON m.id = f.value GROUP BY 1, 2, 3`,
      JSON.stringify(ids),
    );
    return rows.map((row) => ({ ...row, movedFrom: accountsIn(row.movedFrom), isMovable: row.isMovable === 1 }));
  }

  campaignsOf(ids: readonly number[]): { readonly id: number; readonly campaignId: number }[] {
    return this.#db.all(
      `SELECT m.id, m.campaign_id AS campaignId FROM json_each(?) f CROSS JOIN message m ON m.id = f.value`,
      JSON.stringify(ids),
    );
  }

  /** The campaigns of messages that stand still only because none of their accounts is here any more. */
  stranded(ids: readonly number[]): number[] {
    return this.#db.values<number>(
      `SELECT DISTINCT c.id FROM json_each(?) f CROSS JOIN message m ON m.id = f.value JOIN campaign c ON c.id = m.campaign_id
       WHERE c.state = 'paused' AND c.pause_reason = 'other_account' AND c.came_back IS NULL`,
      JSON.stringify(ids),
    );
  }

  /** Returns how many were moved. Messages that no longer wait or may have left stay where they are. */
  move(moves: readonly Move[], who: string, nowMs: number): number {
    return this.#db.immediate(() => moves.filter((one) => this.#moveOne(one, who, nowMs)).length);
  }

  #moveOne({ id, to, unread }: Move, who: string, nowMs: number): boolean {
    const from = this.#db.value<string>(
      `SELECT m.account FROM message m WHERE m.id = ? AND m.account <> ? AND ${movableSql}`,
      ...[id, to],
    );
    if (from === undefined) return false;
    // A missing answer of the old account's WhatsApp says nothing about the new account.
    this.#db.run(
      `UPDATE message SET account = ?, look_rounds = 0, first_look_failed_ms = NULL, first_absent_ms = NULL,
         set_aside = CASE WHEN set_aside NOT IN ('no_answer', 'old_chat') THEN set_aside END, set_aside_until_ms = NULL WHERE id = ?`,
      ...[to, id],
    );
    noteHistory(this.#db, id, { what: 'account_changed', detail: `${from} ${to}`, who, nowMs });
    this.#goWithout(id, unread, { who, nowMs });
    return true;
  }

  /** Notes that the old account's chat cannot be read: the message waits until it can be, or until a person decides. */
  askAbout(messageId: number, nowMs: number): void {
    this.#db.immediate(() => {
      const sql = `UPDATE message SET set_aside = 'old_chat', set_aside_until_ms = NULL
        WHERE id = ? AND moved_from IS NOT NULL AND ${waitsForNobodySql}`;
      if (this.#db.run(sql, messageId).changes === 0) return;
      noteHistory(this.#db, messageId, { what: 'set_aside', detail: 'old_chat', who: 'app', nowMs });
    });
  }

  /** An account's chats can be read again: messages that waited for that take their turn. Returns whether any did. */
  readable(account: string): boolean {
    // Most often there are none, and then this does not wait for another program that is writing.
    if (!this.#db.has(`SELECT 1 FROM message WHERE set_aside = 'old_chat' LIMIT 1`)) return false;
    const sql = `UPDATE message SET set_aside = NULL WHERE set_aside = 'old_chat'
      AND EXISTS (SELECT 1 FROM json_each(moved_from) WHERE value = ?)`;
    return this.#db.immediateSoon(() => this.#db.run(sql, account)).changes > 0;
  }

  /** The former accounts of the messages that the operator is asked about. */
  oldAccountsOf(campaignId: number): string[] {
    return this.#db.values(
      `SELECT DISTINCT o.value FROM message m CROSS JOIN json_each(m.moved_from) o
       WHERE m.campaign_id = ? AND m.set_aside = 'old_chat'`,
      campaignId,
    );
  }

  /** The operator lets some messages go without the chat that cannot be read. Returns how many. */
  release(campaignId: number, unread: readonly string[], who: string, nowMs: number): number {
    return this.#db.immediate(() => {
      const ids = this.#db.values<number>(
        `SELECT id FROM message WHERE campaign_id = ? AND set_aside = 'old_chat' LIMIT ${limits.bulkBatchRows}`,
        campaignId,
      );
      for (const id of ids) {
        this.#db.run(`UPDATE message SET set_aside = NULL WHERE id = ?`, id);
        this.#goWithout(id, unread, { who, nowMs });
      }
      return ids.length;
    });
  }

  #goWithout(id: number, unread: readonly string[], by: { readonly who: string; readonly nowMs: number }): void {
    const done = this.#db.run(
      `UPDATE message SET moved_from = (SELECT nullif(json_group_array(value), '[]') FROM json_each(moved_from)
         WHERE value NOT IN (SELECT value FROM json_each(@unread)))
       WHERE id = @id AND EXISTS (SELECT 1 FROM json_each(moved_from) WHERE value IN (SELECT value FROM json_each(@unread)))`,
      { id, unread: JSON.stringify(unread) },
    );
    if (done.changes === 0) return;
    noteHistory(this.#db, id, { what: 'old_chat_unread', detail: unread.join(' '), ...by });
  }
}

/** Notes that the chats of the former accounts were read: they no longer hold the message's claim up. */
export function forgetOldChats(db: Db, messageId: number): void {
  db.run(`UPDATE message SET moved_from = NULL WHERE id = ? AND moved_from IS NOT NULL`, messageId);
}

/** The former accounts of a message, from their stored form. */
export function accountsIn(movedFrom: string | null): string[] {
  return movedFrom === null ? [] : JSON.parse(movedFrom);
}
