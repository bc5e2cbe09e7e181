import type { Db } from '../../db/database.ts';
import { limits } from '../../domain/limits.ts';
import type { NotSentReason } from '../../domain/messages/message.ts';

/** Turns a pending message into one that was not sent, as a look or a claim does. */
export function failPending(db: Db, messageId: number, reason: NotSentReason, nowMs: number): void {
  const firstAbsentMs = reason === 'not_on_whatsapp' ? nowMs - limits.absentAgainMs : null;
  db.run(
    `UPDATE message SET status = 'failed', reason = ?, first_absent_ms = ?, change = 5, changed_at_ms = ?, changed_by = NULL,
       set_aside = NULL, set_aside_until_ms = NULL WHERE id = ? AND status = 'pending'`,
    ...[reason, firstAbsentMs, nowMs, messageId],
  );
}
