import { idAliases } from '../domain/alias.ts';
import { serverAck } from '../domain/message.ts';
import { assert } from '../domain/result.ts';
import { Fences } from './fences.ts';
import type { Db } from './open.ts';
import { Writer } from './writer.ts';

export type AckResult =
  | { readonly kind: 'not_ours' }
  | {
      readonly kind: 'recorded';
      readonly messageId: number | null;
      readonly changed: boolean;
      readonly contradiction: boolean;
    };

type AttemptRow = {
  id: number;
  message_id: number | null;
  chat_id: string;
  wa_key: string | null;
  ack: number | null;
  refused: number;
  contradicted: number;
};

/** What WhatsApp says of messages that passed the gate. An acknowledgement outranks whatever was believed. */
export class Acks {
  readonly #writer: Writer;
  readonly #fences: Fences;

  constructor(db: Db, hash: (alias: string) => string) {
    this.#writer = new Writer(db);
    this.#fences = new Fences(this.#writer, hash);
  }

  /**
   * Records an acknowledgement. It counts when the random part is an attempt's and the chat is the attempt's, under any
   * alias it is known by. It outranks whatever was believed; where it shows a belief to be wrong, that is said.
   */
  recordAck(found: { random: string; remote: string; ack: number }, nowMs: number): AckResult {
    return this.#writer.immediate(() => {
      const attempt = this.#attemptByRandom(found.random, found.remote);
      if (!attempt) return { kind: 'not_ours' };
      const proves = found.ack >= serverAck;
      // What was refused and left all the same is news, however far the message that passed has come by then.
      const isAlarm = proves && attempt.refused === 1 && attempt.contradicted === 0;
      const changed = isAlarm || found.ack > (attempt.ack ?? -1);
      if (changed && attempt.refused === 0) {
        this.#writer.run(
          `UPDATE attempt SET ack = ?, acked_at_ms = coalesce(acked_at_ms, CASE WHEN ? THEN ? END),
             outcome = CASE WHEN ? THEN 'sent' ELSE outcome END, reconcile_at_ms = CASE WHEN ? THEN NULL ELSE reconcile_at_ms END
           WHERE id = ?`,
          ...[found.ack, Number(proves), nowMs, Number(proves), Number(proves), attempt.id],
        );
      } else if (proves && attempt.refused === 1) {
        this.#contradictRefusal(attempt, found.ack, nowMs);
      }
      if (attempt.message_id === null || !proves || !changed) {
        return { kind: 'recorded', messageId: attempt.message_id, changed: false, contradiction: false };
      }
      const contradiction = this.#acknowledge(attempt.message_id, found.ack, attempt.refused === 1, nowMs);
      return { kind: 'recorded', messageId: attempt.message_id, changed: true, contradiction };
    });
  }

  /** WhatsApp said no to a message after the gate had opened. It may have arrived all the same. */
  recordRejection(found: { random: string; remote: string }, nowMs: number): { messageId: number | null } | undefined {
    return this.#writer.immediate(() => {
      const attempt = this.#attemptByRandom(found.random, found.remote);
      if (!attempt || attempt.refused === 1) return undefined;
      this.#writer.run(
        `UPDATE attempt SET rejected_at_ms = coalesce(rejected_at_ms, ?) WHERE id = ?`,
        nowMs,
        attempt.id,
      );
      this.#writer.run(
        `UPDATE message SET reason = 'rejected' WHERE id = ? AND status = 'failed' AND reason = 'no_confirmation'`,
        attempt.message_id,
      );
      return { messageId: attempt.message_id };
    });
  }

  /** WhatsApp's own record was read and proved nothing; when it is read next. */
  noteReconciled(attemptId: number, messageId: number | null, nextAtMs: number, nowMs: number): void {
    this.#writer.immediate(() => {
      this.#writer.run(
        `UPDATE attempt SET reconciled_count = reconciled_count + 1, reconcile_at_ms = ? WHERE id = ?`,
        nextAtMs,
        attemptId,
      );
      if (messageId !== null) this.#writer.note(messageId, 'reconciled', '', 'app', nowMs);
    });
  }

  #acknowledge(messageId: number, ack: number, wasRefused: boolean, nowMs: number): boolean {
    const now = this.#writer.get<{ status: string; reason: string | null; ack: number | null }>(
      `SELECT status, reason, ack FROM message WHERE id = ?`,
      messageId,
    );
    assert(now, 'an attempt belongs to a message');
    const best = Math.max(ack, now.ack ?? 0);
    if (now.status === 'sent') {
      // A refused message that WhatsApp took beside the one that was sent is a second copy: that is said.
      this.#writer.run(
        `UPDATE message SET ack = ?, evidence = 'ack', contradiction = coalesce(contradiction, ?) WHERE id = ?`,
        ...[best, wasRefused ? now.status : null, messageId],
      );
      if (best > (now.ack ?? 0)) this.#writer.note(messageId, 'acknowledged', String(best), 'whatsapp', nowMs);
      return wasRefused;
    }
    const doubt = now.status === 'sending' || isDoubt(now.reason);
    const contradiction = wasRefused || !doubt ? `${now.status}${now.reason ? `:${now.reason}` : ''}` : null;
    this.#writer.run(
      `UPDATE message SET status = 'sent', reason = NULL, evidence = 'ack', ack = ?, change = ?, changed_by = 'whatsapp',
         changed_at_ms = ?, contradiction = coalesce(contradiction, ?) WHERE id = ? AND status = ?`,
      ...[best, contradiction ? 'contradiction' : 'acknowledged', nowMs, contradiction, messageId, now.status],
    );
    return contradiction !== null;
  }

  #contradictRefusal(attempt: AttemptRow, ack: number, nowMs: number): void {
    // The attempt may still be open: it is closed first, since only a closed one is contradicted.
    this.#writer.run(
      `UPDATE attempt SET closed_at_ms = ?, outcome = 'not_sent' WHERE id = ? AND outcome = 'unknown'`,
      nowMs,
      attempt.id,
    );
    this.#writer.run(
      `UPDATE attempt SET ack = ?, acked_at_ms = coalesce(acked_at_ms, ?), contradicted_at_ms = coalesce(contradicted_at_ms, ?) WHERE id = ?`,
      ...[Math.max(ack, attempt.ack ?? 0), nowMs, nowMs, attempt.id],
    );
  }

  #attemptByRandom(random: string, remote: string): AttemptRow | undefined {
    const columns = `id, message_id, chat_id, wa_key, ack, contradicted_at_ms IS NOT NULL AS contradicted`;
    const row =
      this.#writer.get<AttemptRow>(`SELECT ${columns}, 0 AS refused FROM attempt WHERE wa_random = ?`, random) ??
      this.#writer.get<AttemptRow>(`SELECT ${columns}, 1 AS refused FROM attempt WHERE refused_random = ?`, random);
    if (!row) return undefined;
    if (remote === row.chat_id || (row.wa_key !== null && keyRemote(row.wa_key) === remote)) return row;
    const hashes = idAliases(remote).map(this.#fences.hash);
    return this.#fences.ofAttempt(row.id).aliases.some((alias) => hashes.includes(alias)) ? row : undefined;
  }
}

function isDoubt(reason: string | null): boolean {
  return reason === 'no_confirmation' || reason === 'interrupted' || reason === 'rejected';
}

/** Undefined where the person was forgotten, and the key with them. */
function keyRemote(waKey: string): string | undefined {
  return (JSON.parse(waKey) as { remote?: string }).remote;
}
