import type { PersonReply } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { type AliasHash, idAliases } from '../../domain/people/alias.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import type { Db } from '../database.ts';

export type NewReply = {
  /** Every id by which WhatsApp knows the person. */
  readonly ids: readonly string[];
  readonly text: string;
  /** The random part of WhatsApp's own id; null where it gave none. */
  readonly waKey: string | null;
  /** The number of the account that received the reply; absent where there is only one account. */
  readonly account?: string | undefined;
  readonly atMs: number;
  /** When it was written, by WhatsApp's clock; absent where WhatsApp does not say. */
  readonly writtenAtMs?: number | undefined;
  /** The random parts of messages that come after it in the chat: it does not reply to these. */
  readonly before?: readonly string[] | undefined;
};

/** The last message to a person under one of their ids, preferably from the account that they wrote to. */
type Found = { readonly messageId: number; readonly atMs: number; readonly isFromThere: 0 | 1 };

/** Tells whose a new conversation is, and whether anything may go to its person. */
const whoseSql = `
  UPDATE conversation SET variant_key = p.key,
    is_held = EXISTS (SELECT 1 FROM do_not_contact d WHERE d.variant_key = p.key)
      OR EXISTS (SELECT 1 FROM stop s WHERE s.variant_key = p.key AND s.answer IS NULL)
  FROM (SELECT variant_key(phone_key) AS key FROM message WHERE id = @messageId) p
  WHERE conversation.message_id = @messageId AND conversation.variant_key IS NULL`;

/** What people wrote back. Nothing is stored of people to whom no campaign wrote. */
export class Replies {
  readonly #db: Db;
  readonly #hash: (alias: string) => AliasHash;

  constructor(db: Db, hash: (alias: string) => AliasHash) {
    this.#db = db;
    this.#hash = hash;
  }

  /**
   * Stores a reply with the last message to its person, best from the account they wrote to, and returns that message;
   * null for other or erased people, and for a reply that is stored already.
   */
  add({ ids, text, waKey, account = '', atMs, writtenAtMs = atMs, before = [] }: NewReply): number | null {
    return this.#db.immediate(() => {
      const found = this.#lastMessageTo(ids, account, before);
      if (found === undefined) return null;
      const { messageId } = found;
      // WhatsApp's clock differs from ours and has whole seconds, and nobody replied before they were written to.
      const sinceMs = Math.min(atMs, Math.max(writtenAtMs, found.atMs));
      const kept = this.#db.run(
        `INSERT INTO reply (message_id, at_ms, written_at_ms, text, wa_key) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (wa_key) WHERE wa_key IS NOT NULL DO NOTHING`,
        ...[messageId, atMs, sinceMs, text, waKey],
      );
      if (kept.changes !== 1) return null;
      this.#db.run(whoseSql, { messageId });
      // Of a person who writes without end the newest replies are kept; the message counts all of them.
      this.#db.run(
        `DELETE FROM reply WHERE id IN (SELECT id FROM reply WHERE message_id = ? ORDER BY written_at_ms DESC, id DESC LIMIT -1 OFFSET ?)`,
        ...[messageId, limits.repliesKept],
      );
      return messageId;
    });
  }

  /** The replies to a message, in the order of writing: the newest `limits.repliesKept`. */
  of(messageId: number): PersonReply[] {
    return this.#db.all(
      `SELECT written_at_ms AS atMs, text FROM reply WHERE message_id = ? ORDER BY written_at_ms, id`,
      messageId,
    );
  }

  /** Fences hold every id ever learned of a person, hashed. Only a message whose gate opened can have a reply. */
  #lastMessageTo(ids: readonly string[], account: string, before: readonly string[]): Found | undefined {
    return ids
      .flatMap(idAliases)
      .flatMap((alias) => this.#lastUnder(this.#hash(alias), account, before) ?? [])
      .sort((one, other) => other.isFromThere - one.isFromThere || other.atMs - one.atMs)[0];
  }

  #lastUnder(alias: AliasHash, account: string, before: readonly string[]): Found | undefined {
    return this.#db.get(
      `SELECT a.message_id AS messageId, a.passed_at_ms AS atMs, a.account = ? AS isFromThere
       FROM fence f JOIN attempt a ON a.id = f.attempt_id
         JOIN message m ON m.id = a.message_id JOIN recipient r ON r.id = m.recipient_id
       WHERE f.alias = ? AND a.wa_random IS NOT NULL AND a.wa_random NOT IN (SELECT value FROM json_each(?)) AND r.phone NOT LIKE '${erasedPrefix}%'
       ORDER BY isFromThere DESC, a.passed_at_ms DESC LIMIT 1`,
      ...[account, alias, JSON.stringify(before)],
    );
  }
}
