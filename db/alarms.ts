import type { Alarm, AlarmDetails, AlarmKind } from '../domain/state/alarm.ts';
import type { Db } from './database.ts';

/** The alarms. Each is raised once, stays until somebody acknowledges it by name, and is kept afterwards. */
export class Alarms {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Raises an alarm. Returns false when the same one is open already. */
  raise(kind: AlarmKind, { messageId, detail = '', count }: AlarmDetails, nowMs: number): boolean {
    const done = this.#db.run(
      `INSERT INTO alarm (kind, message_id, detail, count, raised_at_ms) SELECT @kind, @messageId, @detail, @count, @nowMs
       WHERE NOT EXISTS (SELECT 1 FROM alarm
         WHERE kind = @kind AND message_id IS @messageId AND acknowledged_at_ms IS NULL)`,
      { kind, messageId: messageId ?? null, detail, count: count ?? null, nowMs },
    );
    return done.changes === 1;
  }

  /** Whether any alarm is open: then nothing may be sent. */
  isAnyOpen(): boolean {
    return this.#db.has(`SELECT 1 FROM alarm WHERE acknowledged_at_ms IS NULL`);
  }

  /** The open alarms, the oldest first, with the person whom each is about. */
  open(): Alarm[] {
    return this.#db.all<Alarm>(
      `SELECT a.id, a.kind, a.raised_at_ms AS raisedAtMs, a.message_id AS messageId, m.campaign_id AS campaignId, r.name, r.phone,
         a.detail, a.count
       FROM alarm a LEFT JOIN message m ON m.id = a.message_id LEFT JOIN recipient r ON r.id = m.recipient_id
       WHERE a.acknowledged_at_ms IS NULL ORDER BY a.id`,
    );
  }

  /** Notes who acknowledged an alarm. Returns false when it is not open (any more). */
  acknowledge(id: number, who: string, nowMs: number): boolean {
    const done = this.#db.run(
      `UPDATE alarm SET acknowledged_at_ms = ?, acknowledged_by = ? WHERE id = ? AND acknowledged_at_ms IS NULL`,
      ...[nowMs, who, id],
    );
    return done.changes === 1;
  }
}
