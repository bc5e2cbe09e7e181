import { idAliases, personAliases } from '../domain/alias.ts';
import type { NotConfirmedReason, NotSentReason, Settlement } from '../domain/message.ts';
import { assert } from '../domain/result.ts';
import { Fences } from './fences.ts';
import type { LedgerPosition } from './ledger.ts';
import { writeLedgerPosition } from './meta.ts';
import type { Db } from './open.ts';
import { type NewAttempt, Writer } from './writer.ts';

export type ClaimRequest = {
  readonly messageId: number;
  readonly token: string;
  readonly account: string;
  readonly chatId: string;
  readonly phone: string;
  /** Every id WhatsApp resolved for the person. */
  readonly ids: readonly string[];
  readonly body: string;
  readonly attachmentHash: string | null;
  readonly scopes: Scopes;
  readonly nowMs: number;
};
/** The two scopes of a fence: this campaign, and this text in any campaign. */
export type Scopes = { readonly campaign: string; readonly text: string };

export type ClaimResult = 'claimed' | 'not_pending' | 'not_running' | 'other_account' | 'do_not_contact' | 'duplicate';

export type GateView = {
  readonly attemptId: number;
  readonly kind: 'campaign' | 'test' | 'ledger';
  readonly messageId: number | null;
  readonly isOpen: boolean;
  readonly account: string;
  readonly chatId: string;
  readonly body: string;
  readonly attachmentHash: string | null;
  readonly status: string | null;
  readonly campaignState: string | null;
  readonly campaignUid: string | null;
  readonly campaignAccount: string | null;
  readonly phone: string | null;
  readonly rowNumber: number | null;
};

/** Whether a number, in any of its digit variants, is on the do-not-contact list. */
export type IsBlocked = (phone: string) => boolean;

/**
 * Every write that moves a message. Each change of status names the status it comes from and touches exactly one row;
 * what must never be is refused a second time by the triggers in `migrations/0001_guards.sql`.
 */
export class Messages {
  readonly #writer: Writer;
  readonly fences: Fences;
  readonly #db: Db;
  readonly #isBlocked: IsBlocked;

  constructor(db: Db, hash: (alias: string) => string, isBlocked: IsBlocked) {
    this.#db = db;
    this.#writer = new Writer(db);
    this.fences = new Fences(this.#writer, hash);
    this.#isBlocked = isBlocked;
  }

  /**
   * Takes a pending message for sending: one immediate transaction that checks all that must hold, opens the attempt
   * and takes every fence. When it answers `claimed`, the claim is on the disk. A duplicate is marked as such.
   */
  claim(request: ClaimRequest): ClaimResult {
    return this.#writer.immediate(() => {
      const now = this.#writer.get<{ status: string; state: string; account: string | null }>(
        `SELECT m.status, c.state, c.account FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE m.id = ?`,
        request.messageId,
      );
      if (now?.status !== 'pending') return 'not_pending';
      if (now.state !== 'running') return 'not_running';
      if (now.account !== request.account) return 'other_account';
      const aliases = personAliases(request.phone, request.ids);
      if (this.#isBlocked(request.phone) || phonesOf(aliases).some(this.#isBlocked)) {
        this.#writer.move(request.messageId, 'pending', 'failed', 'failed', 'app', request.nowMs, {
          reason: 'do_not_contact',
        });
        return 'do_not_contact';
      }
      const scopes = [request.scopes.campaign, request.scopes.text];
      if (this.fences.isBlocked(scopes, aliases)) {
        this.#writer.move(request.messageId, 'pending', 'failed', 'failed', 'app', request.nowMs, {
          reason: 'duplicate',
        });
        return 'duplicate';
      }
      const attemptId = this.#writer.openAttempt('campaign', request.messageId, request);
      for (const scope of scopes)
        for (const alias of aliases) this.fences.take(scope, this.fences.hash(alias), attemptId);
      this.#writer.move(request.messageId, 'pending', 'sending', 'claimed', 'app', request.nowMs);
      return 'claimed';
    });
  }

  /** Everything the send gate must look at once more, read in the same synchronous block as its answer. */
  viewForGate(token: string): GateView | undefined {
    const row = this.#writer.get<Omit<GateView, 'isOpen'> & { isOpen: number }>(
      `SELECT a.id AS attemptId, a.kind, a.message_id AS messageId, a.account, a.chat_id AS chatId, a.body,
         a.attachment_hash AS attachmentHash, m.status, c.state AS campaignState, c.uid AS campaignUid,
         c.account AS campaignAccount, r.phone, r.row_number AS rowNumber,
         (a.outcome = 'unknown' AND a.wa_random IS NULL AND a.closed_at_ms IS NULL) AS isOpen
       FROM attempt a LEFT JOIN message m ON m.id = a.message_id LEFT JOIN campaign c ON c.id = m.campaign_id
         LEFT JOIN recipient r ON r.id = m.recipient_id
       WHERE a.token = ?`,
      token,
    );
    return row && { ...row, isOpen: row.isOpen === 1 };
  }

  /**
   * Records that the gate opens: the id under which the message leaves, the fences of ids learned only now, and where
   * the ledger stands. When it answers true, all of it is on the disk; when false, the attempt was closed meanwhile.
   */
  pass(
    token: string,
    id: { waKey: string; waRandom: string; ids: readonly string[] },
    ledger: LedgerPosition,
    nowMs: number,
  ): boolean {
    return this.#writer.immediate(() => {
      const done = this.#writer.run(
        `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ?
         WHERE token = ? AND outcome = 'unknown' AND wa_random IS NULL AND closed_at_ms IS NULL
           AND (message_id IS NULL OR EXISTS (SELECT 1 FROM message WHERE id = message_id AND status = 'sending'))`,
        ...[id.waKey, id.waRandom, nowMs, token],
      );
      if (done.changes !== 1) return false;
      const view = this.viewForGate(token);
      assert(view, 'a passed attempt exists');
      const { scopes } = this.fences.ofAttempt(view.attemptId);
      for (const scope of scopes)
        for (const alias of id.ids.flatMap(idAliases)) this.fences.take(scope, this.fences.hash(alias), view.attemptId);
      writeLedgerPosition(this.#db, ledger);
      if (view.messageId !== null) this.#writer.note(view.messageId, 'passed', '', 'app', nowMs);
      return true;
    });
  }

  /** The gate refused this message. Its random part is kept: an acknowledgement of it would be a contradiction. */
  noteRefusal(token: string, waRandom: string): void {
    this.#writer.run(
      `UPDATE attempt SET refused_random = ? WHERE token = ? AND refused_random IS NULL AND wa_random IS NULL`,
      waRandom,
      token,
    );
  }

  /** Opens an attempt. For a test to oneself there is no message and no fence. */
  openAttempt(kind: 'campaign' | 'test', messageId: number | null, attempt: NewAttempt): number {
    return this.#writer.openAttempt(kind, messageId, attempt);
  }

  /** Gives an attempt up: from `not_sent` on its gate can never open; `passed` means that the message may have left. */
  closeAttempt(token: string, nowMs: number): 'not_sent' | 'passed' {
    return this.#writer.closeAttempt(token, nowMs);
  }

  /** Writes a line into a message's history that changes no status. */
  note(...line: Parameters<Writer['note']>): void {
    this.#writer.note(...line);
  }

  /** Closes the attempt and, if its gate never opened, says so of the message in the same transaction. */
  giveUp(messageId: number, token: string, reason: NotSentReason, nowMs: number): 'not_sent' | 'passed' | 'cancelled' {
    return this.#writer.giveUp(messageId, token, reason, nowMs);
  }

  /** A pending message that certainly did not leave and will not. Returns false when it is not pending any more. */
  failPending(messageId: number, reason: NotSentReason, nowMs: number): boolean {
    return this.#writer.immediate(() =>
      this.#writer.tryMove(messageId, 'pending', 'failed', 'failed', 'app', nowMs, { reason }),
    );
  }

  /** The gate opened and no acknowledgement came. When WhatsApp's own record is read next is set with it. */
  failNotConfirmed(messageId: number, reason: NotConfirmedReason, nowMs: number, reconcileAtMs: number): boolean {
    return this.#writer.immediate(() => {
      const moved = this.#writer.tryMove(
        messageId,
        'sending',
        'failed',
        reason === 'rejected' ? 'rejected' : 'not_confirmed',
        'app',
        nowMs,
        { reason },
      );
      if (moved) {
        this.#writer.run(
          `UPDATE attempt SET reconcile_at_ms = ? WHERE message_id = ? AND outcome = 'unknown'`,
          reconcileAtMs,
          messageId,
        );
      }
      return moved;
    });
  }

  /** The operator takes messages out of the queue. Those that are not pending any more stay as they are. */
  cancel(ids: readonly number[], who: string, nowMs: number): number {
    return this.#writer.immediate(
      () => ids.filter((id) => this.#writer.tryMove(id, 'pending', 'cancelled', 'cancelled', who, nowMs)).length,
    );
  }

  /** The operator queues messages again. Only what is proven unsent, is no duplicate, and whose campaign still runs. */
  requeue(ids: readonly number[], who: string, nowMs: number): number {
    return this.#writer.immediate(() => ids.filter((id) => this.#queueOneAgain(id, who, nowMs)).length);
  }

  /** The operator looked at the chat. "Not there" closes the question for the report and never reopens the door. */
  settle(messageId: number, settlement: Settlement, who: string, nowMs: number): boolean {
    return this.#writer.immediate(() => {
      const set = `settlement = ?, change = 'settled', changed_by = ?`;
      const doubt = `id = ? AND status = 'failed' AND reason IN ('no_confirmation', 'interrupted', 'rejected')`;
      if (settlement === 'seen') {
        const sql = `UPDATE message SET status = 'sent', reason = NULL, evidence = 'operator', changed_at_ms = ?, ${set} WHERE ${doubt}`;
        return this.#writer.run(sql, nowMs, settlement, who, messageId).changes === 1;
      }
      const done = this.#writer.run(`UPDATE message SET ${set} WHERE ${doubt}`, settlement, who, messageId);
      if (done.changes === 1) this.#writer.note(messageId, 'settled', settlement, who, nowMs);
      return done.changes === 1;
    });
  }

  #queueOneAgain(id: number, who: string, nowMs: number): boolean {
    const done = this.#writer.run(
      `UPDATE message SET status = 'pending', reason = NULL, change = 'queued_again', changed_at_ms = ?, changed_by = ?
       WHERE id = ? AND status = 'failed'
         AND reason IN ('invalid_number', 'not_on_whatsapp', 'do_not_contact', 'missed', 'not_handed_over', 'attachment_failed')
         AND NOT EXISTS (SELECT 1 FROM attempt WHERE message_id = message.id
           AND (outcome <> 'not_sent' OR contradicted_at_ms IS NOT NULL))
         AND EXISTS (SELECT 1 FROM campaign WHERE id = campaign_id AND state IN ('running', 'paused'))`,
      ...[nowMs, who, id],
    );
    return done.changes === 1;
  }
}

function phonesOf(aliases: readonly string[]): string[] {
  return aliases.flatMap((alias) => (alias.startsWith('phone:') ? alias.slice('phone:'.length) : []));
}
