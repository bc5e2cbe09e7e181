import { limits } from '../../domain/limits.ts';
import { requeuedReasons } from '../../domain/messages/message.ts';
import { assert } from '../../domain/result.ts';
import { personalText, type TextSource, textSource } from '../../domain/template/personal-text.ts';
import { type Db, sqlList } from '../database.ts';
import { noteHistory, notSetAsideSql, tryMove, waitsForNobodySql } from '../messages/message-status.ts';
import type { ListField } from '../schema.ts';

/** The keyed hash of a text. A type of its own, since a plain text in its place would equal no hash unnoticed. */
export type TextHash = string & { readonly isTextHash: true };

/** The operator's answer about messages whose text differs from the one that was checked. */
type ChangedTextAnswer = 'send' | 'leave_out';

type Waiting = {
  readonly id: number;
  readonly recipientId: number;
  readonly cells: string;
  readonly textHash: TextHash | null;
};

/**
 * The texts that Check showed, as keyed hashes beside the messages; erasing a person erases theirs. A message whose
 * text would differ now is set aside, and the operator is asked once for the whole campaign.
 */
export class ShownTexts {
  readonly #db: Db;
  readonly #hash: (words: string) => string;

  constructor(db: Db, hash: (words: string) => string) {
    this.#db = db;
    this.#hash = hash;
  }

  /** The current text and list of a campaign, from which its messages' texts are made. */
  sourceOf(campaignId: number): TextSource {
    const row = this.#db.get<{ text: string; attachmentHash: string | null; fields: string }>(
      `SELECT c.text, c.attachment_hash AS attachmentHash, l.fields FROM campaign c JOIN list l ON l.id = c.list_id
       WHERE c.id = +?`,
      campaignId,
    );
    assert(row, 'messages have a campaign with a list');
    const fields: ListField[] = JSON.parse(row.fields);
    return textSource(row, { fields });
  }

  /** The prefix differs from that of an alias, so that the hash of a text never equals that of an alias. */
  hashOf(text: string): TextHash {
    return this.#hash(`text:${text}`) as TextHash;
  }

  /** Sets aside a message whose text nobody has checked, and the next ones of its campaign like it. Returns which. */
  setAside(messageId: number, nowMs: number): number[] {
    const ids: number[] = [];
    const { campaignId, recipientId } = this.#placeOf(messageId);
    this.#each(campaignId, recipientId - 1, waitsForNobodySql, ({ id, textHash }, hash) => {
      if (id !== messageId && hash !== null && hash === textHash) return;
      this.#db.run(`UPDATE message SET set_aside = 'text_changed', set_aside_until_ms = NULL WHERE id = ?`, id);
      noteHistory(this.#db, id, { what: 'set_aside', detail: 'text_changed', who: 'app', nowMs });
      ids.push(id);
    });
    return ids;
  }

  /**
   * Stores the present text as shown for all who wait, some at a time. Returns the last recipient done; null once all
   * are.
   */
  renew(campaignId: number, after: number): number | null {
    return this.#each(campaignId, after, waitsSql, ({ id }, hash) => {
      if (hash !== null) this.#show(id, hash);
    });
  }

  /**
   * Applies the answer about changed texts; one that cannot be made never goes out. Goes on and returns as `renew`
   * does.
   */
  answer(campaignId: number, given: ChangedTextAnswer, after: number, nowMs: number): number | null {
    return this.#each(campaignId, after, `m.status = 'pending'`, ({ id, textHash }, hash) => {
      if (hash !== null && (given === 'send' || hash === textHash)) {
        if (hash !== textHash) noteHistory(this.#db, id, { what: 'text_changed', who: 'operator', nowMs });
        return this.#show(id, hash);
      }
      const reason = hash === null ? 'text_not_made' : 'text_changed';
      tryMove(this.#db, id, ['pending', 'failed'], { change: 'failed', who: 'operator', nowMs, reason });
    });
  }

  #placeOf(messageId: number): { readonly campaignId: number; readonly recipientId: number } {
    const sql = `SELECT campaign_id AS campaignId, recipient_id AS recipientId FROM message WHERE id = ?`;
    const found = this.#db.get<{ campaignId: number; recipientId: number }>(sql, messageId);
    assert(found, 'messages are not deleted');
    return found;
  }

  #show(id: number, hash: TextHash): void {
    const sql = `UPDATE message SET text_hash = ? WHERE id = ? AND text_hash IS NOT ?`;
    this.#db.run(sql, hash, id, hash);
    this.#db.run(`UPDATE message SET ${notSetAsideSql} WHERE id = ? AND set_aside = 'text_changed'`, id);
  }

  #each(
    campaignId: number,
    after: number,
    which: string,
    work: (message: Waiting, hash: TextHash | null) => void,
  ): number | null {
    return this.#db.immediate(() => {
      const source = this.sourceOf(campaignId);
      const messages = this.#db.all<Waiting>(
        `SELECT m.id, m.recipient_id AS recipientId, m.text_hash AS textHash, r.cells
         FROM message m JOIN recipient r ON r.id = m.recipient_id
         WHERE m.campaign_id = +? AND m.recipient_id > +? AND ${which}
         ORDER BY m.recipient_id LIMIT ${limits.campaignBatchRows}`,
        ...[campaignId, after],
      );
      for (const message of messages) {
        const { made } = personalText(source, JSON.parse(message.cells));
        work(message, made.ok ? this.hashOf(made.value) : null);
      }
      return messages.length === limits.campaignBatchRows ? (messages.at(-1)?.recipientId ?? null) : null;
    });
  }
}

/** Whether the message `m` may still go out: it waits, or the operator may queue it again. */
export const waitsSql = `(m.status = 'pending' OR (m.status = 'failed' AND m.reason IN ${sqlList(requeuedReasons)}))`;
