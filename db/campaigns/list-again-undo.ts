import type { Status } from '../../domain/messages/message.ts';
import type { Db } from '../database.ts';
import { noteHistory, tryMove } from '../messages/message-status.ts';

/** How a message and the row of its person stood before the list was read again. */
export type Standing = {
  readonly messageId: number;
  readonly recipientId: number;
  readonly occasion: string;
  readonly dueAtMs: number;
  readonly latestAtMs: number | null;
  readonly textHash: string | null;
  readonly setAside: string | null;
  readonly setAsideUntilMs: number | null;
  readonly cells: string;
  readonly rowOccasion: string;
};

/** Notes how a message that waits stands; null where it waits no more, and nothing will be changed of it. */
export function standingOf(db: Db, messageId: number): Standing | null {
  const found = db.get<Standing>(
    `SELECT m.id AS messageId, r.id AS recipientId, m.occasion, m.due_at_ms AS dueAtMs, m.latest_at_ms AS latestAtMs,
       m.text_hash AS textHash, m.set_aside AS setAside, m.set_aside_until_ms AS setAsideUntilMs, r.cells, r.occasion AS rowOccasion
     FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.id = ? AND m.status = 'pending'`,
    messageId,
  );
  return found ?? null;
}

/**
 * Puts back what reading a list again has changed, all of it or nothing: not once one of its messages was claimed, sent or
 * cancelled since. Whoever was missed by it waits again; where their time is over by now, they are missed as anybody is.
 */
export function undoListAgain(db: Db, campaignId: number, before: readonly Standing[], nowMs: number): boolean {
  return db.immediate(() => {
    const isOpen = db.has(`SELECT 1 FROM campaign WHERE id = ? AND state IN ('running', 'paused')`, campaignId);
    const isAsLeft = (messageId: number) => db.has(asLeftSql, messageId, campaignId);
    if (!isOpen || !before.every(({ messageId }) => isAsLeft(messageId))) return false;
    for (const one of before) putBack(db, one, nowMs);
    return true;
  });
}

const asLeftSql = `SELECT 1 FROM message m WHERE m.id = ? AND m.campaign_id = ?
  AND (m.status = 'pending' OR (m.status = 'failed' AND m.reason = 'missed'))
  AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.message_id = m.id)`;

function putBack(db: Db, before: Standing, nowMs: number): void {
  const { messageId, recipientId } = before;
  const from: [Status, Status] = ['failed', 'pending'];
  tryMove(db, messageId, from, { change: 'queued_again', who: 'operator', nowMs });
  db.run(
    `UPDATE recipient SET cells = ?, occasion = ? WHERE id = ?`,
    ...[before.cells, before.rowOccasion, recipientId],
  );
  db.run(
    `UPDATE message SET occasion = ?, due_at_ms = ?, latest_at_ms = ?, text_hash = ?, set_aside = ?, set_aside_until_ms = ? WHERE id = ?`,
    ...[before.occasion, before.dueAtMs, before.latestAtMs, before.textHash],
    ...[before.setAside, before.setAsideUntilMs, messageId],
  );
  noteHistory(db, messageId, { what: 'moved', detail: before.occasion, who: 'operator', nowMs });
}
