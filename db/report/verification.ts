import type { AttachmentKind } from '../../domain/campaign.ts';
import type { Verification } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { assert } from '../../domain/result.ts';
import type { Db } from '../database.ts';

/** A message whose chat is to be read: the text that was handed over, and since when copies count. */
export type ToVerify = {
  readonly messageId: number;
  readonly recipientId: number;
  readonly account: string;
  readonly chatId: string;
  readonly body: string;
  /** Null for a plain text. */
  readonly attachmentKind: AttachmentKind | null;
  readonly random: string;
  readonly passedAtMs: number;
  readonly campaignStartedAtMs: number;
};

export type VerificationSums = Omit<Verification, 'campaignId' | 'isRunning'>;

const handedOverSql = `SELECT 1 FROM handed_over WHERE campaign_id = ? AND account IN (SELECT value FROM json_each(?))`;

/** What a verification reads and writes. It never touches a message's status. */
export class VerificationStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * The next unread chat of these accounts; undefined when all were read. It goes on from the last recipient, and reads
   * no campaign of which they handed nothing over: a long one takes long from its beginning.
   */
  next(campaignId: number, afterRecipientId: number, accounts: readonly string[]): ToVerify | undefined {
    const from = JSON.stringify(accounts);
    if (!this.#db.has(handedOverSql, campaignId, from)) return undefined;
    return this.#db.get(
      `SELECT m.id AS messageId, m.recipient_id AS recipientId, a.account, a.chat_id AS chatId, a.body, f.kind AS attachmentKind,
         a.wa_random AS random, a.passed_at_ms AS passedAtMs, c.started_at_ms AS campaignStartedAtMs
       FROM message m INDEXED BY message_recipient CROSS JOIN campaign c ON c.id = m.campaign_id
         CROSS JOIN attempt a ON a.message_id = m.id AND a.wa_random IS NOT NULL LEFT JOIN attachment f ON f.hash = a.attachment_hash
       WHERE m.campaign_id = ? AND m.recipient_id > ? AND m.verified_at_ms IS NULL
         AND a.account IN (SELECT value FROM json_each(?)) ORDER BY m.recipient_id LIMIT 1`,
      ...[campaignId, afterRecipientId, from],
    );
  }

  /** Whether an id belongs to another message of ours: a declared repeat, another campaign, a test to oneself. */
  isOfAnother(random: string, messageId: number): boolean {
    return this.#db.has(`SELECT 1 FROM attempt WHERE wa_random = ? AND message_id IS NOT ?`, random, messageId);
  }

  /** Stores how many copies were seen; null when the chat could not be read. */
  record(messageId: number, copiesSeen: number | null, nowMs: number): void {
    this.#db.run(`UPDATE message SET copies_seen = ?, verified_at_ms = ? WHERE id = ?`, copiesSeen, nowMs, messageId);
  }

  /** The last recipient whose chat was read; 0 before the first. */
  lastRead(campaignId: number): number {
    return this.#db.count(
      `SELECT max(recipient_id) FROM message INDEXED BY message_verified WHERE campaign_id = ? AND verified_at_ms IS NOT NULL`,
      campaignId,
    );
  }

  /** Deletes some of the results, so that the chats are read anew. Returns whether there may be more to delete. */
  reset(campaignId: number): boolean {
    const reset = this.#db.run(
      `UPDATE message SET copies_seen = NULL, verified_at_ms = NULL WHERE id IN (
         SELECT id FROM message INDEXED BY message_verified WHERE campaign_id = ? AND verified_at_ms IS NOT NULL LIMIT ${limits.campaignBatchRows})`,
      campaignId,
    );
    return reset.changes === limits.campaignBatchRows;
  }

  hasBegun(campaignId: number): boolean {
    return this.#db.has(`SELECT 1 FROM message WHERE campaign_id = ? AND verified_at_ms IS NOT NULL`, campaignId);
  }

  /** The results so far, of everybody to whom something was handed over: one attempt of each passes its gate. */
  sums(campaignId: number): VerificationSums {
    const sums = this.#db.get<VerificationSums & { readonly lastAtMs: number | null }>(
      `SELECT (SELECT coalesce(sum(count), 0) FROM handed_over WHERE campaign_id = @campaignId) AS total, count(*) AS done,
         count(*) FILTER (WHERE copies_seen = 1) AS once, count(*) FILTER (WHERE copies_seen = 0) AS none,
         count(*) FILTER (WHERE copies_seen > 1) AS more, count(*) FILTER (WHERE copies_seen IS NULL) AS unknown,
         max(verified_at_ms) AS lastAtMs
       FROM message INDEXED BY message_verified WHERE campaign_id = @campaignId AND verified_at_ms IS NOT NULL`,
      { campaignId },
    );
    assert(sums, 'a sum has a row');
    const { lastAtMs, ...found } = sums;
    return { ...found, finishedAtMs: found.done === found.total ? lastAtMs : null };
  }

  /** The chat, with its account, that the operator looks at to settle a message. */
  chatOf(messageId: number): { chatId: string; account: string } | undefined {
    return this.#db.get(
      `SELECT chat_id AS chatId, account FROM attempt WHERE message_id = ? AND chat_id <> '' ORDER BY id DESC LIMIT 1`,
      messageId,
    );
  }
}
