import { erasedPrefix } from '../../domain/people/erased.ts';
import { personalText } from '../../domain/template/personal-text.ts';
import type { Db } from '../database.ts';
import { noteHistory, notSetAsideSql, setAside, tryMove } from '../messages/message-status.ts';
import { outdateSearchIndex } from '../search/search-index.ts';
import { scheduleSql } from '../stored-json.ts';
import { addToList } from './list-additions.ts';
import type { Known, Moved } from './list-comparison.ts';
import type { NewRow } from './lists.ts';
import type { ReadOwnTimes } from './own-times.ts';
import { isMadeSql } from './series.ts';
import { ShownTexts } from './shown-texts.ts';

/**
 * Ends the wait for an answer about the list. In a campaign that goes again, a person still has to look at its people.
 */
const seenFirstSql = `set_aside_until_ms = NULL, set_aside = CASE WHEN set_aside IN ('list_changed', 'second_step') AND EXISTS (
  SELECT 1 FROM campaign c WHERE c.id = campaign_id AND c.next_day IS NOT NULL) THEN 'second_step' END`;

/** What happens to a person whose date has moved. `later`: this year's message went, and the next comes in a year. */
type MoveFate = 'moved' | 'later' | 'missed' | 'held' | 'told';

/** The name and the cell beside it that the window shows. What was shown of the row's messages is forgotten with it. */
export function takeName(db: Db, id: number, { name, extra }: Pick<NewRow, 'name' | 'extra'>): void {
  const isErased = `phone LIKE '${erasedPrefix}%'`;
  const sql = `UPDATE recipient SET name = ?, extra = ? WHERE id = ? AND (name, extra) <> (?, ?) AND NOT ${isErased} RETURNING list_id`;
  const [listId] = db.values<number>(sql, name, extra, id, name, extra);
  if (listId !== undefined) outdateSearchIndex(db, listId);
}

/** Writes the result of reading a list again, some rows at a time. A message that may have left is never touched. */
export class ListChanges {
  readonly #db: Db;
  readonly #texts: ShownTexts;
  readonly #hash: (words: string) => string;

  constructor(db: Db, hash: (words: string) => string) {
    this.#db = db;
    this.#hash = hash;
    this.#texts = new ShownTexts(db, hash);
  }

  /** The person is on the list again, as before. */
  stands({ recipientId, messageId }: Known): void {
    this.#db.run(`UPDATE recipient SET gone_at_ms = NULL WHERE id = ? AND gone_at_ms IS NOT NULL`, recipientId);
    this.#db.run(`UPDATE message SET ${seenFirstSql} WHERE id = ? AND set_aside = 'list_changed'`, messageId);
  }

  /** The person left the list: no further dates, and a question about what waits. Returns whether anything does. */
  leaves({ recipientId, messageId }: Known, nowMs: number): boolean {
    this.#db.run(`UPDATE recipient SET gone_at_ms = ? WHERE id = ?`, nowMs, recipientId);
    return messageId !== null && this.hold(messageId, nowMs);
  }

  /** People who are missing from the newest list still get further dates. */
  keepGone(campaignId: number, atMs: number): void {
    this.#db.run(
      `UPDATE recipient SET gone_at_ms = NULL WHERE list_id = (SELECT list_id FROM campaign WHERE id = ?) AND gone_at_ms = ?`,
      ...[campaignId, atMs],
    );
  }

  /**
   * Moves a waiting message to its new date; missed if that is over, held if it cannot be read. Where the old date went
   * out already, the operator is only told: nobody is written to again by this.
   */
  move(campaignId: number, { known, row }: Moved, nowMs: number): MoveFate {
    const { messageId, recipientId } = known;
    const { time } = row;
    return this.#db.immediate(() => {
      if (messageId === null || time === null || !this.#waits(messageId))
        return this.#takesForLater(campaignId, { known, row });
      const { made } = personalText(this.#texts.sourceOf(campaignId), row.cells);
      const isOver = time.kind !== 'moment' && (time.cause === 'date_past' || time.cause === 'day_past');
      const change = { change: 'failed', who: 'app', nowMs, reason: 'missed' } as const;
      if (isOver) return tryMove(this.#db, messageId, ['pending', 'failed'], change) ? 'missed' : 'told';
      if (time.kind !== 'moment' || !made.ok) return this.hold(messageId, nowMs) ? 'held' : 'told';
      const { occasion, dueAtMs, latestAtMs } = time;
      this.#takeRow(campaignId, recipientId, row);
      takeName(this.#db, recipientId, row);
      this.#db.run(
        `UPDATE message SET occasion = ?, due_at_ms = ?, latest_at_ms = ?, text_hash = ?, ${seenFirstSql} WHERE id = ?`,
        ...[occasion, dueAtMs, latestAtMs, this.#texts.hashOf(made.value), messageId],
      );
      noteHistory(this.#db, messageId, { what: 'moved', detail: occasion, who: 'operator', nowMs });
      return 'moved';
    });
  }

  /** In a yearly campaign, a date that has gone out takes the new value from the next year on. */
  #takesForLater(campaignId: number, { known, row }: Moved): 'moved' | 'later' | 'told' {
    const { recipientId: id, status } = known;
    if (status === 'sending' || row.time?.kind !== 'moment') return 'told';
    if (!this.#db.has(`SELECT 1 FROM campaign WHERE id = ? AND next_day IS NOT NULL`, campaignId)) return 'told';
    const { occasion } = row.time;
    this.#takeRow(campaignId, id, row);
    return this.#db.has(isMadeSql, { campaignId, id, occasion }) ? 'later' : 'moved';
  }

  /** Does nothing for a person who was erased after the lists were compared. */
  #takeRow(campaignId: number, recipientId: number, { cells }: Pick<NewRow, 'cells'>): void {
    const columnSql = `SELECT ${scheduleSql('campaign', '$.own.column')} FROM campaign WHERE id = ?`;
    this.#db.run(
      `UPDATE recipient SET cells = ?, gone_at_ms = NULL, occasion = CASE occasion WHEN '' THEN '' ELSE ? END
       WHERE id = ? AND phone NOT LIKE '${erasedPrefix}%'`,
      ...[JSON.stringify(cells), cells[this.#db.count(columnSql, campaignId)] ?? '', recipientId],
    );
  }

  /** Puts rows on a campaign's list when a person says so. Returns how many get a message; null if it cannot change. */
  add(campaignId: number, rows: readonly NewRow[], of: ReadOwnTimes | null, nowMs: number): number | null {
    return addToList(this.#db, this.#hash, campaignId, { rows, of, nowMs });
  }

  /** Sets a message aside until a person decides about it. Returns false where it no longer waits. */
  hold(messageId: number, nowMs: number): boolean {
    return this.#db.immediate(() => setAside(this.#db, messageId, 'list_changed', nowMs));
  }

  /** The people asked about get their messages as planned. */
  releaseAll(campaignId: number): void {
    const sql = `UPDATE message SET ${notSetAsideSql} WHERE campaign_id = ? AND set_aside = 'list_changed'`;
    this.#db.run(sql, campaignId);
  }

  #waits(messageId: number): boolean {
    return this.#db.has(`SELECT 1 FROM message WHERE id = ? AND status = 'pending'`, messageId);
  }
}
