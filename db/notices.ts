import type { Notice, NoticeDetails, NoticeKind } from '../domain/state/notice.ts';
import type { Db } from './database.ts';

/** The notices. Each is raised once and stops nothing. A dismissed one is kept, so that it is not raised again. */
export class Notices {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Raises a notice. Returns false where the same one was raised before, dismissed or not. */
  raise(kind: NoticeKind, { messageId, campaignId, detail = '' }: NoticeDetails, nowMs: number): boolean {
    const done = this.#db.run(
      `INSERT INTO notice (kind, message_id, campaign_id, detail, raised_at_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      ...[kind, messageId ?? null, campaignId ?? null, detail, nowMs],
    );
    return done.changes === 1;
  }

  /** The notices that nobody has dismissed, the oldest first. */
  open(): Notice[] {
    return this.#db.all<Notice>(
      `SELECT n.id, n.kind, n.raised_at_ms AS raisedAtMs, n.message_id AS messageId, c.id AS campaignId, c.name AS campaignName,
         r.name, r.phone, n.detail
       FROM notice n LEFT JOIN message m ON m.id = n.message_id LEFT JOIN recipient r ON r.id = m.recipient_id
         LEFT JOIN campaign c ON c.id = coalesce(n.campaign_id, m.campaign_id)
       WHERE n.dismissed_at_ms IS NULL ORDER BY n.id`,
    );
  }

  /** Dismisses a notice that somebody has read. Returns false when it is not open (any more). */
  dismiss(id: number, who: string, nowMs: number): boolean {
    const done = this.#db.run(
      `UPDATE notice SET dismissed_at_ms = ?, dismissed_by = ? WHERE id = ? AND dismissed_at_ms IS NULL`,
      ...[nowMs, who, id],
    );
    return done.changes === 1;
  }
}
