import type { ContactAnswer } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import { assert } from '../../domain/result.ts';
import type { Db } from '../database.ts';
import { changeCodes } from '../messages/history-codes.ts';
import { notSetAsideSql } from '../messages/message-status.ts';
import { declareToTeam } from '../team/repeats.ts';
import { type CampaignLife, nextWaitingSql } from './campaign-rows.ts';

/** The questions that a started campaign asks the operator, and what the answers do. */
export class CampaignQuestions {
  readonly #db: Db;
  readonly #life: CampaignLife;

  constructor(db: Db, life: CampaignLife) {
    this.#db = db;
    this.#life = life;
  }

  /** Cancels some overdue messages in one transaction, as the operator chose. Returns whether more may be left. */
  skipOverdue(id: number, nowMs: number): boolean {
    const skipped = this.#db.run(
      `UPDATE message SET status = 'failed', reason = 'skipped', change = ${changeCodes.failed}, changed_at_ms = ?, changed_by = 'operator', ${notSetAsideSql}
       WHERE id IN (${nextWaitingSql('?')})`,
      ...[nowMs, id],
    );
    return skipped.changes === limits.campaignBatchRows;
  }

  /** People who already have the text get it as a declared repeat. Returns false for a campaign that is over. */
  sendAgain(id: number, why: 'in_chat' | 'got_meanwhile', nowMs: number): boolean {
    return this.#db.immediate(() => {
      const state = this.#life.get(id)?.state;
      if (state !== 'running' && state !== 'paused') return false;
      const repeat = this.#life.nextRepeat();
      this.#db.run(
        `UPDATE message SET ${notSetAsideSql}, repeat = ?, repeat_after = ${lastBeforeNowSql}, repeat_at_ms = ?
         WHERE campaign_id = ? AND set_aside = ?`,
        ...[repeat, nowMs, id, why],
      );
      declareToTeam(this.#db, repeat);
      this.#life.releaseOverdue(id, nowMs);
      return true;
    });
  }

  /** People who already have the text get no message. Returns false for a campaign that is over. */
  leaveCopiesOut(id: number): boolean {
    const sql = `UPDATE campaign SET leave_copies_out = 1 WHERE id = ? AND state IN ('running', 'paused')`;
    return this.#db.run(sql, id).changes === 1;
  }

  /**
   * The answer for people who heard from another campaign since this one started, also for those found to have heard
   * later. Returns false for a campaign that is over.
   */
  answerLaterContacts(id: number, answer: ContactAnswer, nowMs: number): boolean {
    return this.#db.immediate(() => {
      const sql = `UPDATE campaign SET later_contacts_answer = ? WHERE id = ? AND state IN ('running', 'paused')`;
      if (this.#db.run(sql, answer, id).changes !== 1) return false;
      if (answer === 'leave_out') return true;
      this.#db.run(`UPDATE message SET ${notSetAsideSql} WHERE campaign_id = ? AND set_aside = 'contacted'`, id);
      this.#life.releaseOverdue(id, nowMs);
      return true;
    });
  }

  /** The operator has looked at the first messages and lets the rest go out. */
  approvePilot(id: number): void {
    this.#db.run(`UPDATE campaign SET pilot_approved = 1 WHERE id = ?`, id);
  }

  /** Holds a campaign, once, when WhatsApp knew none of its first people. Returns whether it was held by this call. */
  askAboutAbsent(id: number): boolean {
    const held = this.#db.run(
      `UPDATE campaign SET state = 'paused', pause_reason = 'all_absent', absent_asked = 1
       WHERE id = @id AND state = 'running' AND absent_asked = 0
         AND (SELECT t.sent + t.not_confirmed FROM campaign_counts t WHERE t.campaign_id = @id) = 0
         AND (SELECT count(*) FROM (SELECT 1 FROM message WHERE campaign_id = @id AND first_absent_ms IS NOT NULL
           LIMIT ${limits.absentAskedAbout})) = ${limits.absentAskedAbout}`,
      { id },
    );
    return held.changes === 1;
  }

  /** WhatsApp gave no answer about a person. After a whole day of that the campaign pauses, and this returns true. */
  noteUnanswered(id: number, nowMs: number): boolean {
    return this.#db.immediate(() => {
      // If the clock was put back meanwhile, the stored beginning would lie in the future.
      const sinceMs = this.#db.value<number>(
        `UPDATE campaign SET unanswered_since_ms = min(coalesce(unanswered_since_ms, ?), ?) WHERE id = ? RETURNING unanswered_since_ms`,
        ...[nowMs, nowMs, id],
      );
      assert(sinceMs !== undefined, 'a message belongs to a campaign');
      return nowMs - sinceMs >= limits.unansweredMaxMs && this.#life.move(id, 'running', 'paused', nowMs, 'unanswered');
    });
  }

  /** WhatsApp answers again, or the operator lets the campaign try anew. */
  forgetUnanswered(id: number): void {
    this.#db.run(`UPDATE campaign SET unanswered_since_ms = NULL WHERE id = ?`, id);
  }
}

/** The last attempt that is over or may have left. One before its gate has reached nobody yet, and counts as later. */
export const lastBeforeNowSql = `coalesce((SELECT min(id) - 1 FROM attempt WHERE outcome = 'unknown' AND passed_at_ms IS NULL AND kind <> 'answer'
  AND closed_at_ms IS NULL), (SELECT max(id) FROM attempt), 0)`;
