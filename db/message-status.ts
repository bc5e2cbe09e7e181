import type { FailureReason, Status } from '../domain/message.ts';
import { assert } from '../domain/result.ts';
import type { Db } from './database.ts';

/** What is written with a change of status: what happened in a word, who made it, when, and why a message failed. */
type StatusChange = {
  readonly change: string;
  readonly who: string;
  readonly nowMs: number;
  readonly reason?: FailureReason;
};

/** Only a pending message is set aside, so whatever moves one says so. */
export const notSetAsideSql = `set_aside = NULL, set_aside_until_ms = NULL`;

const moveSql = `UPDATE message SET status = ?, reason = ?, change = ?, changed_at_ms = ?, changed_by = ?, ${notSetAsideSql}
  WHERE id = ? AND status = ?`;

/** Changes a status if it is the named one. Returns whether it was. */
export function tryMove(
  db: Db,
  id: number,
  [from, to]: readonly [from: Status, to: Status],
  { change, who, nowMs, reason }: StatusChange,
): boolean {
  const done = db.run(moveSql, ...[to, reason ?? null, change, nowMs, who, id, from]);
  return done.changes === 1;
}

/** Changes a status that must be the named one. Throws when it is not: then the caller's picture is wrong. */
export function move(db: Db, id: number, path: readonly [from: Status, to: Status], change: StatusChange): void {
  assert(tryMove(db, id, path, change), `message ${id} was ${path[0]}`);
}

/** Writes a line into a message's history that changes no status. */
export function noteHistory(
  db: Db,
  messageId: number,
  line: { readonly what: string; readonly detail?: string; readonly who: string; readonly nowMs: number },
): void {
  db.run(
    `INSERT INTO history (message_id, number, at_ms, what, detail, who)
     VALUES (@messageId, (SELECT coalesce(max(number), 0) + 1 FROM history WHERE message_id = @messageId), @nowMs, @what, @detail, @who)`,
    { messageId, nowMs: line.nowMs, what: line.what, detail: line.detail ?? '', who: line.who },
  );
}
