import { type AliasHash, idAliases } from '../domain/alias.ts';
import type { PersonReply, StopProposal } from '../domain/contract.ts';
import { erasedPrefix } from '../domain/erased.ts';
import type { StopAnswer } from '../domain/stop-words.ts';
import type { Db } from './database.ts';

type NewReply = {
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
  readonly #hash: (alias: string) => AliasHash;

  constructor(db: Db, hash: (alias: string) => AliasHash) {
    this.#db = db;
    this.#hash = hash;
  }

  /**
   * Keeps a reply with the last message that its person was handed, and returns that message; null for anybody else, for
   * whoever is erased, and for a reply that is kept already.
   */
  add({ ids, text, waKey, stopWord, atMs }: NewReply): number | null {
    const messageId = this.#lastMessageTo(ids);
    if (messageId === null) return null;
    const kept = this.#db.run(
      `INSERT INTO reply (message_id, at_ms, text, stop_word, wa_key) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (wa_key) WHERE wa_key IS NOT NULL DO NOTHING`,
      ...[messageId, atMs, text, stopWord, waKey],
    );
    return kept.changes === 1 ? messageId : null;
  }

  /** What was written after a message, in the order it came. */
  of(messageId: number): PersonReply[] {
    return this.#db.all(`SELECT at_ms AS atMs, text FROM reply WHERE message_id = ? ORDER BY id`, messageId);
  }

  /** The newest undecided reply with a stop word of each person, newest first. */
  proposals(): StopProposal[] {
    return this.#db.all(
      // SQLite takes the other columns of a group from the row that has its maximum.
      `SELECT max(y.id) AS id, r.name, r.phone, y.text, y.stop_word AS stopWord, y.at_ms AS atMs
       FROM ${proposalTables} WHERE ${isOpen} GROUP BY r.phone ORDER BY 1 DESC`,
    );
  }

  /**
   * The operator decided on a person: everything of theirs that was open is answered. Returns the phone, null when it
   * is gone.
   */
  answer(id: number, answer: StopAnswer, nowMs: number): string | null {
    const phone = this.#db.value<string>(`SELECT r.phone FROM ${proposalTables} WHERE y.id = ? AND ${isOpen}`, id);
    if (phone === undefined) return null;
    this.#answerAll(phone, answer, nowMs);
    return phone;
  }

  #answerAll(phone: string, answer: StopAnswer, nowMs: number): void {
    this.#db.run(
      `UPDATE reply SET answer = ?, answered_at_ms = ?
       WHERE id IN (SELECT y.id FROM ${proposalTables} WHERE ${isOpen} AND r.phone = ?)`,
      ...[answer, nowMs, phone],
    );
  }

  /**
   * Takes the answer about a person back: what it closed is open again. Returns the answer and the phone, null where there
   * is none.
   */
  reopen(id: number): { readonly answer: StopAnswer; readonly phone: string } | null {
    const answered = this.#db.get<{ answer: StopAnswer; phone: string; atMs: number }>(
      `SELECT y.answer, r.phone, y.answered_at_ms AS atMs FROM ${proposalTables} WHERE y.id = ? AND y.answer IS NOT NULL`,
      id,
    );
    if (answered === undefined) return null;
    const { answer, phone, atMs } = answered;
    this.#db.run(
      `UPDATE reply SET answer = NULL, answered_at_ms = NULL
       WHERE id IN (SELECT y.id FROM ${proposalTables} WHERE r.phone = ? AND y.answered_at_ms = ?)`,
      ...[phone, atMs],
    );
    return { answer, phone };
  }

  /** Fences hold every id that was ever learned of a person, hashed. Only a message whose gate opened has a reply. */
  #lastMessageTo(ids: readonly string[]): number | null {
    const found = ids
      .flatMap(idAliases)
      .flatMap((alias) => this.#lastUnder(this.#hash(alias)) ?? [])
      .sort((one, other) => other.atMs - one.atMs);
    return found[0]?.messageId ?? null;
  }

  #lastUnder(alias: AliasHash): { readonly messageId: number; readonly atMs: number } | undefined {
    return this.#db.get(
      `SELECT a.message_id AS messageId, a.passed_at_ms AS atMs FROM fence f JOIN attempt a ON a.id = f.attempt_id
         JOIN message m ON m.id = a.message_id JOIN recipient r ON r.id = m.recipient_id
       WHERE f.alias = ? AND a.wa_random IS NOT NULL AND r.phone NOT LIKE '${erasedPrefix}%'
       ORDER BY a.passed_at_ms DESC LIMIT 1`,
      alias,
    );
  }
}
