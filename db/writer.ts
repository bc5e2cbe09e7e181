import type Database from 'better-sqlite3';
import type { FailureReason, NotSentReason } from '../domain/message.ts';
import { assert } from '../domain/result.ts';
import type { Db } from './open.ts';

export type NewAttempt = {
  readonly token: string;
  readonly account: string;
  readonly chatId: string;
  readonly body: string;
  readonly attachmentHash: string | null;
  readonly nowMs: number;
};

/** What every write that moves a message is made of: prepared statements, immediate transactions, guarded changes. */
export class Writer {
  readonly #sqlite: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(db: Db) {
    this.#sqlite = db.sqlite;
  }

  /** Changes a status that must be the named one. Throws when it is not: then the caller's picture is wrong. */
  move(...change: Parameters<Writer['tryMove']>): void {
    assert(this.tryMove(...change), `message ${change[0]} was ${change[1]}`);
  }

  /** Changes a status if it is the named one. Returns whether it was. */
  tryMove(
    id: number,
    from: string,
    to: string,
    change: string,
    who: string,
    nowMs: number,
    more: { reason?: FailureReason } = {},
  ): boolean {
    const done = this.run(
      `UPDATE message SET status = ?, reason = ?, change = ?, changed_at_ms = ?, changed_by = ? WHERE id = ? AND status = ?`,
      ...[to, more.reason ?? null, change, nowMs, who, id, from],
    );
    return done.changes === 1;
  }

  /** Writes a line into a message's history that changes no status. */
  note(messageId: number, what: string, detail: string, who: string, nowMs: number): void {
    this.run(
      `INSERT INTO history (message_id, at_ms, what, detail, who) VALUES (?, ?, ?, ?, ?)`,
      messageId,
      nowMs,
      what,
      detail,
      who,
    );
  }

  /** Opens an attempt. For a test to oneself there is no message and no fence. */
  openAttempt(kind: 'campaign' | 'test' | 'ledger', messageId: number | null, attempt: NewAttempt): number {
    const done = this.run(
      `INSERT INTO attempt (token, kind, message_id, account, chat_id, body, attachment_hash, outcome, opened_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'unknown', ?)`,
      ...[
        attempt.token,
        kind,
        messageId,
        attempt.account,
        attempt.chatId,
        attempt.body,
        attempt.attachmentHash,
        attempt.nowMs,
      ],
    );
    return Number(done.lastInsertRowid);
  }

  /**
   * Gives an attempt up. Returns `not_sent` when its gate never opened, and from then on it never can; `passed` when
   * the message may have left.
   */
  closeAttempt(token: string, nowMs: number): 'not_sent' | 'passed' {
    this.run(
      `UPDATE attempt SET closed_at_ms = ?, outcome = 'not_sent' WHERE token = ? AND outcome = 'unknown' AND wa_random IS NULL`,
      ...[nowMs, token],
    );
    // It may have been closed before: by another computer's report, or by an acknowledgement of what its gate refused.
    const closed = this.get(`SELECT 1 FROM attempt WHERE token = ? AND outcome = 'not_sent'`, token);
    return closed !== undefined ? 'not_sent' : 'passed';
  }

  /** Closes the attempt and, if its gate never opened, says so of the message in the same transaction. */
  giveUp(messageId: number, token: string, reason: NotSentReason, nowMs: number): 'not_sent' | 'passed' | 'cancelled' {
    return this.immediate(() => {
      if (this.closeAttempt(token, nowMs) === 'passed') return 'passed';
      const state = this.get<{ state: string }>(
        `SELECT c.state FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE m.id = ?`,
        messageId,
      )?.state;
      // Something may have been said of it meanwhile; then there is nothing left to say of it here.
      if (state === 'cancelled') {
        this.tryMove(messageId, 'sending', 'cancelled', 'cancelled', 'app', nowMs);
        return 'cancelled';
      }
      this.tryMove(messageId, 'sending', 'failed', 'closed_before_gate', 'app', nowMs, { reason });
      return 'not_sent';
    });
  }

  /** Runs in one immediate transaction, or in the one that is open already. */
  immediate<Value>(work: () => Value): Value {
    return this.#sqlite.inTransaction ? work() : this.#sqlite.transaction(work).immediate();
  }

  get<Row>(sql: string, ...values: unknown[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  run(sql: string, ...values: unknown[]): Database.RunResult {
    return this.#prepare(sql).run(...values);
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#sqlite.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }
}
