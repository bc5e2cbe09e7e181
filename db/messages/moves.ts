import { limits } from '../../domain/limits.ts';
import type { Db } from '../database.ts';
import { noteHistory, waitsForNobodySql } from './message-status.ts';

/** Some of the messages that an operator wants to move, which are alike in what a move asks. */
export type MoveGroup = {
  readonly account: string;
  /** The accounts that had them before, whose chats nobody read since. */
  readonly movedFrom: readonly string[];
  /** Whether they wait, and none of them may have left. */
  readonly isMovable: boolean;
  readonly people: number;
};

type Move = {
  readonly id: number;
  readonly to: string;
  /** The accounts of which the operator was told that their chats cannot be read, and said that it goes all the same. */
  readonly unread: readonly string[];
};

const movableSql = `m.status = 'pending' AND NOT EXISTS (
  SELECT 1 FROM attempt a WHERE a.message_id = m.id AND (a.outcome <> 'not_sent' OR a.contradicted_at_ms IS NOT NULL))`;

/** Messages that wait go to another account: by a person alone, and never where an attempt may have left. */
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

  /** The campaigns of messages that stand still since none of their accounts is here any more, and for nothing else. */
  stranded(ids: readonly number[]): number[] {
    return this.#db.values<number>(
      `SELECT DISTINCT c.id FROM json_each(?) f CROSS JOIN message m ON m.id = f.value JOIN campaign c ON c.id = m.campaign_id
       WHERE c.state = 'paused' AND c.pause_reason = 'other_account' AND c.came_back IS NULL`,
      JSON.stringify(ids),
    );
  }

  /** Returns how many were moved; whoever waits no more, or may have left, stays where it is. */
  move(moves: readonly Move[], who: string, nowMs: number): number {
    return this.#db.immediate(() => moves.filter((one) => this.#moveOne(one, who, nowMs)).length);
  }

  #moveOne({ id, to, unread }: Move, who: string, nowMs: number): boolean {
    const from = this.#db.value<string>(
      `SELECT m.account FROM message m WHERE m.id = ? AND m.account <> ? AND ${movableSql}`,
      ...[id, to],
    );
    if (from === undefined) return false;
    // What the old account's WhatsApp did not answer says nothing of the new one's.
    this.#db.run(
      `UPDATE message SET account = ?, look_rounds = 0, first_look_failed_ms = NULL, first_absent_ms = NULL,
         set_aside = CASE WHEN set_aside NOT IN ('no_answer', 'old_chat') THEN set_aside END, set_aside_until_ms = NULL WHERE id = ?`,
      ...[to, id],
    );
    noteHistory(this.#db, id, { what: 'account_changed', detail: `${from} ${to}`, who, nowMs });
    this.#goWithout(id, unread, { who, nowMs });
    return true;
  }

  /** The old account's chat cannot be read: the message waits until it can be, or until a person says what is to be. */
  askAbout(messageId: number, nowMs: number): void {
    this.#db.immediate(() => {
      const sql = `UPDATE message SET set_aside = 'old_chat', set_aside_until_ms = NULL
        WHERE id = ? AND moved_from IS NOT NULL AND ${waitsForNobodySql}`;
      if (this.#db.run(sql, messageId).changes === 0) return;
      noteHistory(this.#db, messageId, { what: 'set_aside', detail: 'old_chat', who: 'app', nowMs });
    });
  }

  /** The chats of an account can be read again: whoever waits for that takes its turn. Returns whether anybody does. */
  readable(account: string): boolean {
    // Most often nobody does, and another program that writes is not waited for.
    if (!this.#db.has(`SELECT 1 FROM message WHERE set_aside = 'old_chat' LIMIT 1`)) return false;
    const sql = `UPDATE message SET set_aside = NULL WHERE set_aside = 'old_chat'
      AND EXISTS (SELECT 1 FROM json_each(moved_from) WHERE value = ?)`;
    return this.#db.immediateWithin(limits.gateBusyTimeoutMs, () => this.#db.run(sql, account)).changes > 0;
  }

  /** The accounts that had those before about whom the operator is asked. */
  oldAccountsOf(campaignId: number): string[] {
    return this.#db.values(
      `SELECT DISTINCT o.value FROM message m CROSS JOIN json_each(m.moved_from) o
       WHERE m.campaign_id = ? AND m.set_aside = 'old_chat'`,
      campaignId,
    );
  }

  /** The operator lets some go without the chat that cannot be read. Returns how many these were. */
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

/** The chats that a message was moved from were read: nothing stands before its claim any more. */
export function forgetOldChats(db: Db, messageId: number): void {
  db.run(`UPDATE message SET moved_from = NULL WHERE id = ? AND moved_from IS NOT NULL`, messageId);
}

/** The accounts that a message was moved from, as they are stored. */
export function accountsIn(movedFrom: string | null): string[] {
  return movedFrom === null ? [] : JSON.parse(movedFrom);
}
