import type { AttachmentKind } from '../../domain/campaign.ts';
import type { Verification } from '../../domain/contract.ts';
import { assert } from '../../domain/result.ts';
import type { Db } from '../database.ts';

/** A message whose chat is to be read: what was handed over, and since when copies count. */
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

const passedOf = `FROM message m JOIN attempt a ON a.message_id = m.id AND a.wa_random IS NOT NULL WHERE m.campaign_id = ?`;

/** What a verification reads and writes. It never touches a message's status. */
export class VerificationStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * The next message behind a recipient whose chat was not read yet; undefined once all were. Going on from the last one
   * keeps a long campaign from being read from its beginning for each chat.
   */
  next(campaignId: number, afterRecipientId: number): ToVerify | undefined {
    return this.#db.get(
      `SELECT m.id AS messageId, m.recipient_id AS recipientId, a.account, a.chat_id AS chatId, a.body, f.kind AS attachmentKind,
         a.wa_random AS random, a.passed_at_ms AS passedAtMs, c.started_at_ms AS campaignStartedAtMs
       FROM message m INDEXED BY message_recipient CROSS JOIN campaign c ON c.id = m.campaign_id
         CROSS JOIN attempt a ON a.message_id = m.id AND a.wa_random IS NOT NULL LEFT JOIN attachment f ON f.hash = a.attachment_hash
       WHERE m.campaign_id = ? AND m.recipient_id > ? AND m.verified_at_ms IS NULL ORDER BY m.recipient_id LIMIT 1`,
      ...[campaignId, afterRecipientId],
    );
  }

  /** Whether an id is that of another message of ours: a declared repeat, another campaign, a test to oneself. */
  isOfAnother(random: string, messageId: number): boolean {
    return this.#db.has(`SELECT 1 FROM attempt WHERE wa_random = ? AND message_id IS NOT ?`, random, messageId);
  }

  /** Records what was seen; null copies when the chat could not be read. */
  record(messageId: number, copiesSeen: number | null, nowMs: number): void {
    this.#db.run(`UPDATE message SET copies_seen = ?, verified_at_ms = ? WHERE id = ?`, copiesSeen, nowMs, messageId);
  }

  /** Takes back what was seen, so that the chats are read anew. */
  reset(campaignId: number): void {
    this.#db.run(`UPDATE message SET copies_seen = NULL, verified_at_ms = NULL WHERE campaign_id = ?`, campaignId);
  }

  /** Whether any chat was read. */
  hasBegun(campaignId: number): boolean {
    return this.#db.has(
      `SELECT 1 FROM message WHERE campaign_id = ? AND verified_at_ms IS NOT NULL LIMIT 1`,
      campaignId,
    );
  }

  /** What was found so far. */
  sums(campaignId: number): VerificationSums {
    const sums = this.#db.get<VerificationSums>(
      `SELECT count(*) AS total, count(m.verified_at_ms) AS done, coalesce(sum(m.copies_seen = 1), 0) AS once,
         coalesce(sum(m.copies_seen = 0), 0) AS none, coalesce(sum(m.copies_seen > 1), 0) AS more,
         coalesce(sum(m.verified_at_ms IS NOT NULL AND m.copies_seen IS NULL), 0) AS unknown,
         CASE WHEN count(*) = count(m.verified_at_ms) THEN max(m.verified_at_ms) END AS finishedAtMs ${passedOf}`,
      campaignId,
    );
    assert(sums, 'a sum has a row');
    return sums;
  }

  /** Whom to look at when the operator settles a message: the chat, and the text as it was handed over. */
  chatOf(messageId: number): { chatId: string } | undefined {
    return this.#db.get(
      `SELECT chat_id AS chatId FROM attempt WHERE message_id = ? AND chat_id <> '' ORDER BY id DESC LIMIT 1`,
      messageId,
    );
  }
}
