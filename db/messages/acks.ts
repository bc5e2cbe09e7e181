import { type FailureReason, isNotConfirmedReason, type Status, serverAck } from '../../domain/messages/message.ts';
import { assert } from '../../domain/result.ts';
import type { Db } from '../database.ts';
import type { Attempts } from './attempts.ts';
import { changeCodes } from './history-codes.ts';
import { noteHistory, notSetAsideSql } from './message-status.ts';

type AckResult =
  | { readonly kind: 'not_ours' }
  | {
      readonly kind: 'recorded';
      readonly messageId: number | null;
      readonly isAnswer: boolean;
      readonly changed: boolean;
      readonly contradiction: boolean;
    };

const sentSql = `UPDATE message SET status = 'sent', reason = NULL, evidence = 'ack', ack = ?, change = ?, changed_by = '',
  changed_at_ms = ?, text_hash = NULL, contradiction = coalesce(contradiction, ?), ${notSetAsideSql} WHERE id = ? AND status = ?`;

/**
 * An acknowledged answer settles all conversations with its person, up to the last reply that its writer may have seen:
 * the acknowledgement may come long after the person wrote more.
 */
const settleSql = `UPDATE conversation SET waits_since_ms = NULL, remind_at_ms = NULL, settled_how = 'answered',
    settled_at_ms = (SELECT passed_at_ms FROM attempt WHERE id = @attemptId)
  WHERE waits_since_ms IS NOT NULL AND (SELECT max(y.id) FROM reply y WHERE y.message_id = conversation.message_id)
      <= (SELECT seen_reply_id FROM answer WHERE attempt_id = @attemptId) AND message_id IN (
    SELECT o.message_id FROM answer w JOIN attempt a ON a.message_id = w.message_id JOIN fence f ON f.attempt_id = a.id
      JOIN fence g ON g.alias = f.alias JOIN attempt o ON o.id = g.attempt_id WHERE w.attempt_id = @attemptId)`;

/** What WhatsApp says of messages that passed the gate. An acknowledgement outranks whatever was believed. */
export class Acks {
  readonly #db: Db;
  readonly #attempts: Attempts;

  constructor(db: Db, attempts: Attempts) {
    this.#db = db;
    this.#attempts = attempts;
  }

  /**
   * It counts when the random part belongs to an attempt and the chat is the attempt's, under any alias. It outranks
   * whatever was believed; where it shows a belief to be wrong, the result says so.
   */
  recordAck(found: { random: string; remote: string; ack: number }, nowMs: number): AckResult {
    return this.#db.immediate(() => {
      const attempt = this.#attempts.find(found);
      if (!attempt) return { kind: 'not_ours' };
      const { messageId } = attempt;
      const isRefused = attempt.isRefused === 1;
      const proves = found.ack >= serverAck;
      // A message that the gate refused and that left all the same is news, however far the message that passed has
      // come.
      const isAlarm = proves && isRefused && attempt.isContradicted === 0;
      const changed = isAlarm || found.ack > (attempt.ack ?? -1);
      if (isRefused && proves) this.#attempts.contradict(attempt, found.ack, nowMs);
      if (!isRefused && changed) this.#attempts.acknowledge(attempt.id, found.ack, proves, nowMs);
      const recorded = { kind: 'recorded', messageId, isAnswer: attempt.kind === 'answer' } as const;
      if (!proves || !changed) return { ...recorded, changed: false, contradiction: false };
      // An answer that the gate refused and that left all the same belongs to no message of a campaign.
      const isFirst = (attempt.ack ?? -1) < serverAck;
      if (recorded.isAnswer && !isRefused && isFirst) this.#db.run(settleSql, { attemptId: attempt.id });
      if (messageId === null)
        return { ...recorded, changed: recorded.isAnswer, contradiction: recorded.isAnswer && isRefused };
      const contradiction = this.#acknowledge(messageId, found.ack, isRefused, nowMs);
      return { ...recorded, changed: true, contradiction };
    });
  }

  /** Records that WhatsApp rejected a message after the gate had opened. It may have arrived all the same. */
  recordRejection(
    found: { random: string; remote: string },
    nowMs: number,
  ): { messageId: number | null; isAnswer: boolean } | undefined {
    return this.#db.immediate(() => {
      const attempt = this.#attempts.find(found);
      if (!attempt || attempt.isRefused === 1) return undefined;
      this.#attempts.reject(attempt.id, nowMs);
      this.#db.run(
        `UPDATE message SET reason = 'rejected' WHERE id = ? AND status = 'failed' AND reason = 'no_confirmation'`,
        attempt.messageId,
      );
      return { messageId: attempt.messageId, isAnswer: attempt.kind === 'answer' };
    });
  }

  #acknowledge(messageId: number, ack: number, wasRefused: boolean, nowMs: number): boolean {
    const now = this.#db.get<{ status: Status; reason: FailureReason | null; ack: number | null }>(
      `SELECT status, reason, ack FROM message WHERE id = ?`,
      messageId,
    );
    assert(now, 'an attempt belongs to a message');
    const best = Math.max(ack, now.ack ?? 0);
    if (now.status === 'sent') {
      // If WhatsApp took a refused message beside the one that was sent, the person has a second copy: the history says
      // so.
      this.#db.run(
        `UPDATE message SET ack = ?, evidence = 'ack', contradiction = coalesce(contradiction, ?) WHERE id = ?`,
        ...[best, wasRefused ? now.status : null, messageId],
      );
      if (best > (now.ack ?? 0))
        noteHistory(this.#db, messageId, { what: 'acknowledged', detail: String(best), who: 'whatsapp', nowMs });
      return wasRefused;
    }
    const isDoubtful = now.status === 'sending' || (now.reason !== null && isNotConfirmedReason(now.reason));
    const contradiction = wasRefused || !isDoubtful ? `${now.status}${now.reason ? `:${now.reason}` : ''}` : null;
    const change = changeCodes[contradiction ? 'contradiction' : 'acknowledged'];
    this.#db.run(sentSql, best, change, nowMs, contradiction, messageId, now.status);
    return contradiction !== null;
  }
}
