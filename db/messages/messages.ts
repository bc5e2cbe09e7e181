import { limits } from '../../domain/limits.ts';
import {
  type NotConfirmedReason,
  type NotSentReason,
  requeuedReasons,
  type SetAsideReason,
  type Settlement,
} from '../../domain/messages/message.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import { type Db, sqlList } from '../database.ts';
import type { Notices } from '../notices.ts';
import type { Attempts } from './attempts.ts';
import { changeCodes, makerOf } from './history-codes.ts';
import { doubtSql } from './message-rows.ts';
import { closeUnsent, move, noteHistory, notSetAsideSql, tryMove, waitsForNobodySql } from './message-status.ts';

/** A round of questions to WhatsApp in which a number got no answer, and when it is asked for again. */
type SilentRound = { readonly untilMs: number; readonly nowMs: number };

/** The result for a message whose number was not found. */
export type Noted = 'not_pending' | 'set_aside' | 'failed';

/** The questions that the operator gets once per campaign: a copy in the chat, or what another campaign sent since. */
export type AskedAbout = 'in_chat' | 'got_meanwhile' | 'contacted';
const reasonOf = {
  in_chat: 'duplicate',
  got_meanwhile: 'duplicate',
  contacted: 'contacted_recently',
} as const satisfies Record<AskedAbout, NotSentReason>;
type CancelledAside = Extract<SetAsideReason, 'second_step' | 'list_changed' | 'old_chat'>;
type LeaveOut = { readonly most: number; readonly who: string; readonly nowMs: number };

type MessageParts = { readonly attempts: Attempts; readonly notices: Notices };

/** Whether a row of `message` may be queued again at the moment given by its one `?`. */
const mayBeRequeuedSql = `status = 'failed' AND reason IN ${sqlList(requeuedReasons)}
  AND (latest_at_ms IS NULL OR latest_at_ms > ?)
  AND NOT EXISTS (SELECT 1 FROM attempt WHERE message_id = message.id
    AND (outcome <> 'not_sent' OR contradicted_at_ms IS NOT NULL))
  AND EXISTS (SELECT 1 FROM campaign c JOIN list l ON l.id = c.list_id
    WHERE c.id = campaign_id AND c.state IN ('running', 'paused', 'finished') AND l.erased_at_ms IS NULL)
  AND (SELECT phone FROM recipient WHERE id = recipient_id) NOT LIKE '${erasedPrefix}%'`;

/**
 * What becomes of messages, apart from their claims and WhatsApp's word about them. The triggers in
 * `migrations/0001_guards.sql` refuse forbidden changes of status a second time.
 */
export class Messages {
  readonly #db: Db;
  readonly #parts: MessageParts;

  constructor(db: Db, parts: MessageParts) {
    this.#db = db;
    this.#parts = parts;
  }

  /** Notes that WhatsApp gave no answer for this number alone: passed over for now, it fails after the last round. */
  noteSilent(messageId: number, { untilMs, nowMs }: SilentRound): Noted {
    return this.#db.immediate(() => {
      const now = this.#db.get<{ rounds: number; firstMs: number | null }>(
        `SELECT look_rounds AS rounds, first_look_failed_ms AS firstMs FROM message WHERE id = ? AND ${waitsForNobodySql}`,
        messageId,
      );
      if (!now) return 'not_pending';
      // If the clock was put back meanwhile, the stored first round would lie in the future.
      const firstMs = Math.min(now.firstMs ?? nowMs, nowMs);
      if (now.rounds + 1 >= limits.lookRounds && nowMs - firstMs >= limits.lookGiveUpMs)
        return this.#failLook(messageId, 'look_up_failed', nowMs);
      this.#db.run(
        `UPDATE message SET set_aside = 'no_answer', set_aside_until_ms = ?, look_rounds = ?, first_look_failed_ms = ?
         WHERE id = ?`,
        ...[untilMs, now.rounds + 1, firstMs, messageId],
      );
      noteHistory(this.#db, messageId, { what: 'set_aside', detail: 'no_answer', who: 'app', nowMs });
      return 'set_aside';
    });
  }

  /**
   * WhatsApp, which answers for others, calls a number not registered: that counts once it is said again after a while.
   */
  noteAbsent(messageId: number, { againMs, nowMs }: { readonly againMs: number; readonly nowMs: number }): Noted {
    return this.#db.immediate(() => {
      const saidMs = this.#db.value<number | null>(
        `SELECT first_absent_ms FROM message WHERE id = ? AND ${waitsForNobodySql}`,
        messageId,
      );
      if (saidMs === undefined) return 'not_pending';
      // If the clock was put back meanwhile, the stored first time would lie in the future.
      const firstMs = Math.min(saidMs ?? nowMs, nowMs);
      if (nowMs - firstMs >= againMs) return this.#failLook(messageId, 'not_on_whatsapp', nowMs);
      this.#db.run(
        `UPDATE message SET set_aside = 'no_answer', set_aside_until_ms = ?, first_absent_ms = ? WHERE id = ?`,
        ...[firstMs + againMs, firstMs, messageId],
      );
      noteHistory(this.#db, messageId, { what: 'set_aside', detail: 'absent', who: 'app', nowMs });
      return 'set_aside';
    });
  }

  /** Marks some messages past their latest moment as missed, whatever they wait for. Returns which. */
  failMissed(nowMs: number): number[] {
    const ids = this.#db.values<number>(
      `SELECT id FROM message WHERE status = 'pending' AND latest_at_ms IS NOT NULL AND latest_at_ms < ?
       ORDER BY latest_at_ms LIMIT ${limits.campaignBatchRows}`,
      nowMs,
    );
    const change = { change: 'failed', who: 'app', nowMs, reason: 'missed' } as const;
    this.#db.immediate(() => {
      for (const { campaignId, date } of this.#unseenDates(ids))
        this.#parts.notices.raise('date_unseen', { campaignId, detail: date }, nowMs);
      for (const id of ids) tryMove(this.#db, id, ['pending', 'failed'], change);
    });
    return ids;
  }

  /** The dates among them that wait for somebody to look at who they are for: a notice tells of these. */
  #unseenDates(ids: readonly number[]): { readonly campaignId: number; readonly date: string }[] {
    return this.#db.all(
      `SELECT DISTINCT campaign_id AS campaignId, occasion AS date FROM message
       WHERE id IN (SELECT value FROM json_each(?)) AND set_aside = 'second_step' AND occasion <> ''`,
      JSON.stringify(ids),
    );
  }

  #failLook(messageId: number, reason: 'look_up_failed' | 'not_on_whatsapp', nowMs: number): Noted {
    move(this.#db, messageId, ['pending', 'failed'], { change: 'failed', who: 'app', nowMs, reason });
    return 'failed';
  }

  /**
   * The team refuses the person: nothing was claimed. `detail`: which member has them and since when, or `own` for this
   * computer in an earlier run; then the operator may queue the message again.
   */
  refuseForTeam(
    messageId: number,
    { reason, detail, nowMs }: { readonly reason: NotSentReason; readonly detail: string; readonly nowMs: number },
  ): void {
    this.#db.immediate(() => {
      if (!tryMove(this.#db, messageId, ['pending', 'failed'], { change: 'failed', who: 'app', nowMs, reason })) return;
      noteHistory(this.#db, messageId, { what: 'team', detail, who: 'app', nowMs });
    });
  }

  /**
   * Whether the operator was told who had the person, and queued the message again. That no longer counts once a grant
   * may have come since, which the operator was not told of.
   */
  isAgainInTeam(messageId: number): boolean {
    const sql = `SELECT 1 FROM history h WHERE message_id = ? AND what = 'team' AND (detail = 'own' OR (detail LIKE '_%@%'
      AND NOT EXISTS (SELECT 1 FROM team_ask t WHERE t.message_id = h.message_id AND t.told >= 0)))`;
    return this.#db.has(sql, messageId);
  }

  /** The team's campaign of a message, and the place of its person in it; nulls for what only this computer sends. */
  placeInTeam(messageId: number): { readonly campaign: string | null; readonly person: number | null } {
    const found = this.#db.get<{ campaign: string; person: number }>(
      `SELECT c.uid AS campaign, r.row_number AS person FROM message m JOIN campaign c ON c.id = m.campaign_id
         JOIN recipient r ON r.id = m.recipient_id WHERE m.id = ? AND c.team IS NOT NULL`,
      messageId,
    );
    return found ?? { campaign: null, person: null };
  }

  /** The number was found after all: what WhatsApp said of it before no longer counts. */
  forgetAbsent(messageId: number): void {
    this.#db.run(`UPDATE message SET first_absent_ms = NULL WHERE id = ? AND status = 'pending'`, messageId);
  }

  /** Passes a message over until a time without counting that against its number, since WhatsApp answers for nobody. */
  setAsideUntil(messageId: number, untilMs: number): Noted {
    const done = this.#db.run(
      `UPDATE message SET set_aside = 'no_answer', set_aside_until_ms = ? WHERE id = ? AND ${waitsForNobodySql}`,
      ...[untilMs, messageId],
    );
    return done.changes === 1 ? 'set_aside' : 'not_pending';
  }

  /** Lets messages that wait for an answer of WhatsApp be asked for again. */
  askAgain(ids: readonly number[], nowMs: number): void {
    const sql = `UPDATE message SET set_aside_until_ms = ? WHERE id = ? AND set_aside = 'no_answer'`;
    for (const id of ids) this.#db.run(sql, nowMs, id);
  }

  /** The operator leaves out people who were asked about, some in one transaction. Returns how many. */
  leaveOut(campaignId: number, why: AskedAbout, { most, who, nowMs }: LeaveOut): number {
    const change = { change: 'failed', who, nowMs, reason: reasonOf[why] } as const;
    return this.#db.immediate(() => {
      const ids = this.#setAside(campaignId, why, most);
      return ids.filter((id) => tryMove(this.#db, id, ['pending', 'failed'], change)).length;
    });
  }

  /** As `leaveOut`, where these messages do not count as failures: they are cancelled. */
  cancelSetAside(campaignId: number, why: CancelledAside, { most, who, nowMs }: LeaveOut): number {
    return this.#db.immediate(() => this.cancel(this.#setAside(campaignId, why, most), who, nowMs));
  }

  #setAside(campaignId: number, why: SetAsideReason, most: number): number[] {
    const sql = `SELECT id FROM message WHERE campaign_id = ? AND set_aside = ? ORDER BY id LIMIT ?`;
    return this.#db.values<number>(sql, campaignId, why, most);
  }

  /** Closes the attempt and, if its gate never opened, gives the message its status in the same transaction. */
  giveUp(messageId: number, token: string, reason: NotSentReason, nowMs: number): 'not_sent' | 'passed' {
    return this.#db.immediate(() => {
      const closed = this.#parts.attempts.close(token, nowMs);
      if (closed === 'not_sent') closeUnsent(this.#db, messageId, { change: 'closed_before_gate', reason, nowMs });
      return closed;
    });
  }

  /** Marks a message not confirmed: no acknowledgement after its gate opened. Sets when WhatsApp's record is read. */
  failNotConfirmed(messageId: number, reason: NotConfirmedReason, nowMs: number, reconcileAtMs: number): boolean {
    return this.#db.immediate(() => {
      const change = { change: reason === 'rejected' ? reason : 'not_confirmed', who: 'app', nowMs, reason } as const;
      const moved = tryMove(this.#db, messageId, ['sending', 'failed'], change);
      if (moved) this.#parts.attempts.reconcileAt(messageId, reconcileAtMs);
      return moved;
    });
  }

  /** Notes that a message called unsent was seen leaving: now not confirmed, or contradicted where it was cancelled. */
  doubtUnsent(messageId: number, nowMs: number): void {
    this.#db.immediate(() => {
      this.#db.run(
        `UPDATE message SET contradiction = coalesce(contradiction, status || coalesce(':' || reason, '')) WHERE id = ?`,
        messageId,
      );
      const reason = `reason = 'no_confirmation', change = ${changeCodes.seen_leaving}, changed_at_ms = ?, changed_by = NULL`;
      this.#db.run(
        `UPDATE message SET status = 'failed', ${notSetAsideSql}, ${reason}
         WHERE id = ? AND (status = 'pending' OR (status = 'failed' AND reason NOT IN ${doubtSql}))`,
        ...[nowMs, messageId],
      );
      noteHistory(this.#db, messageId, { what: 'seen_leaving', who: 'app', nowMs });
    });
  }

  /** Cancels messages for the operator. Those that are no longer pending stay as they are. */
  cancel(ids: readonly number[], who: string, nowMs: number): number {
    const change = { change: 'cancelled', who, nowMs } as const;
    return this.#db.immediate(() => ids.filter((id) => tryMove(this.#db, id, ['pending', 'cancelled'], change)).length);
  }

  /**
   * Queues again what is proven unsent, no duplicate, and in a campaign whose people are known and that was not
   * cancelled. A finished campaign goes on with it, due from now.
   */
  requeue(ids: readonly number[], who: string, nowMs: number): number {
    return this.#db.immediate(() => {
      const queued = ids.filter((id) => this.#requeueOne(id, who, nowMs));
      for (const id of queued)
        this.#db.run(
          `UPDATE campaign SET state = 'running', finished_at_ms = NULL, overdue_released_at_ms = ?
           WHERE state = 'finished' AND id = (SELECT campaign_id FROM message WHERE id = ?)`,
          ...[nowMs, id],
        );
      return queued.length;
    });
  }

  /** How many of these messages could be queued again now. */
  countRequeued(ids: readonly number[], nowMs: number): number {
    const sql = `SELECT count(*) FROM message WHERE id IN (SELECT value FROM json_each(?)) AND ${mayBeRequeuedSql}`;
    return this.#db.count(sql, ...[JSON.stringify(ids), nowMs]);
  }

  /**
   * Stores what the operator saw in the chat. "Not there" never allows another send, and WhatsApp's record is still
   * read: what was not there then may have been delivered since.
   */
  settle(messageId: number, settlement: Settlement, who: string, nowMs: number): boolean {
    const set = `settlement = ?, change = ${changeCodes.settled}, changed_by = ?`;
    const doubt = `id = ? AND status = 'failed' AND reason IN ${doubtSql}`;
    return this.#db.immediate(() => {
      if (settlement === 'seen') {
        const sql = `UPDATE message SET status = 'sent', reason = NULL, evidence = 'operator', text_hash = NULL, changed_at_ms = ?, ${set} WHERE ${doubt}`;
        return this.#db.run(sql, nowMs, settlement, makerOf(who), messageId).changes === 1;
      }
      const done = this.#db.run(`UPDATE message SET ${set} WHERE ${doubt}`, settlement, makerOf(who), messageId);
      if (done.changes === 1) noteHistory(this.#db, messageId, { what: 'settled', detail: settlement, who, nowMs });
      return done.changes === 1;
    });
  }

  /** Notes that the operator saw a clock beside a doubtful message: the phone has not sent it; the question stays. */
  noteClock(messageId: number, who: string, nowMs: number): boolean {
    return this.#db.immediate(() => {
      const sql = `SELECT 1 FROM message WHERE id = ? AND status = 'failed' AND reason IN ${doubtSql}`;
      if (!this.#db.has(sql, messageId)) return false;
      noteHistory(this.#db, messageId, { what: 'saw_clock', who, nowMs });
      return true;
    });
  }

  #requeueOne(id: number, who: string, nowMs: number): boolean {
    const done = this.#db.run(
      `UPDATE message SET status = 'pending', reason = NULL, change = ${changeCodes.queued_again}, changed_at_ms = ?, changed_by = ?,
         contacts_allowed_at_ms = CASE reason WHEN 'contacted_recently' THEN ? ELSE contacts_allowed_at_ms END,
         look_rounds = 0, first_look_failed_ms = NULL, first_absent_ms = NULL
       WHERE id = ? AND ${mayBeRequeuedSql}`,
      ...[nowMs, makerOf(who), nowMs, id, nowMs],
    );
    return done.changes === 1;
  }
}
