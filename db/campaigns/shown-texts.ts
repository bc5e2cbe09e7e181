import { limits } from '../../domain/limits.ts';
import { requeuedReasons } from '../../domain/messages/message.ts';
import { assert } from '../../domain/result.ts';
import { personalText, type TextSource, textSource } from '../../domain/template/personal-text.ts';
import { type Db, sqlList } from '../database.ts';
import { noteHistory, notSetAsideSql, tryMove, waitsForNobodySql } from '../messages/message-status.ts';
import type { ListField } from '../schema.ts';

/** The keyed hash of a text. A type of its own: a text in its place would be like no other, and nobody would notice. */
export type TextHash = string & { readonly isTextHash: true };

/** What the operator says of messages whose text is another than the one that was checked. */
type ChangedTextAnswer = 'send' | 'leave_out';

type Waiting = {
  readonly id: number;
  readonly recipientId: number;
  readonly cells: string;
  readonly textHash: TextHash | null;
};

/**
 * What Check showed for each person, as a keyed hash beside their message: no text stands here, and whoever is erased takes
 * theirs along. A message goes out with the text that was shown; where it would be another by now, it is set aside and the
 * operator is asked once for all of the campaign.
 */
export class ShownTexts {
  readonly #db: Db;
  readonly #hash: (words: string) => string;

  constructor(db: Db, hash: (words: string) => string) {
    this.#db = db;
    this.#hash = hash;
  }

  /** What a campaign's texts are made from, as its text and its list are now. */
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

  /** Another word before it than before an alias, so that neither is ever taken for the other. */
  hashOf(text: string): TextHash {
    return this.#hash(`text:${text}`) as TextHash;
  }

  /**
   * Passes a message over until the operator says what is to be done with a text that nobody has checked, and with it whoever
   * of the next of its campaign that wait has another text too. Returns which those are.
   */
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
   * The campaign's text was checked as it is now: it is what was shown for everybody who still waits. Takes the next of them
   * after a recipient; returns to which one it came, null once it is through.
   */
  renew(campaignId: number, after: number): number | null {
    return this.#each(campaignId, after, waitsSql, ({ id }, hash) => {
      if (hash !== null) this.#show(id, hash);
    });
  }

  /** The operator's word on all texts that changed since the check. One that cannot be made never goes. As `renew`. */
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
