import type { CampaignState } from '../../domain/campaign.ts';
import type { FailureReason, NotSentReason, SetAsideReason, Status } from '../../domain/messages/message.ts';
import { assert } from '../../domain/result.ts';
import type { Db } from '../database.ts';
import { type Change, changeCodes, makerOf } from './history-codes.ts';

/** What is stored with a change of status: a word for what happened, who made it, when, and why a message failed. */
type StatusChange = {
  readonly change: Change;
  readonly who: string;
  readonly nowMs: number;
  readonly reason?: FailureReason;
};

/** Only a pending message is set aside, so every statement that changes its status contains this. */
export const notSetAsideSql = `set_aside = NULL, set_aside_until_ms = NULL`;

/**
 * Waits, but not for a person: the result of asking WhatsApp must not replace a decision that became necessary since.
 */
export const waitsForNobodySql = `(status = 'pending' AND (set_aside IS NULL OR set_aside = 'no_answer'))`;

const moveSql = `UPDATE message SET status = ?, reason = ?, change = ?, changed_at_ms = ?, changed_by = ?, ${notSetAsideSql}
  WHERE id = ? AND status = ?`;

/** Changes a status if it is the named one. Returns whether it was. */
export function tryMove(
  db: Db,
  id: number,
  [from, to]: readonly [from: Status, to: Status],
  { change, who, nowMs, reason }: StatusChange,
): boolean {
  const done = db.run(moveSql, ...[to, reason ?? null, changeCodes[change], nowMs, makerOf(who), id, from]);
  return done.changes === 1;
}

/** Changes a status that must be the named one. Throws when it is not: then the caller's picture is wrong. */
export function move(db: Db, id: number, path: readonly [from: Status, to: Status], change: StatusChange): void {
  assert(tryMove(db, id, path, change), `message ${id} was ${path[0]}`);
}

/**
 * Gives a message whose attempts are all closed its certain status: cancelled with its campaign, else not sent. If an
 * earlier attempt was seen leaving, it is in doubt. A status that it got meanwhile stays.
 */
export function closeUnsent(
  db: Db,
  messageId: number,
  { change, reason, nowMs }: { readonly change: Change; readonly reason: NotSentReason; readonly nowMs: number },
): void {
  const state = db.value<CampaignState>(
    `SELECT c.state FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE m.id = +?`,
    messageId,
  );
  const isDoubtful = db.has(`SELECT 1 FROM attempt WHERE message_id = ? AND contradicted_at_ms IS NOT NULL`, messageId);
  if (isDoubtful || state !== 'cancelled') {
    const why = isDoubtful ? 'no_confirmation' : reason;
    tryMove(db, messageId, ['sending', 'failed'], { change, who: 'app', nowMs, reason: why });
  } else tryMove(db, messageId, ['sending', 'cancelled'], { change: 'cancelled', who: 'app', nowMs });
}

/** Sets a waiting message aside until a person decides about it. Returns false where it no longer waits. */
export function setAside(db: Db, messageId: number, why: SetAsideReason, nowMs: number): boolean {
  const sql = `UPDATE message SET set_aside = ?, set_aside_until_ms = NULL WHERE id = ? AND status = 'pending'`;
  if (db.run(sql, why, messageId).changes === 0) return false;
  noteHistory(db, messageId, { what: 'set_aside', detail: why, who: 'app', nowMs });
  return true;
}

/** Adds a line to a message's history without changing its status. */
export function noteHistory(
  db: Db,
  messageId: number,
  line: { readonly what: Change; readonly detail?: string; readonly who: string; readonly nowMs: number },
): void {
  db.run(
    `INSERT INTO history (message_id, number, at_ms, change, detail, made_by)
     VALUES (@messageId, (SELECT coalesce(max(number), 0) + 1 FROM history WHERE message_id = @messageId), @nowMs, @change, @detail, @who)`,
    {
      ...{ messageId, nowMs: line.nowMs, change: changeCodes[line.what] },
      ...{ detail: line.detail ?? '', who: makerOf(line.who) },
    },
  );
}
