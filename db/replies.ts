import { idAliases } from '../domain/alias.ts';
import type { PersonReply, StopProposal } from '../domain/contract.ts';
import { erasedPrefix } from '../domain/erased.ts';
import type { Db } from './open.ts';

export type NewReply = {
  /** Every id by which WhatsApp knows the person. */
  readonly ids: readonly string[];
  readonly text: string;
  /** The random part of WhatsApp's own id; null where it gave none. */
  readonly waKey: string | null;
  readonly stopWord: string | null;
  readonly atMs: number;
};

const isOpen = `y.stop_word IS NOT NULL AND y.answer IS NULL`;
const proposalTables = `reply y JOIN message m ON m.id = y.message_id JOIN recipient r ON r.id = m.recipient_id`;

/** What people wrote back. Nothing is kept of somebody to whom no campaign wrote. */
export class Replies {
  readonly #db: Db;
  readonly #hash: (alias: string) => string;

  constructor(db: Db, hash: (alias: string) => string) {
    this.#db = db;
    this.#hash = hash;
  }

  /**
   * Keeps a reply with the last message that its person was handed, and answers that message; null for anybody else, for
   * whoever is forgotten, and for a reply that is kept already.
   */
  add({ ids, text, waKey, stopWord, atMs }: NewReply): number | null {
    const messageId = this.#lastMessageTo(ids);
    if (messageId === null) return null;
    const kept = this.#db.sqlite
      .prepare(
        `INSERT INTO reply (message_id, at_ms, text, stop_word, wa_key) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (wa_key) WHERE wa_key IS NOT NULL DO NOTHING`,
      )
      .run(messageId, atMs, text, stopWord, waKey);
    return kept.changes === 1 ? messageId : null;
  }

  /** What was written after a message, in the order it came. */
  of(messageId: number): PersonReply[] {
    return this.#db.sqlite
      .prepare(`SELECT at_ms AS atMs, text FROM reply WHERE message_id = ? ORDER BY id`)
      .all(messageId) as PersonReply[];
  }

  /** The newest undecided reply with a stop word of each person, newest first. */
  proposals(): StopProposal[] {
    return this.#db.sqlite
      .prepare(
        // SQLite takes the other columns of a group from the row that has its maximum.
        `SELECT max(y.id) AS id, r.name, r.phone, y.text, y.stop_word AS stopWord, y.at_ms AS atMs
         FROM ${proposalTables} WHERE ${isOpen} GROUP BY r.phone ORDER BY 1 DESC`,
      )
      .all() as StopProposal[];
  }

  /**
   * The operator decided on a person: everything of theirs that was open is answered. Returns the phone, null when it
   * is gone.
   */
  answer(id: number, answer: 'added' | 'dismissed', nowMs: number): string | null {
    const phone = this.#db.sqlite
      .prepare(`SELECT r.phone FROM ${proposalTables} WHERE y.id = ? AND ${isOpen}`)
      .pluck()
      .get(id) as string | undefined;
    if (phone === undefined) return null;
    this.#answerAll(phone, answer, nowMs);
    return phone;
  }

  #answerAll(phone: string, answer: 'added' | 'dismissed', nowMs: number): void {
    this.#db.sqlite
      .prepare(
        `UPDATE reply SET answer = ?, answered_at_ms = ?
         WHERE id IN (SELECT y.id FROM ${proposalTables} WHERE ${isOpen} AND r.phone = ?)`,
      )
      .run(answer, nowMs, phone);
  }

  /** Fences hold every id that was ever learned of a person, hashed. Only a message whose gate opened has a reply. */
  #lastMessageTo(ids: readonly string[]): number | null {
    const find = this.#db.sqlite.prepare(
      `SELECT a.message_id AS messageId, a.passed_at_ms AS atMs FROM fence f JOIN attempt a ON a.id = f.attempt_id
         JOIN message m ON m.id = a.message_id JOIN recipient r ON r.id = m.recipient_id
       WHERE f.alias = ? AND a.wa_random IS NOT NULL AND r.phone NOT LIKE '${erasedPrefix}%'
       ORDER BY a.passed_at_ms DESC LIMIT 1`,
    );
    const found = ids
      .flatMap(idAliases)
      .flatMap((alias) => (find.get(this.#hash(alias)) as { messageId: number; atMs: number } | undefined) ?? [])
      .sort((one, other) => other.atMs - one.atMs);
    return found[0]?.messageId ?? null;
  }
}
